"""A search as an Atom feed (RFC 4287): the newest studies first, for readers and for alerts."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from sqlalchemy import Connection

from trialogue.model.search import Found, Query
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.title import plain_title
from trialogue.web.record_text import record_text
from trialogue.web.search.address import search_address
from trialogue.web.search.results import studies_of
from trialogue.web.search.said import say_query

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


def atom_feed(connection: Connection, query: Query, found: Found, base: str) -> bytes:
    """The feed of a search; an entry is updated when its record is."""
    held = studies_of(connection, found)
    listed = [held[hit.nct_id] for hit in found.hits if hit.nct_id in held]
    root = Xml.Element("feed", xmlns=_ATOM)
    said = say_query(query)
    _add(root, "title", f"Trials: {said.about or 'all'}")
    _add(root, "id", base + search_address(query, "/search.atom"))
    _add(root, "updated", max((_updated(study) for study in listed), default=_NEVER))
    Xml.SubElement(root, "link", rel="self", href=base + search_address(query, "/search.atom"))
    Xml.SubElement(root, "link", rel="alternate", href=base + search_address(query))
    author = Xml.SubElement(root, "author")
    _add(author, "name", "ClinicalTrials.gov")
    for study in listed:
        _entry(root, study, base)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Xml.Element, study: Study, base: str) -> None:
    entry = Xml.SubElement(root, "entry")
    address = f"{base}/studies/{study.nct_id}"
    _add(entry, "title", plain_title(study).words)
    _add(entry, "id", address)
    _add(entry, "updated", _updated(study))
    Xml.SubElement(entry, "link", rel="alternate", href=address)
    status = words.status_words(study.status).word
    _add(entry, "summary", f"{status}. {record_text(study.official_title or study.brief_title)}")


def _updated(study: Study) -> str:
    last = study.dates.last_update or study.dates.last_posted
    return f"{last.earliest.isoformat()}T00:00:00Z" if last else _NEVER


def _add(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, tag).text = text
