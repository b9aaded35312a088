"""Why a study was found: the pieces of its record where the words stand, with the words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from trialogue.index.document import StudyDocument
from trialogue.index.wanted import Group, Wanted
from trialogue.index.words import folded
from trialogue.model.search import Reason

MOST_REASONS = 3
PIECES = (
    "BriefTitle",
    "Condition",
    "InterventionName",
    "Acronym",
    "InterventionOtherName",
    "Keyword",
    "ConditionMeshTerm",
    "InterventionMeshTerm",
    "OfficialTitle",
    "ConditionAncestorTerm",
    "InterventionAncestorTerm",
    "NCTId",
    "LeadSponsorName",
    "BriefSummary",
)
"""The registry's names of the pieces that can be shown as a reason, the most telling first."""
_SUMMARY = len(PIECES) - 1
_SHORT_SUMMARY = 1500
_SNIPPET = 160  # characters of a long text around the first word found


_Found = tuple[int, int, int, tuple[str, ...]]  # start, rank, end, the words that stand there


def shown_texts(document: StudyDocument) -> tuple[bytes, tuple[str, ...]]:
    """All texts that can be a reason, in the order of ``PIECES``, and the place there of each."""
    several: tuple[tuple[str, ...], ...] = (
        (document.title,),
        document.conditions,
        document.interventions,
        (document.acronym,),
        document.other_names,
        document.keywords,
        document.condition_terms,
        document.intervention_terms,
        (document.official_title,),
        document.condition_ancestors,
        document.intervention_ancestors,
        (document.nct_id, *document.ids),
        (document.sponsor,),
        (document.summary[:_SHORT_SUMMARY],),
    )
    pairs = [(place, text) for place, texts in enumerate(several) for text in texts if text]
    return bytes(place for place, _ in pairs), tuple(text for _, text in pairs)


class Explainer:
    """Gives the reasons of the hits of one query."""

    def __init__(self, asked: Iterable[Wanted]) -> None:
        several = list(asked)
        groups = {group.asked: group for one in several for group in one.groups}
        corrected = {typed for one in several for typed, _ in one.corrected}
        self._groups = {name: _Sought(group, corrected) for name, group in groups.items()}
        runs = {run for one in self._groups.values() for run in one.runs}
        # Of the names that begin at one place, the longest.
        self._runs = sorted(runs, key=lambda run: (-len(run), run))
        self._starts = tuple({run[0] for run in runs})

    def reasons(self, pieces: bytes, texts: Sequence[str]) -> tuple[Reason, ...]:
        """Up to three; further ones only where they show a word that the first did not.

        ``pieces`` and ``texts`` are those of ``shown_texts``.
        """
        missing = dict(self._groups)
        found: list[Reason] = []
        for place, plain in self._telling(pieces, texts) if missing else ():
            runs = self._found(plain)
            reason, explained = _reason((PIECES[pieces[place]], texts[place]), runs, missing)
            for name in explained:
                del missing[name]
            found += [reason] if reason else []
            if not missing or len(found) == MOST_REASONS:
                break
        return tuple(found)

    def _telling(self, pieces: bytes, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The texts in which a word stands, or seems to: their places, and what they say, folded.

        The title says it all so often that the others are looked at later, and the long summary last.
        """
        summary = len(texts) - (_SUMMARY in pieces[-1:])
        for first, last in ((0, 1), (1, summary), (summary, len(texts))):
            yield from self._telling_of(first, texts[first:last])

    def _telling_of(self, first: int, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        plain = folded("\n".join(texts))
        ahead = [(at, word) for word in self._starts if (at := plain.find(word)) >= 0]
        if not ahead:
            return
        ends = list(accumulate(len(text) + 1 for text in texts))
        while ahead:
            place = bisect_right(ends, min(ahead)[0])
            end = ends[place]
            yield first + place, plain[end - len(texts[place]) - 1 : end - 1]
            moved = [(at if at >= end else plain.find(word, end), word) for at, word in ahead]
            ahead = [one for one in moved if one[0] >= 0]

    def _found(self, plain: str) -> list[_Found]:
        """The words and names that are asked for, where they stand in the text; none in another."""
        every: list[_Found] = []
        for rank, run in enumerate(self._runs):
            at = plain.find(run[0])
            while at >= 0:
                if end := _end_of(run, plain, at):
                    every.append((at, rank, end, run))
                at = plain.find(run[0], at + 1)
        if len(every) < 2:
            return every
        every.sort()
        apart = every[:1]
        for one in every:
            if one[0] >= apart[-1][2]:
                apart.append(one)
        return apart


class _Sought:
    """A group of a query, ready to be looked for."""

    __slots__ = ("how", "names", "runs", "typed", "words")

    def __init__(self, group: Group, corrected: set[str]) -> None:
        self.typed = tuple(frozenset(forms) for forms in group.typed)
        self.words = frozenset[str]().union(*self.typed)
        self.names = frozenset(group.synonyms)
        self.runs = {run for run in (*((form,) for form in self.words), *self.names) if run}
        self.how = "words" if corrected.isdisjoint(group.asked.split()) else "spelling"

    def marks(self, runs: list[_Found], standing: set[str]) -> tuple[set[tuple[int, int]], str]:
        """Which runs say what is asked for, and how."""
        if all(not forms.isdisjoint(standing) for forms in self.typed):
            words = self.words
            return {(start, end) for start, _, end, run in runs if not words.isdisjoint(run)}, self.how
        return {(start, end) for start, _, end, run in runs if run in self.names}, "synonym"


def _reason(
    piece: tuple[str, str], runs: list[_Found], missing: Mapping[str, _Sought]
) -> tuple[Reason | None, list[str]]:
    marks: set[tuple[int, int]] = set()
    explained: list[str] = []
    how, asked = "words", None
    standing = {word for _, _, _, run in runs for word in run}
    for name, sought in missing.items():
        here, kind = sought.marks(runs, standing)
        if here:
            marks |= here
            explained.append(name)
            if kind != "words":
                how, asked = kind, name
    if not marks:
        return None, []
    places = tuple(sorted(marks))
    return _cut(Reason(piece=piece[0], text=piece[1], how=how, marks=places, asked=asked)), explained


def _end_of(run: tuple[str, ...], plain: str, start: int) -> int:
    """Where the words end that begin there; 0 where they are other words or part of a longer one."""
    if start and plain[start - 1].isalnum():
        return 0
    end = start + len(run[0])
    for word in run[1:]:
        at = end
        while at < len(plain) and not plain[at].isalnum():
            at += 1
        if at == end or not plain.startswith(word, at):
            return 0
        end = at + len(word)
    return 0 if plain[end : end + 1].isalnum() else end


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
