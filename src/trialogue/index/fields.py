"""The searched fields of a study, and what each weighs in each area of search.

The weights follow the registry's own search areas (API v2, *search-areas*: ConditionSearch,
InterventionSearch, BasicSearch), where one field here stands for several pieces of like weight.
Like the registry, no area searches the eligibility criteria or the detailed description.
"""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.index.document import StudyDocument

TITLE = "title"  # Acronym, BriefTitle, OfficialTitle, and the ids
CONDITION = "condition"  # Condition
BROADER = "broader"  # Keyword, ConditionMeshTerm, ConditionAncestorTerm
INTERVENTION = "intervention"  # InterventionName, InterventionOtherName
SUBSTANCE = "substance"  # InterventionMeshTerm, InterventionAncestorTerm
TEXT = "text"  # BriefSummary, arms, outcomes, sponsors, places
SPONSOR = "sponsor"  # LeadSponsorName, CollaboratorName

AREAS: Mapping[str, Mapping[str, float]] = {
    "words": {TITLE: 0.9, CONDITION: 0.81, INTERVENTION: 0.8, TEXT: 0.5, BROADER: 0.4, SUBSTANCE: 0.28},
    "condition": {CONDITION: 0.95, TITLE: 0.6, BROADER: 0.45},
    "intervention": {INTERVENTION: 0.95, TITLE: 0.65, SUBSTANCE: 0.5},
}
NAME_FIELDS = (TITLE, CONDITION, BROADER, INTERVENTION, SUBSTANCE)


def field_texts(document: StudyDocument) -> dict[str, tuple[str, ...]]:
    """The texts of each field. Words of two texts never stand one after the other."""
    sponsors = tuple(name for name in (document.sponsor, *document.collaborators) if name)
    return {
        TITLE: _some(
            (document.acronym, document.title, document.official_title, document.nct_id, *document.ids)
        ),
        CONDITION: document.conditions,
        BROADER: (*document.keywords, *document.condition_terms, *document.condition_ancestors),
        INTERVENTION: (*document.interventions, *document.other_names),
        SUBSTANCE: (*document.intervention_terms, *document.intervention_ancestors),
        TEXT: (*_some((document.summary, document.details)), *sponsors, *_places(document)),
        SPONSOR: sponsors,
    }


def _places(document: StudyDocument) -> tuple[str, ...]:
    names = [
        name
        for site in document.sites
        for name in (site.facility, site.city, site.state, site.country)
        if name
    ]
    return tuple(dict.fromkeys(names))


def _some(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([text for text in texts if text])
