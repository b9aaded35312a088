"""Why a study was found: the pieces of its record where the words stand, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from trialogue.index.wanted import Group, Wanted
from trialogue.index.words import spots
from trialogue.model.search import Reason

MOST_REASONS = 3
Spot = tuple[str, int, int]
_SNIPPET = 160  # characters of a long text around the first word found


class Shown(Protocol):
    """The texts of a study that can be shown as a reason."""

    @property
    def nct_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def official_title(self) -> str: ...
    @property
    def acronym(self) -> str: ...
    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def conditions(self) -> tuple[str, ...]: ...
    @property
    def keywords(self) -> tuple[str, ...]: ...
    @property
    def condition_terms(self) -> tuple[str, ...]: ...
    @property
    def condition_ancestors(self) -> tuple[str, ...]: ...
    @property
    def interventions(self) -> tuple[str, ...]: ...
    @property
    def other_names(self) -> tuple[str, ...]: ...
    @property
    def intervention_terms(self) -> tuple[str, ...]: ...
    @property
    def intervention_ancestors(self) -> tuple[str, ...]: ...
    @property
    def sponsor(self) -> str: ...
    @property
    def summary(self) -> str: ...


class Explainer:
    """Gives the reasons of the hits of one query."""

    def __init__(self, asked: Iterable[Wanted]) -> None:
        several = list(asked)
        self._groups = {group.asked: group for one in several for group in one.groups}
        self._corrected = {typed for one in several for typed, _ in one.corrected}
        self._hint = _hint(self._groups.values())

    def reasons(self, study: Shown) -> tuple[Reason, ...]:
        """Up to three; further ones only where they show a word that the first did not."""
        missing = dict(self._groups)
        found: list[Reason] = []
        for piece, text in pieces(study) if missing else ():
            if self._hint.search(text) or not text.isascii():
                reason, explained = self._reason(piece, text, missing)
                for name in explained:
                    del missing[name]
                found += [reason] if reason else []
                if not missing or len(found) == MOST_REASONS:
                    break
        return tuple(found)

    def _reason(self, piece: str, text: str, missing: Mapping[str, Group]) -> tuple[Reason | None, list[str]]:
        places = spots(text)
        marks: set[tuple[int, int]] = set()
        explained: list[str] = []
        how, asked = "words", None
        for name, group in missing.items():
            here, kind = self._marks(group, places)
            if here:
                marks |= here
                explained.append(name)
                if kind != "words":
                    how, asked = kind, name
        if not marks:
            return None, []
        reason = Reason(piece=piece, text=text, how=how, marks=tuple(sorted(marks)), asked=asked)
        return _cut(reason), explained

    def _marks(self, group: Group, places: list[Spot]) -> tuple[set[tuple[int, int]], str]:
        standing = {word for word, _, _ in places}
        if all(any(form in standing for form in forms) for forms in group.typed):
            wanted = {form for forms in group.typed for form in forms}
            marks = {(start, end) for word, start, end in places if word in wanted}
            return marks, "words" if self._corrected.isdisjoint(group.asked.split()) else "spelling"
        for phrase in group.synonyms:
            if standing.issuperset(phrase) and (run := _run(phrase, places)):
                return {run}, "synonym"
        return set(), "words"


def pieces(study: Shown) -> Iterator[tuple[str, str]]:
    """Each searched text with the registry's name of its piece, the most telling first."""
    yield "BriefTitle", study.title
    yield from (("Condition", text) for text in study.conditions)
    yield from (("InterventionName", text) for text in study.interventions)
    yield "Acronym", study.acronym
    yield from (("InterventionOtherName", text) for text in study.other_names)
    yield from (("Keyword", text) for text in study.keywords)
    yield from (("ConditionMeshTerm", text) for text in study.condition_terms)
    yield from (("InterventionMeshTerm", text) for text in study.intervention_terms)
    yield "OfficialTitle", study.official_title
    yield from (("ConditionAncestorTerm", text) for text in study.condition_ancestors)
    yield from (("InterventionAncestorTerm", text) for text in study.intervention_ancestors)
    yield from (("NCTId", text) for text in (study.nct_id, *study.ids))
    yield "LeadSponsorName", study.sponsor
    yield "BriefSummary", study.summary


def _hint(groups: Iterable[Group]) -> re.Pattern[str]:
    """Matches every text (of plain letters) in which something that is asked for may stand."""
    starts: set[str] = set()
    for group in groups:
        starts |= set(group.typed[0]) | {phrase[0] for phrase in group.synonyms if phrase}
    return re.compile("|".join(re.escape(word) for word in sorted(starts)) or r"(?!)", re.IGNORECASE)


def _run(phrase: tuple[str, ...], places: list[Spot]) -> tuple[int, int] | None:
    """Where the words of the phrase stand one after the other."""
    for first in range(len(places) - len(phrase) + 1):
        run = places[first : first + len(phrase)]
        if tuple(word for word, _, _ in run) == phrase:
            return run[0][1], run[-1][2]
    return None


def _cut(reason: Reason) -> Reason:
    """Of a long text, the part around the first mark, cut between words."""
    text = reason.text
    if len(text) <= 2 * _SNIPPET:
        return reason
    start = max(0, reason.marks[0][0] - _SNIPPET // 2)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + 2 * _SNIPPET)
    end = max(text.rfind(" ", start, end), reason.marks[0][1]) if end < len(text) else end
    marks = tuple((a - start, b - start) for a, b in reason.marks if a >= start and b <= end)
    return replace(reason, text=text[start:end], marks=marks)
