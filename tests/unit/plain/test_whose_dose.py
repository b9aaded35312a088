"""Of several treatments in one sentence each has its own number, rhythm, amount, route and length."""

from __future__ import annotations

from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import ArmType, InterventionType
from trialogue.model.design import Arm, Intervention
from trialogue.plain.dosing import dosing


def test_a_count_belongs_to_the_treatment_beside_it() -> None:
    arm = Arm(
        label="Both",
        kind=ArmType.EXPERIMENTAL,
        description="Each gets a single dose of examplin in the morning of their stay, followed by sampletin "
        "once daily. Two hours after the examplin infusion they get fixturol every 6 hours for a "
        "total of 3 doses.",
        interventions=("Drug: Examplin", "Drug: Sampletin", "Drug: Fixturol"),
    )
    things = tuple(
        Intervention(kind=InterventionType.DRUG, name=name) for name in ("Examplin", "Sampletin", "Fixturol")
    )
    plans = dosing(made_study(arms=(arm,), interventions=things))
    found = {plan.intervention: plan.number.value.words if plan.number else None for plan in plans}
    assert found == {"Examplin": "1 dose", "Sampletin": None, "Fixturol": "3 doses"}


def test_rhythm_and_amount_belong_to_the_treatment_beside_them() -> None:
    arm = Arm(
        label="Both",
        kind=ArmType.EXPERIMENTAL,
        description="People get examplin 3 mg once a month and sampletin 50 mg once daily.",
        interventions=("Drug: Examplin", "Drug: Sampletin"),
    )
    things = tuple(Intervention(kind=InterventionType.DRUG, name=name) for name in ("Examplin", "Sampletin"))
    plans = dosing(made_study(arms=(arm,), interventions=things))
    said = {
        p.intervention: (
            p.interval.value.words if p.interval else "",
            [f.value.amount.words for f in p.levels],
        )
        for p in plans
    }
    assert said == {"Examplin": ("once a month", ["3 mg"]), "Sampletin": ("once a day", ["50 mg"])}


def test_what_stands_behind_a_name_and_a_colon_is_of_that_name() -> None:
    arm = Arm(
        label="Both",
        kind=ArmType.EXPERIMENTAL,
        description="Examplin is the same as in the other group\nSampletin: 200 mg daily for 24 months.",
        interventions=("Drug: Examplin", "Drug: Sampletin"),
    )
    things = tuple(Intervention(kind=InterventionType.DRUG, name=name) for name in ("Examplin", "Sampletin"))
    (plan,) = dosing(made_study(arms=(arm,), interventions=things))
    assert plan.intervention == "Sampletin"
    assert [f.value.words for f in plan.lasting] == ["24 months"]


def test_rays_have_no_route() -> None:
    rays = treated(
        "Radiation 50 Gy in 25 fractions with drugs into a vein (IV).", kind=InterventionType.RADIATION
    )
    assert all(plan.routes == () for plan in dosing(rays))


def test_a_route_belongs_to_the_name_beside_it() -> None:
    text = "Oral examplin is given to people who cannot have intravenous drugs."
    assert [r.value for p in dosing(treated(text)) for r in p.routes] == ["by mouth"]
    both = "Examplin, given orally and intravenously to all."
    assert [r.value for p in dosing(treated(both)) for r in p.routes] == ["by mouth", "intravenous"]
