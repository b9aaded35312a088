"""Hits as a reader sees them: title, status, nearest open site, facts that decide, why they matched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import Connection

from trialogue.model.codes import ArmType, StudyType
from trialogue.model.ids import NctId
from trialogue.model.offer import offer_of
from trialogue.model.search import Found, Hit, NearestSite, Query, Reason
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.title import plain_title
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.studies import records_of
from trialogue.web.record_text import marked, record_text
from trialogue.web.study.head import kind_words, shown_status

_DUMMIES = frozenset({ArmType.PLACEBO_COMPARATOR, ArmType.SHAM_COMPARATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a study was found: where, and the words with what was asked for marked."""

    where: str
    text: Markup
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One hit on the page."""

    nct_id: NctId
    href: str
    title: str
    official_title: str
    status: words.StatusWords
    kind: str
    nearest: str
    nearest_open: bool
    facts: tuple[str, ...]
    why: tuple[Why, ...]


def results(connection: Connection, query: Query, found: Found) -> tuple[Result, ...]:
    """The hits in their order. One that the store no longer has is passed over."""
    held = studies_of(connection, found)
    return tuple(_result(query, hit, held[hit.nct_id]) for hit in found.hits if hit.nct_id in held)


def studies_of(connection: Connection, found: Found) -> Mapping[NctId, Study]:
    """The studies that were found, decoded."""
    records = records_of(connection, [hit.nct_id for hit in found.hits])
    return {record.nct_id: decode_study(record.content, Form(record.form)) for record in records}


def _result(query: Query, hit: Hit, study: Study) -> Result:
    title = plain_title(study).words
    near = urlencode({"near": query.near.label}) if query.near else ""
    official = record_text(study.brief_title)
    return Result(
        nct_id=study.nct_id,
        href=f"/studies/{study.nct_id}" + (f"?{near}" if near else ""),
        title=title,
        official_title=official if official.casefold() != title.casefold() else "",
        status=shown_status(study, offer_of(study)),
        kind=kind_words(study),
        nearest=_nearest(hit.nearest) if hit.nearest else _places(study),
        nearest_open=bool(hit.nearest and hit.nearest.recruiting),
        facts=deciding_facts(study),
        why=tuple(_why(reason) for reason in hit.reasons),
    )


def _nearest(nearest: NearestSite) -> str:
    site = nearest.site
    town = ", ".join(part for part in (site.city, site.state or site.country) if part)
    state = "" if nearest.recruiting else " (not open)"
    return f"{words.about_miles(nearest.distance_km).capitalize()}, {record_text(town)}{state}"


def _places(study: Study) -> str:
    countries = list(dict.fromkeys(record_text(site.country) for site in study.sites if site.country))
    if not study.sites:
        return ""
    if len(study.sites) == 1:
        site = study.sites[0]
        return ", ".join(record_text(part) for part in (site.city, site.state, site.country) if part)
    where = words.the_country(countries[0]) if len(countries) == 1 else f"{len(countries)} countries"
    return (
        f"{words.plural(len(study.sites), 'site')} in {where}"
        if countries
        else words.plural(len(study.sites), "site")
    )


def deciding_facts(study: Study) -> tuple[str, ...]:
    """Two or three facts that decide for many: age and sex, placebo, how many people."""
    fields = study.eligibility
    who = words.age_range_words(fields.minimum_age, fields.maximum_age)
    if fields.sex != "ALL":
        who += ", " + words.code_words("sex", fields.sex).lower()
    facts = [who, _placebo(study)]
    if study.study_type is StudyType.OBSERVATIONAL:
        facts.append("No treatment is given")
    if study.has_results:
        facts.append("Has posted results")
    return tuple(fact for fact in facts if fact)


def _placebo(study: Study) -> str:
    if study.study_type is not StudyType.INTERVENTIONAL or not study.arms:
        return ""
    if any(arm.kind in _DUMMIES for arm in study.arms):
        return "One group gets a placebo or a pretend treatment"
    texts = [text for arm in study.arms for text in (arm.label, arm.description, *arm.interventions) if text]
    texts += [study.brief_title, study.official_title or "", study.brief_summary]
    hinted = any("placebo" in text.lower() or "sham" in text.lower() for text in texts)
    return "" if hinted else "No placebo group named"


def _why(reason: Reason) -> Why:
    note = ""
    if reason.how == "synonym" and reason.asked:
        note = f"another name for “{reason.asked}”"
    elif reason.how == "spelling" and reason.asked:
        note = f"spelling near “{reason.asked}”"
    return Why(
        where=words.code_words("piece", reason.piece), text=marked(reason.text, reason.marks), note=note
    )
