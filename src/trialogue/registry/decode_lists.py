"""Lists of an API v2 record that have the model's own shape: from the wire to values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from trialogue.model.design import Intervention, OutcomeMeasure
from trialogue.model.site import Contact, Investigator, Site
from trialogue.model.study import MeshTerm, Sponsor
from trialogue.registry import wire, wire_results

T = TypeVar("T")

# A union or a generic alias is costly to build; each is built once.
_SPONSORS = tuple[Sponsor, ...]
_INTERVENTIONS = tuple[Intervention, ...]
_OUTCOMES = tuple[OutcomeMeasure, ...]
_CONTACTS = tuple[Contact, ...]
_SITES = tuple[Site, ...]
_TERMS = tuple[MeshTerm, ...]


def read_sponsors(parts: tuple[wire.SponsorWire, ...]) -> tuple[Sponsor, ...]:
    """Sponsors with their class."""
    return _values(parts, _SPONSORS)


def read_interventions(parts: tuple[wire.InterventionWire, ...]) -> tuple[Intervention, ...]:
    """What is given or done; a name is empty where the record has none."""
    return _values(parts, _INTERVENTIONS)


def read_outcomes(parts: tuple[wire.OutcomeWire, ...]) -> tuple[OutcomeMeasure, ...]:
    """What is measured and when."""
    return _values(parts, _OUTCOMES)


def read_contacts(parts: tuple[wire.ContactWire, ...]) -> tuple[Contact, ...]:
    """Contacts as posted."""
    return _values(parts, _CONTACTS)


def read_sites(parts: tuple[wire.Location, ...]) -> tuple[Site, ...]:
    """Facilities with their contacts, in the record's order."""
    return _values(parts, _SITES)


def read_terms(parts: tuple[wire_results.Mesh, ...]) -> tuple[MeshTerm, ...]:
    """MeSH terms."""
    return _values(parts, _TERMS)


def read_officials(parts: tuple[wire.Official, ...]) -> tuple[Investigator, ...]:
    """Overall officials; an entry without a name names nobody and is left out."""
    return tuple([Investigator(name=o.name, affiliation=o.affiliation, role=o.role) for o in parts if o.name])


def _values(parts: Sequence[wire.Wire], kind: type[T]) -> T:
    return msgspec.convert(parts, kind, from_attributes=True) if parts else ()  # type: ignore[return-value]
