"""Sponsors, people, places and papers of legacy XML, in the API's form."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trialogue.model.codes import RecruitmentStatus, SponsorClass
from trialogue.registry import wire
from trialogue.registry.legacy_tree import nodes, text, value
from trialogue.registry.legacy_words import read_code, spelled


def read_sponsors(root: Element, path: str) -> tuple[wire.SponsorWire, ...]:
    """Sponsors with their class."""
    return tuple(
        [
            wire.SponsorWire(
                name=text(node, "agency") or "",
                sponsor_class=value(node, "agency_class", lambda t: read_code(SponsorClass, t))
                or SponsorClass.UNKNOWN,
            )
            for node in nodes(root, path)
        ]
    )


def read_party(node: Element | None) -> wire.Party | None:
    """Who answers for the record; before 2011 a name and an organisation only."""
    if node is None:
        return None
    return wire.Party(
        type=value(node, "responsible_party_type", spelled),
        investigator_full_name=text(node, "investigator_full_name"),
        investigator_title=text(node, "investigator_title"),
        investigator_affiliation=text(node, "investigator_affiliation"),
        old_name_title=text(node, "name_title"),
        old_organization=text(node, "organization"),
    )


def read_people(root: Element) -> wire.ContactsLocations:
    """Contacts, officials and sites."""
    central = [*nodes(root, "overall_contact"), *nodes(root, "overall_contact_backup")]
    return wire.ContactsLocations(
        central_contacts=tuple([_contact(node, "CONTACT") for node in central]),
        overall_officials=tuple(
            [
                wire.Official(
                    name=_name(node), affiliation=text(node, "affiliation"), role=value(node, "role", spelled)
                )
                for node in nodes(root, "overall_official")
            ]
        ),
        locations=tuple([_location(node) for node in nodes(root, "location")]),
    )


def _location(node: Element) -> wire.Location:
    contacts = [_contact(one, "CONTACT") for one in (*nodes(node, "contact"), *nodes(node, "contact_backup"))]
    contacts += [_contact(one, value(one, "role", spelled)) for one in nodes(node, "investigator")]
    return wire.Location(
        facility=text(node, "facility/name"),
        status=value(node, "status", lambda t: read_code(RecruitmentStatus, t)),
        city=text(node, "facility/address/city"),
        state=text(node, "facility/address/state"),
        zip=text(node, "facility/address/zip"),
        country=text(node, "facility/address/country"),
        contacts=tuple([one for one in contacts if one.name or one.phone or one.email]),
    )


def _contact(node: Element, role: str | None) -> wire.ContactWire:
    return wire.ContactWire(
        name=_name(node),
        role=role,
        phone=text(node, "phone"),
        phone_ext=text(node, "phone_ext"),
        email=text(node, "email"),
    )


def _name(node: Element) -> str | None:
    """First, middle and last name, then degrees, as the API joins them."""
    names = [text(node, part) for part in ("first_name", "middle_name", "last_name")]
    joined = " ".join(name for name in names if name)
    degrees = text(node, "degrees")
    return ", ".join(part for part in (joined, degrees) if part) or None


def read_references(root: Element) -> wire.References:
    """Papers and links. The XML does not tell which papers the registry found itself (DERIVED)."""
    papers = [(node, "BACKGROUND") for node in nodes(root, "reference")]
    papers += [(node, "RESULT") for node in nodes(root, "results_reference")]
    return wire.References(
        references=tuple(
            [
                wire.ReferenceWire(pmid=text(node, "PMID"), type=kind, citation=text(node, "citation"))
                for node, kind in papers
            ]
        ),
        see_also_links=tuple(
            [
                wire.Link(url=url, label=text(node, "description"))
                for node in nodes(root, "link")
                if (url := text(node, "url"))
            ]
        ),
    )
