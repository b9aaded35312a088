"""Where the study runs: nearest open site first when a place is known, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import distance_km
from trialogue.model.provenance import Provenance
from trialogue.model.search import Near
from trialogue.model.site import Contact, Site
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.sentence import from_piece
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView
from trialogue.web.study.map import SiteMap, site_map

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """A contact as posted, with its role in words."""

    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """One site. ``distance`` is in words, from the place that the reader gave."""

    name: str
    place: str
    country: str
    status: words.StatusWords | None
    distance: str
    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """``first`` are shown; ``rest`` by country, one click away."""

    near: str
    first: tuple[SiteView, ...]
    rest: tuple[tuple[str, tuple[SiteView, ...]], ...]
    total: int
    open_now: int
    countries: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    map: SiteMap | None
    source: Provenance
    contact_source: Provenance


def where(study: Study, context: PageContext) -> SectionView | None:
    """Sites in the order that helps the reader; central contacts."""
    if not study.sites and not study.central_contacts:
        return None
    ordered = _ordered(study.sites, context.near)
    views = [_site(site, context.near) for site in ordered]
    return SectionView(
        id="sites",
        group=Group.WHERE,
        template="study/places.html",
        local=context.near is not None,
        data=Places(
            near=context.near.label if context.near else "",
            first=tuple(views[:_SHOWN]),
            rest=_by_country(views[_SHOWN:]),
            total=len(views),
            open_now=sum(site.status is RecruitmentStatus.RECRUITING for site in study.sites),
            countries=tuple(dict.fromkeys(v.country for v in views if v.country)),
            contacts=tuple(_contact(c) for c in study.central_contacts if c.name or c.phone or c.email),
            map=site_map(study.sites, context.near.point if context.near else None),
            source=from_piece(study, "LocationFacility, LocationStatus, LocationGeoPoint"),
            contact_source=from_piece(study, "CentralContactName"),
        ),
    )


def _ordered(sites: tuple[Site, ...], near: Near | None) -> list[Site]:
    def rank(site: Site) -> tuple[object, ...]:
        closed = site.status is not RecruitmentStatus.RECRUITING
        if near is not None:
            return closed, distance_km(near.point, site.point) if site.point else float("inf")
        return closed, site.country or "", site.state or "", site.city or ""

    return sorted(sites, key=rank)


def _site(site: Site, near: Near | None) -> SiteView:
    city = ", ".join(part for part in (site.city, site.state) if part)
    distance = words.about_miles(distance_km(near.point, site.point)) if near and site.point else ""
    return SiteView(
        name=record_text(site.facility) or city or "A site that the record does not name",
        place=record_text(city if site.facility else ""),
        country=record_text(site.country),
        status=words.site_status_words(site.status),
        distance=distance,
        contacts=tuple(_contact(c) for c in site.contacts if c.name or c.phone or c.email),
    )


def _contact(contact: Contact) -> ContactView:
    phone = contact.phone or ""
    if phone and contact.phone_ext:
        phone = f"{phone}, extension {contact.phone_ext}"
    return ContactView(
        name=record_text(contact.name),
        role=words.code_words("contact_role", contact.role),
        phone=record_text(phone),
        email=record_text(contact.email),
    )


def _by_country(views: list[SiteView]) -> tuple[tuple[str, tuple[SiteView, ...]], ...]:
    groups: dict[str, list[SiteView]] = {}
    for view in views:
        groups.setdefault(view.country or "Country not given", []).append(view)
    return tuple((country, tuple(found)) for country, found in groups.items())
