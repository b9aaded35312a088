"""A search said back in words: what is looked for, and each filter as a phrase that can be dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from trialogue.index.query_string import page_of, to_params
from trialogue.index.relax import active, without
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import KM_PER_MILE
from trialogue.model.search import Query
from trialogue.plain import words
from trialogue.web.search.address import search_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One filter in words, and the address of the search without it."""

    name: str
    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """``about`` is the thing looked for; ``phrases`` all that narrows it.

    ``places`` are the other places that the name of the place may mean, with the address of the
    search from there.
    """

    about: str
    place: str
    places: tuple[tuple[str, str], ...]
    phrases: tuple[Phrase, ...]


def say_query(query: Query) -> Said:
    """The query in words."""
    about = [text.strip() for text in (query.condition, query.intervention, query.words) if text.strip()]
    names = [name for name in active(query) if name not in {"condition", "intervention", "words"}]
    return Said(
        about=", ".join(about),
        place=query.near.label if query.near else "",
        places=tuple((label, _from_there(query, label)) for label in query.near.others) if query.near else (),
        phrases=tuple(
            Phrase(name=n, words=filter_words(query, n), without=search_address(without(query, n)))
            for n in names
        ),
    )


def _from_there(query: Query, place: str) -> str:
    params = [(name, place if name == "near" else text) for name, text in to_params(page_of(query, 1))]
    return f"/search?{urlencode(params)}"


def filter_words(query: Query, name: str) -> str:
    """One filter of a query in words; ``all`` means all but the words."""
    return _WORDS[name](query) if name in _WORDS else "your filters"


def _statuses(query: Query) -> str:
    names = [words.status_words(s).word.lower() for s in RecruitmentStatus if s in query.statuses]
    return words.listed(names).replace(" and ", " or ")


def _near(query: Query) -> str:
    if query.near is None or query.near.radius_km is None:
        return "near you"
    return f"within {words.number(round(query.near.radius_km / KM_PER_MILE))} miles of {query.near.label}"


def _age(query: Query) -> str:
    years = query.age_years or 0
    return f"for someone aged {words.number(years)}"


def _sex(query: Query) -> str:
    return {"FEMALE": "for a woman or girl", "MALE": "for a man or boy"}.get(str(query.sex), "any sex")


def _codes(table: str, field: str) -> Callable[[Query], str]:
    def said(query: Query) -> str:
        listed = words.listed([words.code_words(table, code) for code in sorted(getattr(query, field))])
        return (listed or "phase does not apply").replace(" and ", " or ")

    return said


_WORDS: Mapping[str, Callable[[Query], str]] = {
    "statuses": _statuses,
    "near": _near,
    "age_years": _age,
    "sex": _sex,
    "phases": _codes("phase_filter", "phases"),
    "study_types": _codes("study_type_short", "study_types"),
    "age_groups": _codes("age_group", "age_groups"),
    "sponsor_classes": _codes("sponsor_class_short", "sponsor_classes"),
    "healthy_volunteers": lambda q: (
        "takes healthy people" if q.healthy_volunteers else "not for healthy people"
    ),
    "has_results": lambda q: "has posted results" if q.has_results else "has no posted results",
    "same": lambda q: f"the trials counted under “{q.same}”",
    "sponsor": lambda q: f"sponsor “{q.sponsor}”",
    "condition": lambda q: f"“{q.condition}”",
    "intervention": lambda q: f"treatment “{q.intervention}”",
    "words": lambda q: f"“{q.words}”",
}


def names_of(query: Query) -> frozenset[str]:
    """The parameters that are set in the address of this search."""
    return frozenset(name for name, _ in to_params(query))
