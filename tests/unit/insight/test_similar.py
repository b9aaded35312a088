"""Similar studies that are open, and why."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.plain.made import treated

from trialogue.insight.similar import candidate, similar
from trialogue.model.codes import Phase
from trialogue.model.codes import RecruitmentStatus as S
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site
from trialogue.model.study import MeshTerm


def test_similar_studies_are_open_and_say_why() -> None:
    near = Site(status=S.RECRUITING, point=GeoPoint(lat=0.0, lon=0.0))
    asked = replace(treated(""), status=S.COMPLETED, phases=(Phase.PHASE2,))
    others = [
        replace(asked, nct_id=NctId("NCT99000911"), status=S.RECRUITING, sites=(near,)),
        replace(asked, nct_id=NctId("NCT99000912"), status=S.RECRUITING, interventions=()),
        replace(asked, nct_id=NctId("NCT99000913"), status=S.COMPLETED),
        replace(asked, nct_id=NctId("NCT99000914"), status=S.RECRUITING, conditions=("Migraine",)),
    ]
    candidates = [c for c in map(candidate, others) if c is not None]
    found = similar(asked, candidates, GeoPoint(lat=0.0, lon=0.1))
    assert [f.nct_id for f in found] == ["NCT99000911", "NCT99000912"]
    assert found[0].reasons[0].startswith("same condition: Asthma")
    assert any("same treatment: Examplin" in reason for reason in found[0].reasons)
    assert any("nearest open site" in reason for reason in found[0].reasons)


def test_a_wider_heading_is_not_called_the_same_condition() -> None:
    term = (MeshTerm(id="D1", term="Lung Diseases"),)
    asked = replace(treated(""), conditions=("Asthma",), condition_mesh=term, status=S.COMPLETED)
    other = replace(asked, nct_id=NctId("NCT99000911"), conditions=("Bronchitis",), status=S.RECRUITING)
    (found,) = similar(asked, filter(None, [candidate(other)]))
    assert found.reasons[0] == "both are listed under Lung Diseases, the registry's MeSH term"
    named = replace(asked, conditions=("Lung diseases",))
    (found,) = similar(named, filter(None, [candidate(other)]))
    assert found.reasons[0].startswith("same condition: Lung Diseases")
