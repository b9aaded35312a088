"""To which of the treatments that a sentence names a number, a rhythm or an amount belongs."""

from __future__ import annotations

from collections.abc import Sequence

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.about import Named

_OF = Pattern(r"\s+of\s+")
_PARTS = Pattern(r"\d|\b(?:receiv\w*|infusion|injection|then|after|followed)\b")
_NEXT_STEP = Pattern(r"\b(?:then|after|followed|infusion|receiv\w*|gets?)\b")
_LABEL = 30  # letters in which a colon follows a name
_NEXT = 45  # letters after "doses of" in which the name stands, behind an amount


def is_count_of(others: Sequence[Named], who: Named, text: str, span: Span) -> bool:
    """Whether another treatment is counted: "four doses of A and two of B", "after A, B in 3 doses"."""
    of = _OF.at_start(text[span.end :])
    if of is not None:
        after = text[span.end + of.end() :][:_NEXT]
        if who.place(after) < 0 and any(one.place(after) >= 0 for one in others):
            return True
    return _comes_later(others, who, text[: span.start], _PARTS)


def is_rhythm_of(others: Sequence[Named], who: Named, text: str, span: Span) -> bool:
    """Whether it is another treatment that is given so often: "A monthly and B daily"."""
    before = text[: span.start]
    if _comes_later(others, who, before, _NEXT_STEP):
        return True
    return who.place(before) < 0 <= who.place(text) and any(one.place(before) >= 0 for one in others)


def is_amount_of(others: Sequence[Named], who: Named, text: str, span: Span) -> bool:
    """Whether another treatment of the sentence is named nearer to an amount than this one."""
    own = who.place(text)
    places = [one.place(text) for one in others]
    return own >= 0 and any(_away(place, span) < _away(own, span) for place in places if place >= 0)


def _away(place: int, span: Span) -> int:
    return span.start - place if place < span.start else max(0, place - span.end)


def _comes_later(others: Sequence[Named], who: Named, before: str, parts: Pattern) -> bool:
    """Whether another treatment is named after this one, and words between them part the two."""
    own, nearest_other = who.place(before), max((one.place(before) for one in others), default=-1)
    if not 0 <= own < nearest_other:
        return False
    # "A and B as before. C: 200 mg daily": a name with a colon begins its own plan.
    labelled = ":" in before[nearest_other : nearest_other + _LABEL]
    return labelled or parts.search(before, own, nearest_other) is not None
