"""What goes out as FHIR is FHIR: read back by an independent implementation of the standard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fixtures.town import ANSWERS, Town

from trialogue.actions.desk_lists import export_fhir as export_desk
from trialogue.actions.personal_data import export_fhir
from trialogue.actions.requests import withdraw
from trialogue.errors import ForbiddenError
from trialogue.model.profile import Answer, Profile, Unanswered

bundles = pytest.importorskip("fhir.resources.R4B.bundle")
responses = pytest.importorskip("fhir.resources.R4B.questionnaireresponse")


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The resources of one kind."""
    found = (entry["resource"] for entry in bundle.get("entry", []))
    return [resource for resource in found if resource["resourceType"] == kind]


@pytest.mark.parametrize(
    "profile",
    [
        Profile(),
        ANSWERS,
        Profile(
            answers={
                "age": Answer(value=52.5, unit="years"),
                "pregnant": Answer(value=False),
                "ecog": Answer(value=1),
                "smoker": Answer(value=Unanswered.DONT_KNOW),
                "bmi": Answer(value=Unanswered.SKIPPED),
            }
        ),
    ],
)
def test_a_persons_answers(town: Town, profile: Profile) -> None:
    text = export_fhir(town.office, town.person("ada@home.example", profile))
    found = responses.QuestionnaireResponse.model_validate_json(text)
    assert len(found.item or ()) == len(profile.answers)


def test_a_desks_requests(town: Town) -> None:
    staff = town.staff("desk@north.example")
    town.applied(town.person("ada@home.example", ANSWERS), note="Mornings are best.")
    town.applied(town.person("bob@home.example", ANSWERS), removed=("age",))
    gone = town.person("eve@home.example", ANSWERS)
    withdraw(town.office, gone, town.applied(gone).id)
    text = b"".join(export_desk(town.office, staff)).decode()
    bundles.Bundle.model_validate_json(text)
    bundle = json.loads(text)
    assert len(of_kind(bundle, "Patient")) == len(of_kind(bundle, "QuestionnaireResponse")) == 2
    assert "eve@home.example" not in text
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    for response in of_kind(bundle, "QuestionnaireResponse"):
        assert response["subject"]["reference"] in urls
    (asked,) = of_kind(bundle, "Questionnaire")
    known = {item["linkId"] for item in asked["item"]}
    answered = [
        {item["linkId"] for item in r.get("item", ())} for r in of_kind(bundle, "QuestionnaireResponse")
    ]
    assert all(keys <= known for keys in answered)
    assert sorted("age" in keys for keys in answered) == [False, True]


def test_an_empty_desk_and_a_stranger(town: Town) -> None:
    text = b"".join(export_desk(town.office, town.staff("desk@north.example")))
    bundles.Bundle.model_validate_json(text)
    assert "entry" not in json.loads(text)  # FHIR knows no empty list
    with pytest.raises(ForbiddenError):
        export_desk(town.office, town.person("ada@home.example"))
