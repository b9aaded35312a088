"""When two names mean the same, and when they do not."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study, treated

from trialogue.insight.identity import Method, conditions, interventions, person_key, sponsor_key
from trialogue.model.codes import ArmType, InterventionType
from trialogue.model.design import Arm, Intervention
from trialogue.model.study import MeshTerm


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Examplo, Inc.", "EXAMPLO", True),
        ("Examplo GmbH & Co. KG", "Examplo", True),
        ("Université d'Exemple", "Universite d'Exemple", True),
        ("Examplo Research", "Examplo", False),
        ("The Company", "The Company", True),
    ],
)
def test_sponsors(one: str, other: str, same: bool) -> None:
    assert (sponsor_key(one) == sponsor_key(other)) is same


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Anna B Exemplar, MD, PhD", "anna exemplar"),
        ("Dr. Anna Exemplar", "anna exemplar"),
        ("Exemplar", ""),
        ("Prof. Exemplar", ""),
        ("", ""),
    ],
)
def test_people(name: str, key: str) -> None:
    assert person_key(name) == key


def test_a_treatment_is_known_by_mesh_then_by_name_and_the_method_is_said() -> None:
    study = treated("", name="Examplin 20 mg tablets")
    by_name = interventions(study)
    assert [(i.key, i.method) for i in by_name] == [("name:examplin", Method.NAME)]
    mesh = made_study(intervention_mesh=(MeshTerm(id="D000001", term="Examplin"),))
    assert interventions(mesh)[0].method is Method.MESH


def test_a_heading_that_names_a_whole_kind_identifies_nothing() -> None:
    for term in ("Vaccines", "Antihypertensive Agents"):
        assert interventions(made_study(intervention_mesh=(MeshTerm(id="D1", term=term),))) == ()


def test_a_looser_term_of_the_same_record_is_left_out() -> None:
    study = made_study(
        conditions=("ALS",),
        condition_mesh=(
            MeshTerm(id="D000690", term="Amyotrophic Lateral Sclerosis"),
            MeshTerm(id="D012598", term="Sclerosis"),
        ),
    )
    assert [c.key for c in conditions(study)] == ["mesh:D000690", "name:als"]


@pytest.mark.parametrize("name", ["Observational", "Supportive care", "Urine collection", "No intervention"])
def test_what_names_no_treatment_identifies_none(name: str) -> None:
    assert interventions(treated("", name=name)) == ()


def test_a_heading_for_illness_in_general_counts_only_where_the_record_names_it() -> None:
    terms = (MeshTerm(id="D1", term="Myelodysplastic Disorders"), MeshTerm(id="D2", term="Syndrome"))
    found = conditions(made_study(conditions=("Blood illness",), condition_mesh=terms))
    assert [c.key for c in found] == ["mesh:D1", "name:blood illness"]
    found = conditions(made_study(conditions=("Syndrome",), condition_mesh=terms))
    assert "mesh:D2" in [c.key for c in found]


def test_a_condition_is_the_same_by_its_name() -> None:
    (found,) = conditions(made_study(conditions=("Asthma",)))
    assert found.method == "its name"


def test_a_letter_alone_is_no_other_illness() -> None:
    terms = (MeshTerm(id="D1", term="Hepatitis A"), MeshTerm(id="D2", term="Hepatitis C, Chronic"))
    assert "mesh:D1" not in [c.key for c in conditions(made_study(conditions=("HCV",), condition_mesh=terms))]
    both = made_study(conditions=("Hepatitis A", "Hepatitis C, Chronic"), condition_mesh=terms)
    assert {"mesh:D1", "mesh:D2"} <= {c.key for c in conditions(both)}


def test_the_form_of_an_illness_in_the_newborn_is_no_illness_of_adults() -> None:
    terms = (MeshTerm(id="D1", term="Lung Failure, Newborn"), MeshTerm(id="D2", term="Lung Failure, Adult"))
    adults = made_study(conditions=("Acute lung failure",), condition_mesh=terms)
    assert next(c.key for c in conditions(adults)) == "mesh:D2"
    infants = made_study(conditions=("Lung failure of preterm infants",), condition_mesh=terms)
    assert "mesh:D1" in [c.key for c in conditions(infants)]


def test_a_medicine_to_compare_with_is_not_under_test() -> None:
    arms = (
        Arm(label="New", kind=ArmType.EXPERIMENTAL, interventions=("Drug: Examplin",)),
        Arm(label="Old", kind=ArmType.ACTIVE_COMPARATOR, interventions=("Drug: Sampletin for injection",)),
    )
    things = (
        Intervention(name="Examplin", kind=InterventionType.DRUG, arms=("New",)),
        Intervention(name="Sampletin for injection", kind=InterventionType.DRUG, arms=("Old",)),
    )
    terms = (MeshTerm(id="D1", term="Sampletin"), MeshTerm(id="D2", term="Of another name"))
    found = interventions(made_study(arms=arms, interventions=things, intervention_mesh=terms))
    assert [one.key for one in found] == ["mesh:D2", "name:examplin"]
