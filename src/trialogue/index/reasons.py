"""Why a study was found: the pieces of its record where the words stand, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
_NO_MARKS: set[tuple[int, int]] = set()
_SNIPPET = 160  # characters of a long text around the first word found


_Found = tuple[int, int, int, tuple[str, ...]]  # start, rank, end, the words that stand there


def shown_texts(document: StudyDocument) -> tuple[bytes, tuple[str, ...]]:
    """All texts that can be a reason, in the order of ``PIECES``, and the place there of each.

    Only the summary keeps its line breaks.
    """
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
    places = bytearray()
    shown: list[str] = []
    for place, texts in enumerate(several):
        for text in texts:
            if text:
                places.append(place)
                shown.append(text if place == _SUMMARY else text.replace("\n", " "))
    return bytes(places), tuple(shown)


class Explainer:
    """Gives the reasons of the hits of one query."""

    def __init__(self, asked: Iterable[Wanted]) -> None:
        several = list(asked)
        groups = {group.asked: group for one in several for group in one.groups}
        corrected = {typed for one in several for typed, _ in one.corrected}
        self._groups = {name: _Sought(group, corrected) for name, group in groups.items()}
        runs = {run for one in self._groups.values() for run in one.runs}
        # Of the names that begin at one place, the longest.
        ranked = sorted(runs, key=lambda run: (-len(run), run))
        self._runs = [(rank, run, run[0], len(run[0]), len(run) > 1) for rank, run in enumerate(ranked)]
        self._starts = _starts_of(self._groups.values())

    def reasons(self, pieces: bytes, texts: Sequence[str]) -> tuple[Reason, ...]:
        """Up to three; further ones only where they show a word that the first did not.

        ``pieces`` and ``texts`` are those of ``shown_texts``. The title says it all so often that the
        others are looked at later, and the long summary last.
        """
        missing = dict(self._groups)
        found: list[Reason] = []
        summary = len(texts) - (_SUMMARY in pieces[-1:])
        for first, last in ((0, 1), (1, summary), (summary, len(texts))):
            if first < last and missing and len(found) < MOST_REASONS:
                self._look_in((pieces, texts), range(first, last), missing, found)
        return tuple(found)

    def _look_in(
        self,
        study: tuple[bytes, Sequence[str]],
        places: range,
        missing: dict[str, _Sought],
        found: list[Reason],
    ) -> None:
        """Add the reasons of some texts, and take from what is missing what they explain."""
        pieces, texts = study
        plain = folded("\n".join(texts[places.start : places.stop]))
        end = -1
        while missing and len(found) < MOST_REASONS:
            several = self._starts if len(missing) == len(self._groups) else _starts_of(missing.values())
            at = min((at for word in several if (at := plain.find(word, end + 1)) >= 0), default=-1)
            if at < 0:
                return
            # Of several texts none has a line break of its own.
            alone = len(places) == 1
            start = 0 if alone else plain.rfind("\n", 0, at) + 1
            end = len(plain) if alone or (end := plain.find("\n", at)) < 0 else end
            place = places.start + (0 if alone else plain.count("\n", 0, at))
            if runs := self._found(plain[start:end]):
                reason, explained = _reason((PIECES[pieces[place]], texts[place]), runs, missing)
                for name in explained:
                    del missing[name]
                found += [reason] if reason else []

    def _found(self, plain: str) -> list[_Found]:
        """The words and names that are asked for, where they stand in the text; none in another."""
        every: list[_Found] = []
        for rank, run, word, length, several in self._runs:
            at = plain.find(word)
            while at >= 0:
                end = at + length
                if several:
                    end = _end_of(run, plain, end)
                if end and not (plain[end : end + 1].isalnum() or (at and plain[at - 1].isalnum())):
                    every.append((at, rank, end, run))
                at = plain.find(word, at + 1)
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
        for forms in self.typed:
            if forms.isdisjoint(standing):
                break
        else:
            words = self.words
            return {(start, end) for start, _, end, run in runs if not words.isdisjoint(run)}, self.how
        if not self.names:
            return _NO_MARKS, self.how
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


def _end_of(run: tuple[str, ...], plain: str, end: int) -> int:
    """Where the words end of which the first ends there; 0 where other words follow."""
    for word in run[1:]:
        at = end
        while at < len(plain) and not plain[at].isalnum():
            at += 1
        if at == end or not plain.startswith(word, at):
            return 0
        end = at + len(word)
    return end


def _starts_of(several: Iterable[_Sought]) -> tuple[str, ...]:
    return tuple({run[0] for one in several for run in one.runs})


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
