"""Legacy XML: the same Study as the API's form would give, the older words mapped, dangers refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import (
    ArmType,
    DateType,
    Masking,
    ObservationalModel,
    Phase,
    RecruitmentStatus,
    Sex,
    SponsorClass,
    StudyType,
    TimePerspective,
    WhoMasked,
)
from trialogue.model.results import Cell, EventCount, Row
from trialogue.model.study import MeshTerm, Study
from trialogue.registry import legacy_words as words
from trialogue.registry.decode import MalformedRecordError, decode_study, peek
from trialogue.registry.form import Form

XML = (Path(__file__).parents[2] / "fixtures" / "legacy" / "NCT99000901.xml").read_bytes()


@pytest.fixture(scope="module")
def study() -> Study:
    return decode_study(XML, Form.LEGACY_XML)


def test_identity_status_and_dates(study: Study) -> None:
    assert (study.nct_id, study.aliases, study.acronym) == ("NCT99000901", ("NCT99000902",), "TWO & MORE")
    assert study.status is RecruitmentStatus.ACTIVE_NOT_RECRUITING
    assert study.dates.start is not None
    assert (study.dates.start.date.iso, study.dates.start.kind) == ("2015-03-03", DateType.ACTUAL)
    assert study.dates.completion is not None
    assert (study.dates.completion.date.iso, study.dates.completion.kind) == ("2027-03", DateType.ESTIMATED)
    assert study.dates.last_update is not None
    assert study.dates.last_update.iso == "2026-10-12"


def test_design(study: Study) -> None:
    assert study.study_type is StudyType.INTERVENTIONAL
    assert study.phases == (Phase.PHASE1, Phase.PHASE2)
    assert study.design.masking is Masking.DOUBLE
    assert study.design.who_masked == (WhoMasked.PARTICIPANT, WhoMasked.OUTCOMES_ASSESSOR)
    assert study.arms[1].kind is ArmType.SHAM_COMPARATOR
    assert [arm.interventions for arm in study.arms] == [(), ("Fictionol: the powder",)]
    assert study.interventions[0].arms == ("High",)
    assert study.collaborators[0].sponsor_class is SponsorClass.FED


def test_eligibility(study: Study) -> None:
    fields = study.eligibility
    assert fields.sex is Sex.ALL
    assert fields.minimum_age == Age(value=18, unit=AgeUnit.MONTHS)
    assert fields.maximum_age is None
    assert fields.healthy_volunteers is True
    assert fields.criteria.startswith(
        "\n        Inclusion Criteria:\n\n          -  Back pain > 3 months, and\n"
    )


def test_paragraphs_lose_their_margin_and_breaks(study: Study) -> None:
    assert study.brief_summary == (
        "This text was broken at about one hundred characters.\n\n"
        "* First point that goes on.\n\n* Second point."
    )


def test_people_and_papers(study: Study) -> None:
    site = study.sites[0]
    assert (site.facility, site.city, site.status) == (
        "Alder Hill",
        "Boston",
        RecruitmentStatus.NOT_YET_RECRUITING,
    )
    assert [(c.name, c.role) for c in site.contacts] == [
        ("Cora Sato", "CONTACT"),
        ("Dev Vance", "PRINCIPAL_INVESTIGATOR"),
    ]
    assert [r.kind for r in study.references] == ["BACKGROUND", "RESULT", "LINK"]
    assert study.responsible_party is not None
    assert study.responsible_party.name == "Eve Old"


def test_a_term_without_an_id_is_no_other(study: Study) -> None:
    assert study.condition_mesh == (MeshTerm(id="Back Pain", term="Back Pain"),)


def test_results(study: Study) -> None:
    results = study.results
    assert results is not None
    assert results.flow is not None
    assert study.has_results
    assert results.flow.periods[0].milestones[0].cells == (
        Cell(group="FG000", value="12"),
        Cell(group="FG001", value="11", comment="One came late"),
    )
    sex = results.baseline[0]
    assert (sex.statistic, sex.denominators) == ("COUNT_OF_PARTICIPANTS", (Cell(group="BG000", value="23"),))
    assert [row.title for row in sex.rows] == ["Female", "Male"]
    pain = results.outcomes[0]
    assert (pain.kind, pain.dispersion) == ("OTHER_PRE_SPECIFIED", "95% Confidence Interval")
    assert pain.rows == (
        Row(title="Week 4", cells=(Cell(group="OG000", value="-1.5", lower="-2", upper="-1"),)),
    )


def test_totals_of_events_go_to_the_groups(study: Study) -> None:
    assert study.results is not None
    events = study.results.adverse_events
    assert events is not None
    group = events.groups[0]
    assert (group.deaths_affected, group.serious_affected, group.serious_at_risk) == (0, 1, 12)
    assert group.other_affected is None
    assert [(e.term, e.serious) for e in events.events] == [("Syncope", True)]
    assert events.events[0].counts == (EventCount(group="EG000", affected=1, at_risk=12, events=2),)


def test_peek() -> None:
    nct_id, updated = peek(XML, Form.LEGACY_XML)
    assert nct_id == "NCT99000901"
    assert updated is not None
    assert updated.iso == "2026-10-12"


MASKINGS = [
    ("None (Open Label)", Masking.NONE, 0),
    ("Open Label", Masking.NONE, 0),
    ("No masking", Masking.NONE, 0),
    ("Single (Outcomes Assessor)", Masking.SINGLE, 1),
    ("Double-Blind", Masking.DOUBLE, 0),
    ("Double Blind (Subject, Caregiver, Investigator, Outcomes Assessor)", Masking.QUADRUPLE, 4),
    ("Triple (Participant, Care Provider, Investigator)", Masking.TRIPLE, 3),
    ("Participant, Investigator", Masking.DOUBLE, 2),
    ("Double", Masking.DOUBLE, 0),
]


@pytest.mark.parametrize(("said", "masking", "people"), MASKINGS)
def test_masking_words(said: str, masking: Masking, people: int) -> None:
    found, who = words.read_masking(said)
    assert (found, len(who)) == (masking, people)


WORDS = [
    (RecruitmentStatus, "Unknown status", RecruitmentStatus.UNKNOWN),
    (RecruitmentStatus, "Temporarily not available", RecruitmentStatus.TEMPORARILY_NOT_AVAILABLE),
    (RecruitmentStatus, "Approved for marketing", RecruitmentStatus.APPROVED_FOR_MARKETING),
    (StudyType, "Observational [Patient Registry]", StudyType.OBSERVATIONAL),
    (Phase, "Early Phase 1", Phase.EARLY_PHASE1),
    (Phase, "Phase 0", Phase.EARLY_PHASE1),
    (ObservationalModel, "Case Control", ObservationalModel.CASE_CONTROL),
    (ArmType, "No Intervention", ArmType.NO_INTERVENTION),
]


@pytest.mark.parametrize(("kind", "said", "code"), WORDS)
def test_older_words(kind: type, said: str, code: object) -> None:
    assert words.read_code(kind, said) is code


def test_two_perspectives() -> None:
    assert words.read_perspective("Longitudinal, Prospective") is TimePerspective.PROSPECTIVE
    assert words.read_perspective("Cross-Sectional, Retrospective") is TimePerspective.OTHER


def replaced(old: str, new: str) -> bytes:
    assert old.encode() in XML
    return XML.replace(old.encode(), new.encode())


def removed(tag: str) -> bytes:
    return re.sub(f"<{tag}>.*?</{tag}>".encode(), b"", XML, count=1)


FAULTS = {
    "a day that does not exist": (replaced("March 3, 2015", "February 30, 2015"), "start_date", "exists"),
    "a month that does not exist": (replaced("March 2027", "Smarch 2027"), "completion_date", "Smarch"),
    "no date": (replaced("October 2026<", "soon<"), "verification_date", "month and a year"),
    "a bad age": (replaced("18 Months", "old enough"), "minimum_age", "not an age"),
    "an unknown status": (replaced("Active, not recruiting", "Sleeping"), "overall_status", "Sleeping"),
    "an unknown status of a site": (replaced("Not yet recruiting", "Zzz"), "location/status", "Zzz"),
    "a negative number of people": (replaced(">24<", ">-24<"), "enrollment", "number of people"),
    "a huge number of people": (replaced(">24<", ">99999999999<"), "enrollment", "number of people"),
    "neither yes nor no": (replaced("<has_dmc>Yes", "<has_dmc>Perhaps"), "has_dmc", "neither"),
    "no status": (
        replaced("<overall_status>Active, not recruiting</overall_status>", ""),
        "status",
        "no status",
    ),
    "no title": (
        replaced("<brief_title>Two Doses of a Fictional Medicine</brief_title>", ""),
        "title",
        "no title",
    ),
    "people in words": (replaced('subjects_affected="0"', 'subjects_affected="no"'), "subjects", "number"),
    "cut off": (XML[:3000], "/", "not whole XML"),
    "not UTF-8": (replaced("Ada", "A").replace(b"A Quill", b"\xff Quill"), "$", "not UTF-8"),
    "a NUL byte": (XML + b"\0", "/", "NUL"),
    "another root": (b"<html><nct_id>NCT99000901</nct_id></html>", "/", "not clinical_study"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_place_reason_and_study(case: str) -> None:
    content, path, reason = FAULTS[case]
    with pytest.raises(MalformedRecordError) as caught:
        decode_study(content, Form.LEGACY_XML)
    assert path in caught.value.path
    assert reason in caught.value.reason
    assert caught.value.nct_id == ("NCT99000901" if case != "another root" else caught.value.nct_id)


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE, b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'])
def test_document_types_are_refused_unread(prolog: bytes) -> None:
    body = replaced("Two Doses of a Fictional Medicine", "&c;").split(b"?>", 1)[1]
    with pytest.raises(MalformedRecordError, match="document type is refused"):
        decode_study(b"<?xml version='1.0'?>" + prolog + body, Form.LEGACY_XML)


def test_deep_nesting_is_no_danger() -> None:
    deep = b"<clinical_study>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</clinical_study>"
    with pytest.raises(MalformedRecordError, match="no NCT id"):
        decode_study(deep, Form.LEGACY_XML)


def test_another_encoding_cannot_hide_a_document_type() -> None:
    hidden = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x []><clinical_study/>".encode("utf-16")
    with pytest.raises(MalformedRecordError):
        decode_study(hidden, Form.LEGACY_XML)
