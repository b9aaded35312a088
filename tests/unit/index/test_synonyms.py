"""Names that mean the same: out of texts, out of many records, out of our own list."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fixtures.studies import nct_id, studies, study

from trialogue.index.abbreviations import explained, initials_of
from trialogue.index.aliases import agreed, evidence
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.index.vocabulary import lay_names_of_phenotypes, lay_synonyms
from trialogue.index.words import key_of
from trialogue.model.search import Query


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Amyotrophic Lateral Sclerosis (ALS)", [("ALS", "Amyotrophic Lateral Sclerosis")]),
        (
            "a study of amyotrophic lateral sclerosis (ALS) and Parkinson's disease [PD]",
            [("ALS", "amyotrophic lateral sclerosis"), ("PD", "Parkinson's disease")],
        ),
        ("Non-small cell lung cancer (NSCLC)", [("NSCLC", "Non-small cell lung cancer")]),
        ("chronic obstructive pulmonary disease (COPD)", [("COPD", "chronic obstructive pulmonary disease")]),
        ("Pain (VAS)", []),
        ("a phase (II) study", []),
        ("given twice daily (BID)", []),
        ("cells (see below)", []),
        ("(ALS)", []),
        ("x" * 10_000 + " (ALS)", []),
        ("((((((ALS))))))", []),
    ],
)
def test_abbreviations_that_a_text_explains(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(explained(text)) == pairs


@pytest.mark.parametrize(
    ("short", "name", "are"),
    [
        ("ALS", "Amyotrophic Lateral Sclerosis", True),
        ("COPD", "Chronic obstructive pulmonary disease", True),
        ("AOM", "Age of Majority", False),
        ("MS", "Multiple Sclerosis", True),
        ("ALS", "Advanced Life Support", True),
        ("ALS", "Lateral Sclerosis", False),
        ("C", "Cancer", False),
    ],
)
def test_initials(short: str, name: str, are: bool) -> None:
    assert initials_of(short, name) is are


def _others(*rows: dict[str, str]) -> dict[str, list[str]]:
    lines: dict[str, int] = {}
    for row in rows:
        for line in evidence(study(row)):
            lines[line] = lines.get(line, 0) + 1
    return {key: sorted(n.text for n in names) for key, names in agreed(lines.items()).items()}


def test_two_conditions_of_one_study_are_no_synonyms() -> None:
    rows = [{"study": str(n), "conditions": "Stroke; Depression"} for n in range(1, 20)]
    assert _others(*rows) == {}


def test_an_abbreviation_beside_its_name_is_one() -> None:
    found = _others({"study": "1", "conditions": "ALS; Amyotrophic Lateral Sclerosis; Stroke"})
    assert found == {
        "als": ["amyotrophic lateral sclerosis"],
        key_of("amyotrophic lateral sclerosis"): ["ALS"],
    }


def test_a_rare_meaning_of_an_abbreviation_is_left_out() -> None:
    usual = [{"study": str(n), "title": "Multiple Sclerosis (MS)"} for n in range(1, 10)]
    found = _others(*usual, {"study": "99", "title": "Mitral Stenosis (MS)"})
    assert found["ms"] == ["multiple sclerosis"]
    assert key_of("multiple sclerosis") not in found, "MS is too short to stand for it"


def test_a_name_is_not_searched_as_an_abbreviation_that_usually_means_something_else() -> None:
    usual = [{"study": str(n), "title": "Amyotrophic Lateral Sclerosis (ALS)"} for n in range(1, 4)]
    other = [{"study": str(n), "title": "Advanced Life Support (ALS)"} for n in range(4, 6)]
    found = _others(*usual, *other)
    assert found["als"] == ["advanced life support", "amyotrophic lateral sclerosis"]
    assert key_of("advanced life support") not in found


def test_other_names_need_two_studies_and_no_placebo() -> None:
    once = {"study": "1", "interventions": "Pembrolizumab = Keytruda, Placebo, Group A"}
    assert _others(once) == {}
    twice = _others(once, once | {"study": "2"})
    assert twice == {"pembrolizumab": ["keytruda"], "keytruda": ["pembrolizumab"]}


def test_a_name_of_many_things_is_no_synonym_of_any() -> None:
    rows = [
        {"study": str(number), "interventions": f"{drug}umab = Immunum"}
        for number, drug in enumerate(("alpha", "beta", "gamma") * 2, 1)
    ]
    assert _others(*rows) == {}


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("Lou Gehrig's disease", "amyotrophic lateral sclerosis"),
        ("lou gehrigs disease", "amyotrophic lateral sclerosis"),
        ("heart attack", "myocardial infarction"),
        ("high blood pressure", "hypertension"),
        ("MS", "multiple sclerosis"),
    ],
)
def test_everyday_names(typed: str, finds: str, tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.rebuild(studies(f"study | conditions\n1 | {finds.title()}\n2 | Asthma"), 1)
    found = index.search(Query(words=typed))
    assert [hit.nct_id for hit in found.hits] == [nct_id("1")]
    assert found.hits[0].reasons[0].how == "synonym"


def test_what_leads_one_way_does_not_lead_back() -> None:
    assert "multiple sclerosis" in [name.text for name in lay_synonyms()["ms"]]
    assert key_of("multiple sclerosis") not in lay_synonyms()


def test_no_everyday_name_leads_to_itself() -> None:
    for key, names in lay_synonyms().items():
        assert key not in {key_of(name.text) for name in names}


def test_lay_names_of_the_phenotype_ontology() -> None:
    names = lay_names_of_phenotypes()[key_of("Lou Gehrig's disease")]
    assert "Amyotrophic lateral sclerosis" in [name.text for name in names]
