"""Facts of another sort that stand beside what was read of an exclusion: "poor compliance, or pregnancy".

Who says "no" to the first may be kept out by the others: each is asked, with all the words of the criterion.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.senses import facts_of
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Requirement

_JOINT = (
    r"(?:[,;]|\b(?:or|and/or|and))\s+(?:(?:or|and|an?|any|who|are|is|have|has|with|being|current(?:ly)?"
    r"|active|known"
    r"|history|of|documented|suspected)\s+)*"
)
_FACTS = tuple(
    (fact, Pattern(_JOINT + pattern))
    for fact, pattern in (
        ("pregnant", r"pregnan(?:t|cy)\b(?! test)"),
        ("breastfeeding", r"(?:breast-?\s?feeding|lactat(?:ion|ing))\b"),
        (
            "substance_misuse",
            r"(?:(?:drug|alcohol|substance)s? (?:abus\w*|misus\w*|addict\w*|dependen\w*|users?)"
            r"|alcoholi(?:cs?|sm)"
            r"|drug addicts?)\b",
        ),
        ("smokes", r"smokers?\b"),
        ("age_fits", r"minors\b"),
        ("hard_to_comply", r"(?:poor |non-?\s?|lack of )(?:complian\w+|adheren\w+|cooperat\w+)"),
        (
            "doctor_objects",
            r"other (?!than\b)(?:[\w-]+ ){0,4}?(?:factors?|conditions?|reasons?|diseases?|illness\w*"
            r"|circumstances"
            r"|situations?|disorders?)\b[^.;]{0,60}\b(?:investigators?|physicians?|doctors?"
            r"|researchers?)\b",
        ),
    )
)
#: Looked for first: few texts name one of them.
_MAY_NAME = Pattern(
    r"pregnan|breast|lactat|abus|misus|addict|dependen|users?\b|alcoholi|smoker|minors|complian|adheren|cooperat"
    r"|investigat|physician|doctor|researcher"
)
#: Gives cases or what does not count, or tells what something comes of.
_TELLS = Pattern(
    r"\b(?:such as|includ\w+|like|e\.?g|i\.?e|for example|defined|except\w*|unless|other than|without"
    r"|due to|caus\w*"
    r"|because|not|no|if)\b|[:(]"
)
#: Beside these the others are looked for.
_LISTED = frozenset(
    {"hard_to_comply", "smokes", "smoked", "substance_misuse", "prisoner", "legal_guardian", "other_trial"}
)
_AKIN = {"smokes": frozenset({"smoked"})}


def with_facts(found: Requirement, first: str) -> Requirement:
    """The requirement of an exclusion with the other facts that its first sentence names behind a joint."""
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    held = facts_of(found)
    if not held <= _LISTED or not all(
        isinstance(part, HasCondition | HasTreatment | Holds) and part.wide for part in parts
    ):
        return found
    if not _MAY_NAME.within(first):
        return found
    outside = " ".join(outside_brackets(first).split())
    named = " ".join(p.concept.name for p in parts if isinstance(p, HasCondition | HasTreatment))
    more = tuple(
        fact
        for fact, pattern in _FACTS
        if fact not in held
        and not _AKIN.get(fact, frozenset()) & held
        and (place := pattern.search(outside)) is not None
        and place[0].strip(" ,;") not in named
        and not _TELLS.search(outside, 0, place.start())
    )
    whole = next(p.qualifiers[0] for p in parts if isinstance(p, HasCondition | HasTreatment | Holds))
    held_more = tuple(Holds(fact=fact, qualifiers=(whole,), wide=True) for fact in more)
    return AnyOf(parts=(*parts, *held_more)) if more else found
