"""Splitting criteria texts of every shape into a tree."""

from __future__ import annotations

import pytest
from tests.fixtures.trees import EXCLUSION, INCLUSION, by_id, check_places, outline

from trialogue.eligibility.split import split
from trialogue.model.criterion import CriteriaText, CriterionKind, Joined


def test_api_v2_markdown() -> None:
    text = (
        "Inclusion Criteria:\n\n* Age 18 or older\n* Has ALS\n\n"
        "Exclusion Criteria:\n\n* Pregnant\n* FVC \\< 50%\n"
    )
    found = split(text)
    check_places(found)
    assert outline(found) == [
        "i1: * Age 18 or older",
        "i2: * Has ALS",
        "e1: * Pregnant",
        "e2: * FVC \\< 50%",
    ]
    assert [h.kind for h in found.headings] == [INCLUSION, EXCLUSION]
    assert all(c.kind_given and c.bars for c in found.criteria)


def test_legacy_indentation_and_hard_wraps() -> None:
    text = (
        "\n        Inclusion Criteria:\n\n          -  Able to walk 10 metres without help of\n"
        "             another person\n\n          -  Meets one of:\n\n               1. Weakness\n\n"
        "               2. Pain\n\n        Exclusion Criteria:\n\n          -  None known\n      "
    )
    found = split(text)
    check_places(found)
    assert outline(found) == [
        "i1: - Able to walk 10 metres without help of another person",
        "i2: - Meets one of:",
        "i2.1: 1. Weakness",
        "i2.2: 2. Pain",
        "e1: - None known",
    ]
    assert by_id(found, "i2").joined is Joined.ANY
    assert not by_id(found, "e1").bars


@pytest.mark.parametrize(
    ("words", "kind", "joined", "count", "negated"),
    [
        ("Any of the following:", INCLUSION, Joined.ANY, None, False),
        ("All of the following:", INCLUSION, Joined.ALL, None, False),
        ("At least two of the following:", INCLUSION, Joined.AT_LEAST, 2, False),
        ("Two or more of the following criteria:", INCLUSION, Joined.AT_LEAST, 2, False),
        ("At least one of the following signs:", INCLUSION, Joined.ANY, None, False),
        ("Adequate organ function:", INCLUSION, Joined.ALL, None, False),
        ("None of the following:", INCLUSION, Joined.ANY, None, True),
        ("No history of any of the following:", INCLUSION, Joined.ANY, None, True),
        ("Must not have any of the following:", INCLUSION, Joined.ANY, None, True),
        ("With or without the following:", INCLUSION, Joined.ALL, None, False),
        ("Heart disease, including:", EXCLUSION, Joined.ANY, None, False),
        ("All of the following:", EXCLUSION, Joined.ALL, None, False),
        ("Must not have any of the following:", EXCLUSION, Joined.ANY, None, False),
        ("Suspected or confirmed COVID-19 infection with the following:", INCLUSION, Joined.ALL, None, False),
        ("Aged 40-70 years who fulfil the following criteria:", INCLUSION, Joined.ALL, None, False),
        ("The following 2 criteria:", INCLUSION, Joined.ALL, None, False),
        ("Exclusion of other causes:", INCLUSION, Joined.ANY, None, True),
        ("The following apply to all participants:", EXCLUSION, Joined.ANY, None, False),
        ("This applies to all open-label lead-in participants:", EXCLUSION, Joined.ANY, None, False),
        ("For both groups:", EXCLUSION, Joined.ANY, None, False),
        ("All of these symptoms:", EXCLUSION, Joined.ALL, None, False),
    ],
)
def test_how_children_join(
    words: str, kind: CriterionKind, joined: Joined, count: int | None, negated: bool
) -> None:
    found = split(f"{kind.value} criteria:\n\n* {words}\n\n  * asthma\n  * eczema\n")
    parent = found.criteria[0]
    assert (parent.joined, parent.join_count, parent.negated) == (joined, count, negated)
    assert [c.parent for c in found.criteria[1:]] == [parent.id, parent.id]


