"""Reading a whole text: parents, context, identities, mentions."""

from __future__ import annotations

from trialogue.eligibility.concepts import abbreviations_in
from trialogue.eligibility.entities import Finder, default_finder
from trialogue.eligibility.entity import EntityType
from trialogue.eligibility.read import ReadingContext, read_criteria
from trialogue.model.requirement import Free, HasCondition, Measured
from trialogue.model.study import MeshTerm

TEXT = """Inclusion Criteria:

* Diagnosis of amyotrophic lateral sclerosis (ALS)
* Adequate organ function:
  * Hemoglobin ≥ 9 g/dL

Exclusion Criteria:

* History of any of the following within 6 months:
  * stroke
* Washout of these treatments:
  * 4 weeks for antibodies
"""


def test_a_child_is_read_with_its_parent() -> None:
    read = {c.id: c.requirement for c in read_criteria(TEXT).criteria}
    assert isinstance(read["i2.1"], Measured)
    stroke = read["e1.1"]
    assert isinstance(stroke, HasCondition)
    assert stroke.window is not None
    assert stroke.time.value == "ever"


def test_a_child_of_a_demand_that_cannot_be_joined_is_free() -> None:
    read = {c.id: c.requirement for c in read_criteria(TEXT).criteria}
    assert read["e2.1"] == Free()


def test_a_condition_has_the_records_own_identity() -> None:
    mesh = (MeshTerm(id="D000690", term="Amyotrophic Lateral Sclerosis"),)
    first = read_criteria(TEXT, ReadingContext(mesh=mesh)).criteria[0].requirement
    assert isinstance(first, HasCondition)
    assert first.concept.ids == ("MESH:D000690",)


def test_abbreviations_are_spelt_out_by_the_record() -> None:
    assert abbreviations_in("Chronic obstructive pulmonary disease (COPD) or a stroke (ABC)") == {
        "COPD": "Chronic obstructive pulmonary disease"
    }


def test_nothing_is_lost_and_nothing_raises_on_an_empty_text() -> None:
    assert read_criteria("").criteria == ()


def test_mentions_are_found_with_and_without_the_model() -> None:
    text = "History of asthma, HbA1c > 7 %, treated with metformin"
    for finder in (default_finder(), Finder(None)):
        found = {(e.type, text[e.start : e.end]) for e in finder.find(text)}
        assert (EntityType.CONDITION, "asthma") in found
        assert (EntityType.VALUE, "> 7 %") in found
        assert (EntityType.DRUG, "metformin") in found
