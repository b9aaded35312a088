"""What a record says, apart from its spelling; and which fields differ between two versions."""

from __future__ import annotations

import json

import pytest
from tests.unit.actions.made_studies import v2, xml

from trialogue.actions.ingest_changes import changed_fields
from trialogue.actions.ingest_content import content_of, json_tree
from trialogue.registry.form import Form
from trialogue.registry.malformed import MalformedRecordError
from trialogue.store.records import RawContent


def js(record: object, **options: object) -> bytes:
    return json.dumps(record, **options).encode()  # type: ignore[arg-type]


def test_order_space_and_stamp_are_no_content() -> None:
    one = content_of(js(v2(1, served="2024-01-01")), Form.V2_JSON)
    other = content_of(js(v2(1, served="2025-01-01"), indent=2, sort_keys=True), Form.V2_JSON)
    assert one.digest == other.digest
    assert (one.served_on, other.served_on) == ("2024-01-01", "2025-01-01")


@pytest.mark.parametrize("stamp", [None, 7, "yesterday", {"a": 1}])
def test_a_strange_stamp_is_no_day(stamp: object) -> None:
    record = v2(1)
    record["derivedSection"] = {"miscInfoModule": {"versionHolder": stamp}}
    assert content_of(js(record), Form.V2_JSON).served_on == ""


@pytest.mark.parametrize("derived", [None, [], "x", {"miscInfoModule": []}])
def test_a_strange_derived_section_is_no_trouble(derived: object) -> None:
    record = {**v2(1), "derivedSection": derived}
    assert content_of(js(record), Form.V2_JSON).served_on == ""


def test_content_is_the_same_from_parsed_json() -> None:
    raw = js(v2(1, served="2024-01-01"))
    assert content_of(raw, Form.V2_JSON, json_tree(raw, Form.V2_JSON)) == content_of(raw, Form.V2_JSON)
    assert json_tree(xml(1), Form.LEGACY_XML) is None


def test_a_word_is_content() -> None:
    assert content_of(js(v2(1)), Form.V2_JSON) != content_of(js(v2(1, title="b")), Form.V2_JSON)


@pytest.mark.parametrize("raw", [b'{"a": [1, 2', b'{"a": nope}', b"[" * 100_000])
def test_broken_json_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedRecordError, match="not JSON"):
        content_of(raw, Form.V2_JSON)
    assert json_tree(raw, Form.V2_JSON) is None


def test_the_download_of_legacy_xml_is_no_content() -> None:
    one = content_of(xml(1), Form.LEGACY_XML)
    again = xml(1).replace(b"June 01, 2023", b"July 02, 2023").replace(b'rank="1"', b'rank="9"')
    other = content_of(again.replace(b"\n", b"&#xD;\n").replace(b"a comment", b"another"), Form.LEGACY_XML)
    assert one.digest == other.digest
    assert (one.served_on, other.served_on) == ("2023-06-01", "2023-07-02")
    assert content_of(xml(1, title="b"), Form.LEGACY_XML).digest != one.digest


def test_legacy_xml_without_a_day() -> None:
    assert content_of(xml(1).replace(b"June 01", b"Juni 41"), Form.LEGACY_XML).served_on == ""
    assert content_of(b"<clinical_study></clinical_study>", Form.LEGACY_XML).served_on == ""


def between(old: dict[str, object], new: dict[str, object]) -> tuple[str, ...]:
    return changed_fields(
        RawContent(content=js(old), form="v2-json"), RawContent(content=js(new), form="v2-json")
    )


def test_fields_are_named_as_in_the_model() -> None:
    criteria = {"eligibilityCriteria": "Inclusion Criteria:\n\n* Anyone", "sex": "FEMALE"}
    new = v2(1, updated="2025-01-01", eligibilityModule=criteria)
    assert between(v2(1), new) == ("dates.last_update", "eligibility.criteria", "eligibility.sex")


def test_white_space_is_no_change_of_a_field() -> None:
    assert between(v2(1, title="A  study"), v2(1, title="A study ")) == ("other",)


def test_what_the_model_does_not_hold_is_other() -> None:
    assert between(v2(1), {**v2(1), "annotationSection": {"a": 1}}) == ("other",)


def test_a_version_that_is_no_longer_readable_is_other() -> None:
    assert between({"protocolSection": {}}, v2(1)) == ("other",)
