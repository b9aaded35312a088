"""Why a study was found: the pieces of its record where the words stand, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from trialogue.index.wanted import Group, Wanted
from trialogue.index.words import folded
from trialogue.model.search import Reason

MOST_REASONS = 3
Run = tuple[tuple[str, ...], int, int]  # words that stand together, and where
_WORD = re.compile(r"[^\W_]+")
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
        runs = _runs_of(self._groups.values())
        self._starts = {run[0] for run in runs}
        self._places = _places_of(runs)

    def reasons(self, study: Shown) -> tuple[Reason, ...]:
        """Up to three; further ones only where they show a word that the first did not."""
        missing = dict(self._groups)
        found: list[Reason] = []
        for piece, text in pieces(study) if missing else ():
            runs = self._runs(text)
            if not runs:
                continue
            reason, explained = self._reason((piece, text), runs, missing)
            for name in explained:
                del missing[name]
            found += [reason] if reason else []
            if not missing or len(found) == MOST_REASONS:
                break
        return tuple(found)

    def _runs(self, text: str) -> list[Run]:
        """The words and names that are asked for, where they stand in the text."""
        plain = text.lower() if text.isascii() else folded(text)
        # Nearly all texts hold none of it, which is far sooner found so than by the pattern.
        if not any(word in plain for word in self._starts):
            return []
        return [
            (tuple(_WORD.findall(match[0])), match.start(), match.end())
            for match in self._places.finditer(plain)
        ]

    def _reason(
        self, piece: tuple[str, str], runs: list[Run], missing: Mapping[str, Group]
    ) -> tuple[Reason | None, list[str]]:
        marks: set[tuple[int, int]] = set()
        explained: list[str] = []
        how, asked = "words", None
        for name, group in missing.items():
            here, kind = self._marks(group, runs)
            if here:
                marks |= here
                explained.append(name)
                if kind != "words":
                    how, asked = kind, name
        if not marks:
            return None, []
        places = tuple(sorted(marks))
        return _cut(Reason(piece=piece[0], text=piece[1], how=how, marks=places, asked=asked)), explained

    def _marks(self, group: Group, runs: list[Run]) -> tuple[set[tuple[int, int]], str]:
        standing = {word for run, _, _ in runs for word in run}
        if all(any(form in standing for form in forms) for forms in group.typed):
            wanted = {form for forms in group.typed for form in forms}
            marks = {(start, end) for run, start, end in runs if not wanted.isdisjoint(run)}
            return marks, "words" if self._corrected.isdisjoint(group.asked.split()) else "spelling"
        names = set(group.synonyms)
        return {(start, end) for run, start, end in runs if run in names}, "synonym"


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


def _runs_of(groups: Iterable[Group]) -> set[tuple[str, ...]]:
    """Each word and name that is asked for."""
    runs: set[tuple[str, ...]] = set()
    for group in groups:
        runs |= set(group.synonyms) | {(form,) for forms in group.typed for form in forms}
    return {run for run in runs if run}


def _places_of(runs: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Matches each whole word or name, the longest name first."""
    longest = sorted(runs, key=lambda run: (-len(run), run))
    either = "|".join(r"[\W_]+".join(map(re.escape, run)) for run in longest) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


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
