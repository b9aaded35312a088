"""How far a person has come, in words: what is left to ask, and what the last answer changed."""

from __future__ import annotations

from trialogue.model.criterion import CriterionKind
from trialogue.model.truth import Truth
from trialogue.model.verdict import Outcome, PreScreening, Verdict

_OUTCOMES = {
    Outcome.LIKELY: "You seem likely to fit.",
    Outcome.POSSIBLE: "You may fit.",
    Outcome.UNLIKELY: "You are not likely to fit.",
    Outcome.TOO_LITTLE_KNOWN: "Too little is known to say.",
}


def left_words(count: int) -> str:
    """``about 4 more``: above ten in steps of five, since answers may make questions fall away."""
    if count == 0:
        return "nothing more to ask"
    if count == 1:
        return "1 more"
    return f"about {count if count <= 10 else 5 * round(count / 5)} more"


def outcome_words(outcome: Outcome) -> str:
    """The outcome in one sentence to the person. It promises nothing: the study team decides."""
    return _OUTCOMES[outcome]


def what_changed(before: PreScreening, after: PreScreening) -> str:
    """What the last answer did, in words. Both are of one study."""
    earlier = {_name(verdict): verdict.truth for verdict in before.verdicts}
    settled: list[Verdict] = []
    reopened = 0
    for verdict in after.verdicts:
        was = earlier.get(_name(verdict), Truth.UNKNOWN)
        if verdict.truth is was or not _own(verdict):
            continue
        if verdict.truth is Truth.UNKNOWN:
            reopened += 1
        else:
            settled.append(verdict)
    parts = _settled_words(settled)
    if reopened:
        parts.append(f"{_points(reopened)} {'is' if reopened == 1 else 'are'} open again.")
    if before.outcome is not after.outcome:
        parts.append(outcome_words(after.outcome))
    return " ".join(parts) or "This answer changes nothing so far."


def _name(verdict: Verdict) -> str:
    return verdict.criterion.id if verdict.criterion is not None else verdict.field or ""


def _own(verdict: Verdict) -> bool:
    """Whether the verdict is on one point, not on a list of points that are counted themselves."""
    return verdict.criterion is None or verdict.criterion.joined is None


def _settled_words(settled: list[Verdict]) -> list[str]:
    fits = [verdict for verdict in settled if verdict.truth is Truth.MET]
    against = [verdict for verdict in settled if verdict.truth is Truth.NOT_MET]
    parts: list[str] = []
    if fits:
        parts.append(f"{_points(len(fits))} {'fits' if len(fits) == 1 else 'fit'} you now.")
    if against:
        barred = sum(v.criterion is not None and v.criterion.kind is CriterionKind.EXCLUSION for v in against)
        end = " because of something the trial rules out" if barred == len(against) else ""
        parts.append(f"{_points(len(against))} {'does' if len(against) == 1 else 'do'} not fit you{end}.")
    return parts


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"
