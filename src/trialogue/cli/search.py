"""``trialogue search``: find studies."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from trialogue.cli.context import print_json, settings_and_origins
from trialogue.errors import StoreUnavailableError

if TYPE_CHECKING:
    from trialogue.model.search import Found, Hit, Query

app = App(name="search", help="Find studies.")

Many = Annotated[tuple[str, ...], Parameter(negative=(), consume_multiple=False)]


@Parameter(name="*", show_default=False)
@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the studies must be like, each as a query string has it; empty: any.

    Parameters
    ----------
    cond
        A condition.
    intr
        A treatment.
    near
        A US ZIP code, a city with its state or country, or coordinates.
    within
        A distance from there, as in 100mi or 160km.
    status
        recruiting, not-yet-recruiting, completed, … (may be repeated, or joined by commas).
    phase
        early-1, 1, 2, 3, 4 or na.
    type
        interventional, observational or expanded-access.
    age
        The person's age in years: studies that take it.
    ages
        child, adult or older-adult.
    sex
        The person's sex: female or male.
    healthy
        yes: studies that take healthy volunteers; no: the others.
    sponsor
        Part of the name of a sponsor.
    same
        A counted set, as the link beside a count names it ("sponsor:mayo clinic").
    funder
        industry, nih, other, …
    results
        yes or no: whether results are posted.
    sort
        relevance, distance or newest.
    page
        Which page of hits.
    """

    cond: str = ""
    intr: str = ""
    near: str = ""
    within: str = ""
    status: Many = ()
    phase: Many = ()
    type: Many = ()
    age: str = ""
    ages: Many = ()
    sex: str = ""
    healthy: str = ""
    sponsor: str = ""
    same: str = ""
    funder: Many = ()
    results: str = ""
    sort: str = ""
    page: str = ""


_ANY = Filters()


@app.default
def search(*words: str, filters: Filters = _ANY, size: int = 20, json: bool = False) -> None:
    """Find studies by words, place and person. Finding nothing is no error: what would help is said.

    Parameters
    ----------
    words
        Words to find anywhere; typing errors and other names are forgiven.
    size
        Hits on a page.
    json
        One JSON document.
    """
    given = [("q", " ".join(words)), *((f.name, getattr(filters, f.name)) for f in fields(filters))]
    params = [
        (name, text) for name, value in given for text in ((value,) if isinstance(value, str) else value)
    ]
    query, found = _find([(name, text) for name, text in params if text], size)
    if json:
        print_json(_document(query, found))
    else:
        _print(query, found)


def _find(params: list[tuple[str, str]], size: int) -> tuple[Query, Found]:
    from trialogue.errors import UsageError
    from trialogue.index.query_string import parse_query
    from trialogue.wiring import open_index

    if not 0 <= size <= 1000:
        raise UsageError("--size: give 0 to 1000")
    query = parse_query(params, size=size)
    with closing(open_index(settings_and_origins()[0])) as index:
        if trouble := index.trouble():
            raise StoreUnavailableError(trouble)
        return query, index.search(query)


def _document(query: Query, found: Found) -> dict[str, object]:
    from trialogue.index.query_string import to_params

    return {
        "query": [list(pair) for pair in to_params(query)],
        "place": query.near and {"taken": query.near.label, "others": list(query.near.others)},
        "total": found.total,
        "studies": [_hit_document(hit) for hit in found.hits],
        "facets": {
            name: {str(code): n for code, n in counts.items()} for name, counts in found.facets.items()
        },
        "corrected": dict(found.corrected),
        "synonyms": list(found.synonyms),
        "relaxations": [{"drop": r.drop, "total": r.total} for r in found.relaxations],
    }


def _hit_document(hit: Hit) -> dict[str, object]:
    near = hit.nearest
    return {
        "nct_id": hit.nct_id,
        "title": hit.title,
        "status": hit.status,
        "phases": list(hit.phases),
        "score": round(hit.score, 4),
        "reasons": [
            {"piece": r.piece, "text": r.text, "how": r.how, "asked": r.asked, "marks": r.marks}
            for r in hit.reasons
        ],
        "nearest": near
        and {
            "facility": near.site.facility,
            "city": near.site.city,
            "state": near.site.state,
            "country": near.site.country,
            "distance_km": round(near.distance_km, 1),
            "recruiting": near.recruiting,
        },
    }


def _print(query: Query, found: Found) -> None:
    from trialogue.plain.words import plural

    if query.near and query.near.others:
        print(f"Taken for {query.near.label}. Others of this name: {'; '.join(query.near.others)}.")
    for typed, used in found.corrected.items():
        print(f"Showing {used} for {typed}.")
    if found.synonyms:
        print("Also looked for: " + ", ".join(found.synonyms[:5]) + ".")
    if not found.total:
        _print_relaxations(found)
        return
    if found.hits:
        _print_table(query, found)
    last = query.offset + len(found.hits)
    shown = f"{query.offset + 1} to {last} of " if found.hits else ""
    print(f"{shown}{plural(found.total, 'study', 'studies')}.")


def _print_table(query: Query, found: Found) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from trialogue.plain.words import about_miles, phase_words, status_words

    table = Table(box=None, padding=(0, 2, 0, 0), expand=False)
    names = ["Study", "Title", "Status", "Phase", *(["Nearest site"] if query.near else [])]
    for name in names:
        table.add_column(name, no_wrap=name == "Study", max_width=64 if name == "Title" else None)
    for hit in found.hits:
        status = status_words(hit.status).word if hit.status else ""
        cells = [hit.nct_id, hit.title, status, phase_words(hit.phases)]
        if query.near:
            near = hit.nearest
            open_now = "" if near is None or near.recruiting else ", not open now"
            cells.append(f"{near.site.city or ''}, {about_miles(near.distance_km)}{open_now}" if near else "")
        table.add_row(*(Text(cell) for cell in cells))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 140, highlight=False).print(table)


_DROPPED = {
    "near": "the distance",
    "statuses": "the status",
    "phases": "the phase",
    "study_types": "the type of study",
    "age_years": "the age",
    "age_groups": "the age group",
    "sex": "the sex",
    "healthy_volunteers": "the question of healthy volunteers",
    "has_results": "the question of results",
    "sponsor": "the sponsor",
    "same": "the counted set",
    "sponsor_classes": "the kind of funder",
    "intervention": "the treatment",
    "condition": "the condition",
    "words": "the words",
    "all": "any filter",
}


def _print_relaxations(found: Found) -> None:
    from trialogue.plain.words import plural

    print("No study was found.")
    for relaxation in found.relaxations:
        total = plural(relaxation.total, "study", "studies")
        print(f"  Without {_DROPPED[relaxation.drop]}: {total}.")
    if not found.relaxations:
        print("  Try fewer or other words.")
