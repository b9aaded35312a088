"""Why a study was found: the pieces of its record where the words stand, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from trialogue.index.document import StudyDocument
from trialogue.index.wanted import Group, Wanted
from trialogue.index.words import spots
from trialogue.model.search import Reason

MOST_REASONS = 3
_SNIPPET = 160  # characters of a long text around the first word found


def reasons(document: StudyDocument, asked: Iterable[Wanted]) -> tuple[Reason, ...]:
    """Up to three reasons; further ones only where they show a word that the first did not."""
    every = [(group, dict(one.corrected)) for one in asked for group in one.groups]
    missing = {group.asked for group, _ in every}
    found: list[Reason] = []
    for piece, text in pieces(document):
        if not missing or len(found) == MOST_REASONS:
            break
        shown = _reason(piece, text, [pair for pair in every if pair[0].asked in missing])
        if shown:
            reason, explained = shown
            found.append(reason)
            missing -= explained
    return tuple(found)


def pieces(document: StudyDocument) -> Iterator[tuple[str, str]]:
    """Each searched text with the registry's name of its piece, the most telling first."""
    yield "BriefTitle", document.title
    yield from (("Condition", text) for text in document.conditions)
    yield from (("InterventionName", text) for text in document.interventions)
    yield "Acronym", document.acronym
    yield from (("InterventionOtherName", text) for text in document.other_names)
    yield from (("Keyword", text) for text in document.keywords)
    yield from (("ConditionMeshTerm", text) for text in document.condition_terms)
    yield from (("InterventionMeshTerm", text) for text in document.intervention_terms)
    yield "OfficialTitle", document.official_title
    yield from (("ConditionAncestorTerm", text) for text in document.condition_ancestors)
    yield from (("InterventionAncestorTerm", text) for text in document.intervention_ancestors)
    yield from (("NCTId", text) for text in (document.nct_id, *document.ids))
    yield "LeadSponsorName", document.sponsor
    yield "BriefSummary", document.summary


def _reason(
    piece: str, text: str, wanted: list[tuple[Group, dict[str, str]]]
) -> tuple[Reason, set[str]] | None:
    if not text:
        return None
    places = spots(text)
    marks: set[tuple[int, int]] = set()
    explained: set[str] = set()
    how, asked = "words", None
    for group, corrected in wanted:
        here, kind = _marks(group, corrected, places)
        if here:
            marks |= here
            explained.add(group.asked)
            if kind != "words":
                how, asked = kind, group.asked
    if not marks:
        return None
    reason = Reason(piece=piece, text=text, how=how, marks=tuple(sorted(marks)), asked=asked)
    return _cut(reason), explained


def _marks(
    group: Group, corrected: dict[str, str], places: list[tuple[str, int, int]]
) -> tuple[set[tuple[int, int]], str]:
    standing = {word for word, _, _ in places}
    if all(any(form in standing for form in forms) for forms in group.typed):
        wanted = {form for forms in group.typed for form in forms}
        spelled = any(word in corrected for word in group.asked.split())
        marks = {(start, end) for word, start, end in places if word in wanted}
        return marks, "spelling" if spelled else "words"
    for phrase in group.synonyms:
        for first in range(len(places) - len(phrase) + 1):
            run = places[first : first + len(phrase)]
            if tuple(word for word, _, _ in run) == phrase:
                return {(run[0][1], run[-1][2])}, "synonym"
    return set(), "words"


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