def test_a_parent_that_does_not_say_how_its_children_join() -> None:
    found = split("Inclusion:\n* Neuroblastoma\n  * stage 2\n  * stage 3\n* Marrow tests:\n  * platelets\n")
    assert [c.join_said for c in found.criteria] == [False, True, True, True, True]


def test_a_list_of_negative_exclusions_is_a_list_of_demands() -> None:
    found = split("Exclusion Criteria:\n* No prior shingles\n* No cancer\n* Not on dialysis\n* Pregnant\n")
    assert [(c.id, c.kind_given) for c in found.criteria] == [
        ("i1", False),
        ("i2", False),
        ("i3", False),
        ("e1", True),
    ]
    found = split("Exclusion Criteria:\n* Pregnant\n* Smoker\n* No pacemaker\n* Stroke\n")
    assert [c.kind for c in found.criteria] == [EXCLUSION] * 4


def test_exceptions_demand_nothing() -> None:
    found = split("Exclusion:\n* Cancer, except for the following:\n  * Basal cell carcinoma\n* Stroke")
    assert [(c.id, c.bars) for c in found.criteria] == [("e1", True), ("e1.1", False), ("e2", True)]


def test_sub_list_by_style_of_mark_without_indentation() -> None:
    found = split(
        "Inclusion Criteria:\n\n1. Adult\n2. Organ function:\n\na) creatinine\n\nb) bilirubin\n\n3. Consent"
    )
    assert [c.id for c in found.criteria] == ["i1", "i2", "i2.1", "i2.2", "i3"]


def test_a_paragraph_may_break_a_numbered_list() -> None:
    found = split("Inclusion:\n1. One\n\nNote: this explains.\n\n2. Two\n")
    assert [(c.id, c.bars) for c in found.criteria] == [("i1", True), ("i2", False), ("i3", True)]


def test_a_letter_out_of_turn_is_no_mark() -> None:
    found = split("Exclusion Criteria:\n\nE. coli infection\n\nAsthma\n")
    assert outline(found) == ["e1: E. coli infection", "e2: Asthma"]


def test_flat_list_under_a_parent_that_opens_it() -> None:
    found = split(
        "Inclusion Criteria:\n\nOne of the following:\nfever\ncough\nrash\nWritten informed consent\n"
    )
    assert [c.id for c in found.criteria] == ["i1", "i1.1", "i1.2", "i1.3", "i2"]


def test_cohorts_with_their_own_lists() -> None:
    found = split(
        "Inclusion Criteria for patients with gout:\n* Gout\n\nInclusion criteria for healthy controls:\n"
        "* No gout\n\nExclusion criteria (all participants):\n* Pregnant\n"
    )
    assert [c.cohort for c in found.criteria] == ["patients with gout", "healthy controls", None]


def test_a_cohort_heading_above_both_lists_holds_for_both() -> None:
    found = split(
        "Cohort 1:\n\nInclusion Criteria:\n* a\n\nExclusion Criteria:\n* b\n\n"
        "Cohort 2:\n\nInclusion Criteria:\n* c\n"
    )
    assert [c.cohort for c in found.criteria] == ["cohort 1", "cohort 1", "cohort 2"]


def test_what_is_allowed_bars_nobody() -> None:
    found = split("Exclusion:\n\nConcurrent Medication:\n\nAllowed:\n\n* Aspirin\n\nExcluded:\n\n* Heparin\n")
    assert [(c.id, c.bars) for c in found.criteria] == [("i1", False), ("e1", True)]


@pytest.mark.parametrize(
    "words",
    ["None", "Male or female.", "Patients may be of either sex", "Unspecified", "Sex: any", "b.", "\\-"],
)
def test_what_demands_nothing_bars_nobody(words: str) -> None:
    found = split(f"Inclusion Criteria:\n\n* Adults with asthma\n* {words}\n")
    assert [c.bars for c in found.criteria] == [True, False]


