"""Any damage to a record gives a study or one clear fault, never another error."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialogue.registry.decode import MalformedRecordError, decode_study, peek
from trialogue.registry.demo import demo_records
from trialogue.registry.form import Form

RECORDS = [record.content for record in demo_records()]
LEGACY = (Path(__file__).parents[1] / "fixtures" / "legacy" / "NCT99000901.xml").read_bytes()
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


PLACES = [[place for place in places(json.loads(record)) if place] for record in RECORDS]


def tried(content: bytes, form: Form) -> None:
    for read in (decode_study, peek):
        with suppress(MalformedRecordError):
            read(content, form)


@QUICK
@given(data=st.data())
def test_any_value_anywhere(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(RECORDS) - 1))
    record = json.loads(RECORDS[number])
    *steps, last = data.draw(st.sampled_from(PLACES[number]))
    part = record
    for step in steps:
        part = part[step]
    part[last] = data.draw(ANYTHING)
    tried(json.dumps(record, allow_nan=True).encode("utf-8", "surrogatepass"), Form.V2_JSON)


@QUICK
@given(data=st.data())
def test_any_bytes_anywhere(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(Form))
    whole = LEGACY if form is Form.LEGACY_XML else data.draw(st.sampled_from(RECORDS))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    tried(whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:], form)


@QUICK
@given(content=st.binary(max_size=200), form=st.sampled_from(Form))
def test_any_bytes_at_all(content: bytes, form: Form) -> None:
    tried(content, form)


@QUICK
@given(data=st.data())
def test_any_text_in_any_element_of_xml(data: st.DataObject) -> None:
    from xml.etree import ElementTree as ET

    root = ET.fromstring(LEGACY)
    node = data.draw(st.sampled_from(list(root.iter())))
    words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
    node.text = data.draw(words)
    if node.attrib:
        node.set(data.draw(st.sampled_from(sorted(node.attrib))), data.draw(words))
    tried(ET.tostring(root), Form.LEGACY_XML)
