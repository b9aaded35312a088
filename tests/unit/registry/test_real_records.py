"""All real records: none is lost, and the two forms of one study are one Study."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from pathlib import Path

import pytest

from trialogue.registry.decode import MalformedRecordError, decode_study, peek
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

# Of each file every nth record: the older form takes its time. `python -m bench.decode` reads all.
FILES = {
    "v2_native.jsonl.gz": 1,
    "v2_converted_msc_2022.jsonl.gz": 2,
    "legacy_xml.tar.gz": 10,
    "legacy_xml_older.tar.gz": 5,
}


@pytest.mark.parametrize("name", FILES)
def test_no_real_record_is_lost(shared_data: Path, name: str) -> None:
    path = shared_data / "registry" / name
    if not path.exists():
        pytest.skip(f"{name} is not among the shared data")
    reasons: Counter[str] = Counter()
    read = 0
    for number, item in enumerate(read_records([path])):
        assert isinstance(item, RawRecord), item
        if number % FILES[name]:
            continue
        read += 1
        try:
            study = decode_study(item.content, item.form)
        except MalformedRecordError as error:
            reasons[f"{error.path}: {error.reason}"] += 1
            continue
        assert peek(item.content, item.form) == (study.nct_id, study.dates.last_update)
    assert read > 200
    assert reasons == {}


def test_both_forms_of_one_study_are_one_study(shared_data: Path) -> None:
    folder = shared_data / "registry" / "reference"
    items = [i for i in read_records([folder]) if isinstance(i, RawRecord) and "2020-07-28" in i.source]
    if len(items) != 2:
        pytest.skip("the reference study is not among the shared data")
    one, other = (decode_study(item.content, item.form) for item in items)
    differing = [
        field.name
        for field in dataclasses.fields(one)
        if getattr(one, field.name) != getattr(other, field.name)
    ]
    # The layout of the criteria is each form's own; the words are the same.
    assert differing == ["eligibility"]
    bare = [re.sub(r"[\s*\\-]+", " ", study.eligibility.criteria).strip() for study in (one, other)]
    assert bare[0] == bare[1]
    assert dataclasses.replace(one.eligibility, criteria="") == dataclasses.replace(
        other.eligibility, criteria=""
    )
