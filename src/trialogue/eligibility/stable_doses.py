"""Doses that stay the same: "on a stable dose of metformin for at least 3 months" is about metformin."""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import HasTreatment, Not, Requirement, Time

_STABLE = Pattern(
    r"(?:an? |the |their )?(?:stable|constant|unchanged)(?:,? (?:and|or) [\w-]+)?"
    r"(?: (?:background|maintenance|daily|oral|standard|optimal|medical))*"
    r" (?:doses?|dosages?|dosing|regimens?|treatments?|therap(?:y|ies))(?:\(s\))? (?:of|with) (?P<what>\w.*)"
)
_SHORT = Pattern(r"stable (?P<what>\w[\w /-]{2,40}?) (?:doses?|dosages?|dosing)")
_ENDS = " .,;"


def with_stable_dose(requirement: Requirement, words: str) -> Requirement:
    """The same demand; of a treatment named by its stable dose, the treatment, whose dose stays the same."""
    if isinstance(requirement, Not):
        return Not(part=with_stable_dose(requirement.part, words))
    if not isinstance(requirement, HasTreatment) or requirement.time in {Time.PAST, Time.PLANNED}:
        return requirement
    name = requirement.concept.name
    found = _STABLE.whole(name) or _SHORT.whole(name)
    if found is None:
        return requirement
    stable = replace(
        requirement,
        concept=replace(requirement.concept, name=found["what"]),
        time=Time.CURRENT,
        stable=True,
    )
    window = find_window(words)
    if window is None or not window.lasting or requirement.window is not None:
        return stable
    before, behind = words[: window.start].strip(_ENDS), words[window.end :].strip(_ENDS)
    told = " ".join(requirement.qualifiers).strip(_ENDS)
    alone = told == words[window.start :].strip(_ENDS) or requirement.wide
    if before.endswith(name) and not behind and alone:
        return replace(stable, window=window.window, qualifiers=(), wide=False)
    return stable
