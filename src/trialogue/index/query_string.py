"""A search as the parameters of an address, and back. Pages, API, command line and feed all use it.

``q`` words, ``cond`` condition, ``intr`` intervention, ``near`` place, ``within`` radius, ``status``,
``phase``, ``type``, ``age`` in years, ``ages`` (child, adult, older-adult), ``sex``, ``healthy`` and
``results`` (yes, no), ``sponsor``, ``funder``, ``same`` (a counted set), ``sort``, ``page``. Choices
may be repeated or joined by commas; what is empty is left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from trialogue.errors import UsageError
from trialogue.index.places import find_place, length_text, parse_length
from trialogue.insight.counted_sets import is_address
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Near, Query, Sort

Params = list[tuple[str, str]]
Code = TypeVar("Code", bound=StrEnum)

PAGE_SIZE = 20
_TEXTS = {"q": "words", "cond": "condition", "intr": "intervention", "sponsor": "sponsor", "same": "same"}
_CHOICES: dict[str, tuple[str, type[StrEnum]]] = {
    "status": ("statuses", RecruitmentStatus),
    "phase": ("phases", Phase),
    "type": ("study_types", StudyType),
    "ages": ("age_groups", AgeGroup),
    "funder": ("sponsor_classes", SponsorClass),
}
_YES_NO = {"healthy": "healthy_volunteers", "results": "has_results"}
NAMES = (*_TEXTS, "near", "within", *_CHOICES, "age", "sex", *_YES_NO, "sort", "page")
# Marks that other sites append to shared addresses; they ask nothing.
_FOREIGN = ("utm_", "fbclid", "gclid", "mc_")
_LONGEST = 10_000


def parse_query(
    params: Iterable[tuple[str, str]], *, also: frozenset[str] = frozenset(), size: int = PAGE_SIZE
) -> Query:
    """Read a search. ``also`` names parameters of the door itself, which are passed over.

    Raises UsageError that names the parameter, what is wrong with it, and what would be right.
    """
    given = _given(params, also)
    single = {name: _only(name, given.get(name, [])) for name in NAMES if name not in _CHOICES}
    near = _near(single["near"], single["within"])
    fields: dict[str, object] = {field: _text(name, single[name]) for name, field in _TEXTS.items()}
    for name, (field, kind) in _CHOICES.items():
        texts = (part for text in given.get(name, []) for part in text.split(","))
        fields[field] = frozenset(_code(name, text, kind) for text in texts if text.strip())
    fields |= {field: _yes_no(name, single[name]) for name, field in _YES_NO.items()}
    fields["age_years"] = _age(single["age"])
    fields["sex"] = _code("sex", single["sex"], Sex) if single["sex"] else None
    fields["sort"] = _sort(single["sort"], near)
    page = _page(single["page"])
    return Query(near=near, offset=(page - 1) * size, limit=size, **fields)  # type: ignore[arg-type]


def to_params(query: Query) -> Params:
    """The parameters that ``parse_query`` reads as this query, in a fixed order."""
    params: Params = [(name, getattr(query, field)) for name, field in _TEXTS.items()]
    if query.near:
        params.append(("near", _near_text(query.near)))
        radius = query.near.radius_km
        params.append(("within", length_text(radius) if radius is not None else ""))
    for name, (field, kind) in _CHOICES.items():
        params += [(name, slug(code)) for code in kind if code in getattr(query, field)]
    params.append(("age", f"{query.age_years:.12g}" if query.age_years is not None else ""))
    params.append(("sex", slug(query.sex) if query.sex else ""))
    for name, field in _YES_NO.items():
        params.append((name, {None: "", True: "yes", False: "no"}[getattr(query, field)]))
    params.append(("sort", "" if query.sort is _default_sort(query.near) else query.sort))
    page = query.offset // query.limit + 1 if query.limit else 1
    params.append(("page", str(page) if page > 1 else ""))
    return [(name, text) for name, text in params if text]


def slug(code: StrEnum) -> str:
    """A code as it stands in an address: NOT_YET_RECRUITING → not-yet-recruiting, PHASE2 → 2."""
    text = str(code).lower().replace("_", "-")
    return text.replace("phase", "") if isinstance(code, Phase) and code is not Phase.NA else text


def page_of(query: Query, number: int) -> Query:
    """Another page of the same search."""
    return replace(query, offset=(number - 1) * query.limit)


def _given(params: Iterable[tuple[str, str]], also: frozenset[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, text in params:
        if name in NAMES:
            given.setdefault(name, []).append(text)
        elif name not in also and not name.startswith(_FOREIGN):
            close = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {close[0]}?" if close else "there are " + ", ".join(NAMES)
            raise UsageError(f"{name[:40]}: a search has no such parameter; {hint}")
    return given


def _only(name: str, texts: list[str]) -> str:
    kept = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if len(kept) > 1:
        raise UsageError(f"{name}: give it once, not {len(kept)} times")
    return kept[0] if kept else ""


def _text(name: str, text: str) -> str:
    if name == "same" and text and not is_address(text):
        mend = "give a set as the link beside a count does, as in sponsor:mayo clinic"
        raise UsageError(f"same: {text[:40]!r} is no counted set; {mend}")
    if len(text) > _LONGEST:
        raise UsageError(f"{name}: {len(text)} characters are too many; give at most {_LONGEST}")
    return text


def _code(name: str, text: str, kind: type[Code]) -> Code:
    wanted = text.strip().lower().replace("_", "-").replace(" ", "-")
    for code in kind:
        if wanted in {slug(code), str(code).lower().replace("_", "-")}:
            return code
    known = [slug(code) for code in kind]
    close = difflib.get_close_matches(wanted, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "there are " + ", ".join(known)
    raise UsageError(f"{name}: {text.strip()[:40]!r} is no choice; {hint}")


def _yes_no(name: str, text: str) -> bool | None:
    answers = {"": None, "yes": True, "no": False, "true": True, "false": False}
    if text.lower() not in answers:
        raise UsageError(f"{name}: {text[:40]!r} is neither yes nor no")
    return answers[text.lower()]


def _number(name: str, text: str, mend: str, kind: Callable[[str], float]) -> float:
    try:
        if not text.isascii() or "_" in text:
            raise ValueError
        return kind(text)
    except ValueError:
        raise UsageError(f"{name}: {text[:40]!r} is no number; {mend}") from None


def _age(text: str) -> float | None:
    if not text:
        return None
    age = _number("age", text, "give years, as in 54 or 1.5", float)
    if not 0 <= age <= 150:
        raise UsageError(f"age: {text[:40]!r} is no age; give years from 0 to 150")
    return age


def _page(text: str) -> int:
    page = _number("page", text or "1", "give a whole number", int)
    if not 1 <= page <= 1_000_000:
        raise UsageError(f"page: {text[:40]!r} is no page; they begin with 1")
    return int(page)


def _near(place: str, within: str) -> Near | None:
    if not place:
        if within:
            raise UsageError("within: a distance needs a place; add near")
        return None
    found = find_place(place)
    return Near(
        point=found.point,
        label=found.label,
        radius_km=parse_length(within) if within else None,
        others=tuple(other.label for other in found.others),
    )


def _near_text(near: Near) -> str:
    """The label where that alone finds the point again, else with the point."""
    try:
        found = find_place(near.label)
        if found.point == near.point and found.label == near.label:
            return near.label
    except UsageError:
        pass
    return f"{near.label} @ {near.point.lat:.7f},{near.point.lon:.7f}"


def _sort(text: str, near: Near | None) -> Sort:
    if not text:
        return _default_sort(near)
    sort = _code("sort", text, Sort)
    if sort is Sort.DISTANCE and near is None:
        raise UsageError("sort: to sort by distance, say where you are; add near")
    return sort


def _default_sort(near: Near | None) -> Sort:
    """Who says where they are wants the nearest first."""
    return Sort.DISTANCE if near else Sort.RELEVANCE
