"""Who runs the study: sponsor, collaborators, leaders, who watches over it."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.provenance import Provenance
from trialogue.model.study import Sponsor, Study
from trialogue.plain import words
from trialogue.plain.people import named_leaders
from trialogue.plain.sentence import from_piece
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person or body, and what it is in words."""

    name: str
    what: str
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """``leaders`` are the officials that the record names."""

    leaders: tuple[Named, ...]
    sponsor: Named | None
    collaborators: tuple[Named, ...]
    responsible: Named | None
    oversight: tuple[str, ...]
    oversight_source: Provenance


def who_runs_it(study: Study, context: PageContext) -> SectionView | None:
    """Everyone that the record names, with roles in words."""
    officials = from_piece(study, "OverallOfficialName, OverallOfficialRole")
    leaders = tuple(
        Named(
            name=record_text(person.name),
            what=_join(_role(person.role), person.affiliation),
            source=officials,
        )
        for person in named_leaders(study)
    )
    data = People(
        leaders=leaders,
        sponsor=_body(study, study.lead_sponsor, "LeadSponsorName, LeadSponsorClass"),
        collaborators=tuple(
            body for c in study.collaborators if (body := _body(study, c, "CollaboratorName"))
        ),
        responsible=_responsible(study),
        oversight=_oversight(study),
        oversight_source=from_piece(study, "OversightHasDMC, IsFDARegulatedDrug, IsFDARegulatedDevice"),
    )
    if not (data.leaders or data.sponsor or data.collaborators):
        return None
    return SectionView(id="people", group=Group.RUNS, template="study/people.html", data=data)


def _role(role: str | None) -> str:
    return words.code_words("investigator_role", role)


def _join(*parts: str | None) -> str:
    return ", ".join(record_text(part) for part in parts if part)


def _body(study: Study, sponsor: Sponsor | None, piece: str) -> Named | None:
    if sponsor is None:
        return None
    what = words.code_words("sponsor_class", sponsor.sponsor_class)
    return Named(name=record_text(sponsor.name), what=what, source=from_piece(study, piece))


def _responsible(study: Study) -> Named | None:
    party = study.responsible_party
    if party is None or not (party.kind or party.name):
        return None
    kind = words.code_words("responsible_party", party.kind)
    name = _join(party.name, party.title, party.affiliation)
    return Named(
        name=name or kind, what=kind if name else "", source=from_piece(study, "ResponsiblePartyType")
    )


def _oversight(study: Study) -> tuple[str, ...]:
    facts = study.oversight
    lines = {
        "A group of outside experts watches the data for harm.": facts.has_data_monitoring is True,
        "No group of outside experts watches the data for harm.": facts.has_data_monitoring is False,
        "It tests a medicine that the US regulator (FDA) oversees.": facts.fda_drug is True,
        "It tests a device that the US regulator (FDA) oversees.": facts.fda_device is True,
        "The device is not approved.": facts.unapproved_device is True,
    }
    return tuple(line for line, holds in lines.items() if holds)
