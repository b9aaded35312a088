"""The page of real records of every kind: whole markup, nothing raw, nothing empty, one id once.

Some 250 records in the suite, told by a hash of each one's bytes; all of them with
``TRIALOGUE_EVERY_RECORD=1`` (half an hour of one processor).
"""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree, html
from starlette.testclient import TestClient
from tests.fixtures.html import Page
from tests.fixtures.site import browser, open_site

from trialogue.actions.ingest import ingest
from trialogue.model.ids import NctId
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord
from trialogue.store.studies import get_current
from trialogue.store.tables import study
from trialogue.wiring import Services

ALL = bool(os.environ.get("TRIALOGUE_EVERY_RECORD"))
# File → one record of how many is taken: new records hold the most kinds.
FILES = {"v2_native.jsonl.gz": 10, "v2_converted_msc_2022.jsonl.gz": 26, "legacy_xml.tar.gz": 128}
PARTS = 16
# Enum codes, and values of a program that only our own code could have put on a page.
RAW = re.compile(
    r"\b(?:NOT_YET_RECRUITING|ACTIVE_NOT_RECRUITING|ENROLLING_BY_INVITATION|NO_LONGER_AVAILABLE|OTHER_GOV"
    r"|EARLY_PHASE1|PHASE[1-4]|NON_RANDOMIZED|SINGLE_GROUP|PRINCIPAL_INVESTIGATOR|STUDY_CHAIR|STUDY_DIRECTOR"
    r"|SUB_INVESTIGATOR|SPONSOR_INVESTIGATOR|ACTIVE_COMPARATOR|PLACEBO_COMPARATOR|SHAM_COMPARATOR"
    r"|NO_INTERVENTION|COMBINATION_PRODUCT|DIETARY_SUPPLEMENT|DIAGNOSTIC_TEST|BASIC_SCIENCE|SUPPORTIVE_CARE"
    r"|DEVICE_FEASIBILITY|HEALTH_SERVICES_RESEARCH|OUTCOMES_ASSESSOR|CARE_PROVIDER|CASE_CONTROL|CASE_ONLY"
    r"|CROSS_SECTIONAL|NON_PROBABILITY_SAMPLE|SAMPLES_WITH(?:OUT)?_DNA|COUNT_OF_PARTICIPANTS|LEAST_SQUARES_MEAN"
    r"|STANDARD_DEVIATION|OTHER_PRE_SPECIFIED|POST_HOC|UNKNOWN|Undefined|Markup"
    r"|frozenset|None(?! [a-z]|\.\s))\b"
    r"|<enum|object at 0x"
)
ESCAPES = re.compile(r"\\[<>*\[\]~#_.]")
NEVER_EMPTY = ("h1", "h2", "h3", "h4", "dt", "dd", "li", "p", "a", "button", "summary", "caption", "th")


def sample(folder: Path) -> Iterator[RawRecord]:
    """Records of each kind, spread over their files."""
    for name, every in FILES.items():
        for item in read_records([folder / "registry" / name]):
            if isinstance(item, RawRecord) and (ALL or zlib.crc32(item.content) % every == 0):
                yield item


@pytest.fixture(scope="module")
def services(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A site that holds the sample, loaded as a steward loads it."""
    opened = open_site(tmp_path_factory.mktemp("real"), demo=False)
    ingest(opened, sample(shared_data), processes=1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(services: Services) -> TestClient:
    return browser(services)


@pytest.fixture(scope="module")
def ids(services: Services) -> list[str]:
    with services.database.read() as connection:
        return [row.nct_id for row in connection.execute(study.select().order_by(study.c.nct_id))]


def as_decoded(services: Services, nct_id: str) -> dict[str, Any]:
    """The record as plain values: what a page may say because the record says it."""
    with services.database.read() as connection:
        record = get_current(connection, NctId(nct_id))
    assert record is not None
    decoded = decode_study(record.content, Form(record.form))
    return {"study": msgspec.to_builtins(decoded), "results": decoded.results is not None}


def own_words(value: Any) -> Iterator[str]:
    """Every text of a record: it may itself say None, or name a code."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from own_words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from own_words(part)


def faults(text: str, record: dict[str, Any]) -> list[str]:
    """What is wrong with a page."""
    parser: Any = html.HTMLParser()
    tree: Any = html.document_fromstring(text, parser=parser)
    found = [e.message for e in parser.error_log if e.type != etree.ErrorTypes.HTML_UNKNOWN_TAG]
    ids = Counter(tree.xpath("//@id"))
    found += [f"twice: {name}" for name, count in ids.items() if count > 1]
    found += [
        f"empty: {element.tag}"
        for element in tree.iter(*NEVER_EMPTY)
        if not "".join(element.itertext()).strip()
    ]
    for verbatim in tree.xpath("//*[contains(concat(' ', @class, ' '), ' verbatim ')]"):
        verbatim.clear()
    told = " ".join(tree.xpath("//main")[0].itertext())
    said = " ".join(own_words(record["study"]))
    found += [f"raw: {m[0]}" for m in RAW.finditer(told) if not re.search(rf"\b{re.escape(m[0])}\b", said)]
    return found + [f"escape: {m[0]}" for m in ESCAPES.finditer(told) if m[0] * 2 not in said]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_record_has_a_clean_page(
    client: TestClient, services: Services, ids: list[str], part: int
) -> None:
    wrong = {}
    for nct_id in ids[part::PARTS]:
        answer = client.get(f"/studies/{nct_id}")
        assert answer.status_code == 200, nct_id
        if found := faults(answer.text, as_decoded(services, nct_id)):
            wrong[nct_id] = found[:3]
    assert not wrong


def test_the_markup_is_valid_html(client: TestClient, ids: list[str]) -> None:
    wrong = {
        nct_id: faults
        for nct_id in ids[:: max(1, len(ids) // 25)]
        if (faults := Page(client.get(f"/studies/{nct_id}").text).faults)
    }
    assert not wrong


def test_the_data_of_a_page_can_be_read(client: TestClient, ids: list[str]) -> None:
    for nct_id in ids[:: max(1, len(ids) // 25)]:
        twin = msgspec.json.decode(client.get(f"/studies/{nct_id}.json").content)
        assert twin["nctId"] == nct_id
        assert twin["sections"]


@pytest.mark.parametrize("part", range(PARTS // 4))
def test_posted_results_of_real_records_are_clean(
    client: TestClient, services: Services, ids: list[str], part: int
) -> None:
    wrong = {}
    for nct_id in ids[part :: PARTS // 4]:
        record = as_decoded(services, nct_id)
        answer = client.get(f"/studies/{nct_id}/results")
        assert answer.status_code == (200 if record["results"] else 404), nct_id
        if record["results"] and (found := faults(answer.text, record)):
            wrong[nct_id] = found[:3]
    assert not wrong