def test_old_style_labels_and_lost_full_stops() -> None:
    found = split(
        "\n        DISEASE CHARACTERISTICS: Proven melanoma No brain metastases PATIENT CHARACTERISTICS:\n"
        "        Age: 18 and over Performance status: Not specified Hepatic: Bilirubin less than 2 Other:\n"
        "        No prior cancer Not pregnant or nursing Effective contraception required\n"
    )
    check_places(found)
    assert outline(found) == [
        "i1: Proven melanoma",
        "i2: No brain metastases",
        "i3: Age: 18 and over",
        "i4: Performance status: Not specified",
        "i5: Bilirubin less than 2",
        "i6: No prior cancer",
        "i7: Not pregnant or nursing",
        "i8: Effective contraception required",
    ]
    assert not by_id(found, "i4").bars


def test_old_style_labels_alone_on_a_line_demand_nothing() -> None:
    found = split(
        "\n        PROTOCOL ENTRY CRITERIA:\n\n        --Disease Characteristics--\n\n"
        "          -  Diagnosis of porphyria\n\n        --Prior/Concurrent Therapy--\n\n"
        "        Chemotherapy\n\n          -  See Disease Characteristics\n\n        Radiotherapy\n\n"
        "          -  No prior radiotherapy\n"
    )
    check_places(found)
    assert outline(found) == [
        "i1: - Diagnosis of porphyria",
        "i2: - See Disease Characteristics",
        "i3: - No prior radiotherapy",
    ]
    assert not by_id(found, "i2").bars


def test_old_style_reference_stays_in_one_piece() -> None:
    found = split("PATIENT CHARACTERISTICS: Chemotherapy: See Disease Characteristics No prior surgery")
    assert outline(found) == ["i1: See Disease Characteristics", "i2: No prior surgery"]
    assert [c.bars for c in found.criteria] == [False, True]


def test_lists_written_as_prose() -> None:
    found = split("Exclusion Criteria:\n\n(i) no consent; (ii) HIV; and (iii) pregnancy, e.g. 2.5 months.")
    assert outline(found) == [
        "e1: (i) no consent;",
        "e2: (ii) HIV; and",
        "e3: (iii) pregnancy, e.g. 2.5 months.",
    ]
    found = split("Inclusion: Adults with FEV1 of 2.5 L or more. Able to walk. This is tested once.")
    assert outline(found) == [
        "i1: Adults with FEV1 of 2.5 L or more.",
        "i2: Able to walk. This is tested once.",
    ]


def test_numbers_inside_an_item_are_its_children() -> None:
    found = split("Inclusion:\n* Organ function, defined as: 1) creatinine below 2; 2) platelets above 100\n")
    assert [c.id for c in found.criteria] == ["i1", "i1.1", "i1.2"]


def test_a_bare_or_stands_between_neighbours() -> None:
    found = split("Inclusion:\n\n* milk allergy\n\nOR\n\n* egg allergy or\n* nut allergy\n")
    check_places(found)
    assert [c.or_next for c in found.criteria] == [True, True, False]


@pytest.mark.parametrize("text", ["", " \n\t ", "\n\n"])
def test_nothing(text: str) -> None:
    assert split(text) == CriteriaText(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "See protocol",
        "Exclusion Criteria: none",
        "Inclusion criteria:\nN/A",
        "Please note: ask the site.",
    ],
)
def test_words_that_demand_nothing(text: str) -> None:
    found = split(text)
    check_places(found)
    assert [c.bars for c in found.criteria] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "<ul><li>Adults</li><li>Asthma</li></ul>",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "纳入标准：\n1. 年龄18岁以上\n2. 签署知情同意书",
        "ALL CAPITALS. NO OTHER. " * 20,
        "* * * *\n- -\n1. 2. 3.\n((((\n))))",
        "Inclusion Criteria:Inclusion Criteria:Exclusion Criteria:",
        "\ufeffInclusion Criteria:\r\n\r\n* a\r\n* b\u2028c",
        "1" * 5000,
        "\\" * 300,
    ],
)
def test_odd_texts_lose_nothing(text: str) -> None:
    check_places(split(text))
