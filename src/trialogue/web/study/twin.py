"""The study page for machines: its JSON twin, and schema.org's *MedicalTrial* inside the page."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import msgspec
from markupsafe import Markup

from trialogue.model.codes import StudyType
from trialogue.model.site import Site
from trialogue.plain import words
from trialogue.web.record_text import record_text
from trialogue.web.study.page import StudyPage

_STATUS_URL = {
    "RECRUITING": "Recruiting",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}
_SITES_LISTED = 50


def json_twin(page: StudyPage) -> bytes:
    """Everything that the page says and the study as decoded. Codes stay codes here."""
    head = page.head
    document = {
        "nctId": page.study.nct_id,
        "title": head.title,
        "officialTitle": head.official_title,
        "status": {"code": page.study.status, "words": head.status, "note": head.status_note},
        "action": head.action,
        "recordDate": page.study.dates.last_update.iso if page.study.dates.last_update else None,
        "glance": head.glance,
        "sections": {
            section.id: section.data
            for group in page.groups
            for section in group.sections
            if not section.local
        },
        "study": page.study,
    }
    return msgspec.json.encode(msgspec.to_builtins(document))


def linked_data(page: StudyPage, address: str) -> Markup:
    """JSON-LD, safe inside a script element: no ``<`` remains in it."""
    text = json.dumps(_linked(page, address), ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped)  # noqa: S704


def script_hash(text: str) -> str:
    """The hash by which a content security policy admits this very script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _linked(page: StudyPage, address: str) -> dict[str, Any]:
    study = page.study
    observes = study.study_type is StudyType.OBSERVATIONAL
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalObservationalStudy" if observes else "MedicalTrial",
        "name": page.head.title.words,
        "alternateName": [record_text(t) for t in (study.official_title, study.acronym) if t],
        "identifier": study.nct_id,
        "url": address,
        "sameAs": f"https://clinicaltrials.gov/study/{study.nct_id}",
        "description": record_text(study.brief_summary)[:1000],
        "healthCondition": [{"@type": "MedicalCondition", "name": record_text(c)} for c in study.conditions],
        "studyLocation": [_location(site) for site in study.sites[:_SITES_LISTED]],
        "status": _STATUS_URL.get(study.status, words.status_words(study.status).word),
        "phase": words.phase_words(study.phases),
        "sponsor": _organization(study.lead_sponsor.name) if study.lead_sponsor else None,
        "dateModified": study.dates.last_update.iso if study.dates.last_update else None,
    }
    return {key: value for key, value in document.items() if value}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": record_text(name)}


def _location(site: Site) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": site.city,
        "addressRegion": site.state,
        "postalCode": site.zip,
        "addressCountry": site.country,
    }
    return {
        "@type": "AdministrativeArea",
        "name": record_text(site.facility or site.city),
        "address": {key: value for key, value in address.items() if value},
    }
