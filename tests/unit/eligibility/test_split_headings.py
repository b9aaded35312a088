"""Headings of criteria: where they stand, and what only looks like one."""

from __future__ import annotations

import pytest
from tests.fixtures.trees import EXCLUSION, INCLUSION, check_places, outline

from trialogue.eligibility.split import split
from trialogue.model.criterion import CriterionKind


def test_headings_in_the_middle_of_a_line() -> None:
    found = split("Inclusion Criteria: adults with ALS. Exclusion Criteria: pregnancy; ventilator use.")
    check_places(found)
    assert outline(found) == ["i1: adults with ALS.", "e1: pregnancy; ventilator use."]


def test_no_heading_at_all() -> None:
    found = split("Adults with asthma.\n\nPatients with cancer are excluded.\n")
    assert [(c.id, c.kind_given) for c in found.criteria] == [("i1", False), ("e1", False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "People with hay fever will not be excluded.",
        "Disease that is not eligible for curative surgery.",
        "Old people (those above 90 are excluded) with gout and a history of falls at home or elsewhere.",
    ],
)
def test_words_that_only_look_like_an_exclusion(sentence: str) -> None:
    assert split(sentence).criteria[0].kind is INCLUSION


@pytest.mark.parametrize(
    "parent", ["Exclusion to infusion:", "Reasons for exclusion:", "Exclusions for arm B:"]
)
def test_a_list_of_exclusions_among_inclusions(parent: str) -> None:
    found = split(f"Inclusion criteria:\n\n* gout\n* {parent}\n\n  * asthma\n  * eczema\n* falls\n")
    kinds = [c.kind for c in found.criteria if c.text.endswith(("gout", "asthma", "eczema", "falls"))]
    assert kinds == [INCLUSION, EXCLUSION, EXCLUSION, INCLUSION]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("INCLUSION CRITERIA:", INCLUSION),
        ("Key Inclusion Criteria", INCLUSION),
        ("**Main exclusion criteria:**", EXCLUSION),
        ("Non-Inclusion Criteria:", EXCLUSION),
        ("Exclusion", EXCLUSION),
        ("Patients must have:", INCLUSION),
        ("You will not be eligible for this study if you:", EXCLUSION),
        ("Patients with any of the following conditions are excluded:", EXCLUSION),
        ("To be included, subjects must meet all of the following criteria:", INCLUSION),
        ("Critères de non-inclusion :", EXCLUSION),
        ("Criterios de exclusión:", EXCLUSION),
        ("Einschlusskriterien:", INCLUSION),
        ("Ausschlusskriterien:", EXCLUSION),
    ],
)
def test_headings(heading: str, kind: CriterionKind) -> None:
    found = split(f"{heading}\n\n* one\n* two\n")
    assert [h.kind for h in found.headings] == [kind]
    assert [c.kind for c in found.criteria] == [kind, kind]


@pytest.mark.parametrize(
    "words",
    [
        "Absence of exclusion criteria.",
        "None of the exclusion criteria",
        "Meets the DSM inclusion criteria for depression:",
        "Excluded within 30 days of study entry:",
        "Stage III disease:",
    ],
)
def test_criteria_that_only_look_like_headings(words: str) -> None:
    found = split(f"Inclusion Criteria:\n\n* {words}\n")
    assert len(found.headings) == 1
    assert len(found.criteria) == 1


def test_what_breaks_criteria_is_no_heading() -> None:
    found = split("Exclusion Criteria:\n\n1. Gout\n2. Non-compliance with inclusion criteria.\n3. Asthma\n")
    assert [c.id for c in found.criteria] == ["e1", "e2", "e3"]


@pytest.mark.parametrize(
    ("included", "excluded"),
    [
        ("入选标准：", "排除标准："),
        ("選択基準", "除外基準"),
        ("선정기준:", "제외기준:"),
        ("Критерии включения:", "**Критерии невключения:**"),
        ("Kryteria włączenia:", "Kryteria wykluczenia"),
        ("Critères d'inclusion :", "Critères de non-inclusion :"),
        ("Criteri di inclusione:", "Criteri di esclusione:"),
        ("Critérios de inclusão:", "Critérios de exclusão:"),
        ("Criterios de inclusión:", "Criterios de exclusión:"),
        ("Einschlusskriterien:", "Ausschlusskriterien:"),
        ("Inclusiecriteria:", "Exclusiecriteria:"),
        ("Inklusionskriterier", "Exklusionskriterier"),
        ("Dahil edilme kriterleri:", "Dışlama kriterleri:"),
    ],
)
def test_headings_in_other_languages(included: str, excluded: str) -> None:
    found = split(f"{included}\n\ngout\n\n{excluded}\n\nasthma\n")
    check_places(found)
    assert outline(found) == ["i1: gout", "e1: asthma"]
    assert [heading.kind for heading in found.headings] == [INCLUSION, EXCLUSION]


def test_headings_in_other_languages_on_one_line() -> None:
    found = split("入选标准：痛风。排除标准：妊娠")
    check_places(found)
    assert [(c.id, c.text) for c in found.criteria] == [("i1", "痛风。"), ("e1", "妊娠")]


def test_a_sentence_on_criteria_in_another_language_is_no_heading() -> None:
    assert split("* 不符合排除标准的患者\n").criteria[0].kind is INCLUSION


def test_a_group_in_brackets_has_a_list_of_its_own() -> None:
    text = (
        "Inclusion Criteria (Study Group):\n* Has gout\n\nInclusion Criteria (Healthy Volunteers):\n* Fit\n\n"
        "Exclusion Criteria:\n* Pregnancy\n"
    )
    assert [one.cohort for one in split(text).criteria] == ["patients", "healthy volunteers", None]
    alone = "Inclusion Criteria (Study Group):\n* Has gout\n\nExclusion Criteria:\n* Pregnancy\n"
    assert [one.cohort for one in split(alone).criteria] == [None, None]


def test_what_a_group_is_called_for_short_is_no_part_of_its_name() -> None:
    text = "Inclusion criteria for renal transplant (RTx) patients:\n* Fit\n\nExclusion Criteria:\n* Gout\n"
    assert [one.cohort for one in split(text).criteria] == ["renal transplant patients", None]


@pytest.mark.parametrize(
    "line",
    [
        "Patients will not be included if any of the following conditions are present",
        "Generic exclusion criteria that apply to both patients with colitis and cholangitis",
    ],
)
def test_a_sentence_without_a_colon_heads_the_exclusions(line: str) -> None:
    found = split(
        f"        Inclusion Criteria:\n\n          -  adults\n\n        {line}\n\n          -  gout\n"
    )
    assert [c.id for c in found.criteria] == ["i1", "e1"]


def test_a_heading_at_the_end_of_an_item() -> None:
    text = (
        "Inclusion Criteria:\n\n        -  4 weeks since treatment. Exclusion Criteria\n\n        -  gout\n"
    )
    assert [c.id for c in split(text).criteria] == ["i1", "e1"]
    named = text.replace(". Exclusion", " and none of the Exclusion")
    assert [c.id for c in split(named).criteria] == ["i1", "i2"]


def test_a_section_named_behind_a_label() -> None:
    found = split(
        "Exclusion Criteria:\n\n* gout\n\nPHASE 2: Inclusion Criteria for Recipients of Plasma:\n\n* falls\n"
    )
    check_places(found)
    assert [(c.id, c.kind) for c in found.criteria] == [("e1", EXCLUSION), ("i1", INCLUSION)]
