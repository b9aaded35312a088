"""API v2 records: every fault is one message with path, reason and NCT id; nothing is altered."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from trialogue.actions.ingest_content import json_tree
from trialogue.errors import BadDataError
from trialogue.model.codes import Phase
from trialogue.model.dates import PartialDate
from trialogue.model.place import GeoPoint
from trialogue.model.results import Cell
from trialogue.registry.decode import MalformedRecordError, decode_study, peek
from trialogue.registry.demo import demo_records
from trialogue.registry.form import Form
from trialogue.registry.malformed import MAX_RECORD_BYTES

DEMO = {record.position: json.loads(record.content) for record in demo_records()}
RECORD = DEMO["NCT99000003.json"]
P = "protocolSection"


def changed(path: str, value: object) -> bytes:
    """The record with the value at a dotted path replaced; numbers are places in lists."""
    record = copy.deepcopy(RECORD)
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    part: Any = record
    for step in steps:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return json.dumps(record).encode()


def fault(content: bytes, form: Form = Form.V2_JSON) -> MalformedRecordError:
    with pytest.raises(MalformedRecordError) as caught:
        decode_study(content, form)
    assert isinstance(caught.value, BadDataError)
    with pytest.raises(MalformedRecordError) as again:
        decode_study(content, form, json_tree(content, form))
    assert str(again.value) == str(caught.value)
    return caught.value


ID = f"{P}.identificationModule"
STATUS = f"{P}.statusModule"
SITE = f"{P}.contactsLocationsModule.locations"
EVENTS = "resultsSection.adverseEventsModule"
FAULTS = [
    (f"{ID}.nctId", "NCT12", "nctId", "not an NCT id"),
    (f"{ID}.nctId", 7, "nctId", "Expected str, got int"),
    (f"{ID}.nctId", None, "identificationModule", "missing required field nctId"),
    (f"{ID}.briefTitle", None, "identificationModule", "missing required field briefTitle"),
    (f"{ID}.briefTitle", ["a"], "briefTitle", "Expected str, got array"),
    (f"{ID}.nctIdAliases", ["x"], "nctIdAliases", "not an NCT id"),
    (f"{STATUS}.overallStatus", "SLEEPING", "overallStatus", "SLEEPING"),
    (f"{STATUS}.overallStatus", None, "statusModule", "missing required field overallStatus"),
    (f"{STATUS}.startDateStruct.date", "2023-02-30", "startDateStruct.date", "not a date that exists"),
    (f"{STATUS}.startDateStruct.date", "2023-13", "startDateStruct.date", "not a date that exists"),
    (f"{STATUS}.startDateStruct.date", "0000", "startDateStruct.date", "not a date that exists"),
    (f"{STATUS}.startDateStruct.date", "May 2023", "startDateStruct.date", "not a date"),
    (f"{STATUS}.startDateStruct.type", "MAYBE", "startDateStruct.type", "MAYBE"),
    (f"{STATUS}.lastUpdateSubmitDate", 20230101, "lastUpdateSubmitDate", "Expected str"),
    (f"{STATUS}.expandedAccessInfo.hasExpandedAccess", "yes", "hasExpandedAccess", "Expected bool"),
    (f"{P}.eligibilityModule.minimumAge", "old", "minimumAge", "not an age"),
    (f"{P}.eligibilityModule.maximumAge", "-3 Years", "maximumAge", "not an age"),
    (f"{P}.eligibilityModule.sex", "BOTH", "sex", "BOTH"),
    (f"{P}.eligibilityModule.eligibilityCriteria", {"a": 1}, "eligibilityCriteria", "Expected str"),
    (f"{P}.designModule.phases", ["PHASE9"], "phases", "PHASE9"),
    (f"{P}.designModule.enrollmentInfo.count", -1, "enrollmentInfo.count", ">= 0"),
    (f"{P}.designModule.enrollmentInfo.count", 10**12, "enrollmentInfo.count", "<= 2147483647"),
    (f"{P}.designModule.enrollmentInfo.count", "many", "enrollmentInfo.count", "Expected int"),
    (f"{SITE}.1.geoPoint.lat", 90.5, "locations[1].geoPoint.lat", "<= 90"),
    (f"{SITE}.1.geoPoint.lon", -181, "geoPoint.lon", ">= -180"),
    (f"{SITE}.1.geoPoint.lat", "north", "geoPoint.lat", "Expected float"),
    (f"{SITE}.1.geoPoint", {"lat": 1}, "geoPoint", "missing required field lon"),
    (f"{SITE}.1.status", "ASLEEP", "locations[1].status", "ASLEEP"),
    (SITE, {"a": 1}, "locations", "Expected array"),
    (f"{EVENTS}.eventGroups.0.seriousNumAffected", "three", "seriousNumAffected", "Expected int"),
    ("documentSection.largeDocumentModule.largeDocs.0.date", "2022-02-31", "largeDocs[0].date", "exists"),
    ("hasResults", "no", "hasResults", "Expected bool"),
]


@pytest.mark.parametrize(("path", "value", "where", "why"), FAULTS)
def test_a_wrong_value_is_told_with_path_reason_and_study(
    path: str, value: object, where: str, why: str
) -> None:
    error = fault(changed(path, value))
    assert where in error.path
    assert error.path.startswith("$")
    assert why in error.reason
    assert error.nct_id == ("NCT99000003" if not path.endswith("nctId") else None)
    assert "\n" not in str(error)
    assert error.exit_code == 4


BROKEN = {
    "empty": (b"", "not whole JSON"),
    "cut off": (json.dumps(RECORD).encode()[:2000], "not whole JSON"),
    "no study": (b'{"name": "x"}', "missing required field protocolSection"),
    "a list": (b"[]", "Expected object"),
    "a number that is none": (changed("hasResults", float("nan")), "not whole JSON"),
    "two studies": (json.dumps(RECORD).encode() * 2, "not whole JSON"),
    "not UTF-8": (json.dumps(RECORD).encode().replace(b"Veltridone", b"Veltr\xffdone", 1), "not UTF-8"),
    "not UTF-8 in a field that nobody reads": (b'{"x": "\xc3("}', "not UTF-8"),
    "half a surrogate": (changed(f"{ID}.briefTitle", "@").replace(b'"@"', b'"\\ud800"'), "not whole JSON"),
    "deep nesting": (b'{"x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    "deep nesting, never closed": (b'{"x": ' + b"[" * 1_000_000, "too deeply"),
    "too large": (b'{"x": "' + b" " * (MAX_RECORD_BYTES + 1) + b'"}', "MB"),
    "one id twice": (
        changed("hasResults", True).replace(b'{"nctId":', b'{"nctId": "NCT99000099", "nctId":', 1),
        "stands twice",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_records_are_one_message(case: str) -> None:
    content, reason = BROKEN[case]
    error = fault(content)
    assert reason in error.reason
    assert len(str(error)) < 400


def test_a_record_is_the_same_from_its_parsed_json() -> None:
    content = json.dumps(RECORD).encode()
    tree = json_tree(content, Form.V2_JSON)
    assert isinstance(tree, dict)
    assert decode_study(content, Form.V2_JSON, tree) == decode_study(content, Form.V2_JSON)


def test_the_id_of_a_record_that_was_cut_is_found() -> None:
    assert fault(json.dumps(RECORD).encode()[:2000]).nct_id == "NCT99000003"


def test_values_stay_as_they_are() -> None:
    study = decode_study(json.dumps(RECORD).encode(), Form.V2_JSON)
    assert study.eligibility.criteria == RECORD[P]["eligibilityModule"]["eligibilityCriteria"]
    assert study.phases == (Phase.PHASE2,)
    assert study.sites[0].point == GeoPoint(
        **RECORD[P]["contactsLocationsModule"]["locations"][0]["geoPoint"]
    )
    assert study.arms[0].interventions == ("Veltridone",)
    assert [r.retracted for r in study.references] == [False, True]
    assert study.dates.last_update == PartialDate(year=2024, month=8, day=19)


def test_results_tables() -> None:
    results = decode_study(json.dumps(RECORD).encode(), Form.V2_JSON).results
    assert results is not None
    assert results.flow is not None
    assert results.adverse_events is not None
    assert [row.title for row in results.flow.periods[0].milestones][:1] == ["STARTED"]
    age = results.baseline[0]
    assert age.denominators[0] == Cell(group="BG000", value="26")
    assert age.groups[3].title == "Total"
    assert age.rows[0].cells[0] == Cell(group="BG000", value="58.2", spread="10.1")
    scores = results.outcomes[1]
    assert [row.title for row in scores.rows] == ["Week 12", "Week 24"]
    assert scores.rows[0].denominators[0].value == "24"
    assert scores.rows[1].denominators == ()
    assert results.outcomes[2].rows == ()
    event = results.adverse_events.events[0]
    assert (event.serious, event.counts[2].affected, event.counts[2].at_risk) == (True, 3, 25)


def test_unknown_fields_are_no_fault() -> None:
    decode_study(changed(f"{STATUS}.somethingNew", {"a": [1, None]}), Form.V2_JSON)


def test_nulls_say_nothing() -> None:
    record = json.loads(changed("hasResults", False))
    record[P]["statusModule"]["whyStopped"] = None
    record[P]["designModule"]["enrollmentInfo"]["count"] = None
    study = decode_study(json.dumps(record).encode(), Form.V2_JSON)
    assert (study.why_stopped, study.enrollment) == (None, None)


def test_a_record_with_its_id_only_has_what_a_study_needs_and_no_more() -> None:
    small = {P: {"identificationModule": {"nctId": "nct99000001", "briefTitle": "T"}}}
    small[P]["statusModule"] = {"overallStatus": "WITHHELD"}
    study = decode_study(json.dumps(small).encode(), Form.V2_JSON)
    assert (study.nct_id, study.sites, study.lead_sponsor, study.results) == ("NCT99000001", (), None, None)


def test_keys_in_any_order_are_no_fault() -> None:
    def turned(part: object) -> object:
        if isinstance(part, dict):
            return {key: turned(part[key]) for key in reversed(list(part))}
        return [turned(one) for one in part] if isinstance(part, list) else part

    other = DEMO["NCT99000002.json"]
    there, back = (decode_study(json.dumps(r).encode(), Form.V2_JSON) for r in (other, turned(other)))
    assert there == back


@pytest.mark.parametrize("position", sorted(DEMO))
def test_peek_agrees_with_the_study(position: str) -> None:
    content = json.dumps(DEMO[position]).encode()
    study = decode_study(content, Form.V2_JSON)
    assert peek(content, Form.V2_JSON) == (study.nct_id, study.dates.last_update)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"protocolSection": {"identificationModule": {}}}', b"[["])
@pytest.mark.parametrize("form", list(Form))
def test_peek_tells_faults_too(content: bytes, form: Form) -> None:
    with pytest.raises(MalformedRecordError):
        peek(content, form)
