"""Where a study runs and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import GeoPoint
from trialogue.model.quickly_made import quickly_made


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact as posted. ``role`` is the registry's code (CONTACT, PRINCIPAL_INVESTIGATOR …)."""

    name: str | None = None
    role: str | None = None
    phone: str | None = None
    phone_ext: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigator:
    """*OverallOfficial*."""

    name: str
    affiliation: str | None = None
    role: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A facility and its recruitment status.

    ``status`` is None where the record gives none: the registry posts site statuses only while a
    study is open. ``point`` is the centre of the city.
    """

    facility: str | None = None
    status: RecruitmentStatus | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    point: GeoPoint | None = None
    contacts: tuple[Contact, ...] = ()
