"""Other things that stand behind the head of a demand whose words are kept in full.

"Stage 4 lung disease with hypoxia, or interstitial lung disease with hypoxia": who does not have the first
would say "no", and may be kept out by the second. Each is named beside the head, or told by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_event import name_and_rest
from trialogue.eligibility.read_kinds import ILLNESSES, TREATMENTS
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_lists import part_of_list
from trialogue.eligibility.read_results import RESULTS
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.windows import find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Not, Requirement

_JOINT = re.compile(r"\s*[,;]\s*(?:(?:or|and/or)\s+)?|\s+(?:or|and/or)\s+")
#: Gives cases, a reason or what does not count: what follows is not another thing.
_TELLS = Pattern(
    r"\b(?:such as|includ\w+|inclusive|like|e\.?g|i\.?e|for example|defined|namely|other than|except\w*"
    r"|excluding|exclusion|unless|despite|regardless|due to|result\w*|caus\w*|secondary|explain\w*"
    r"|manifest(?:ed|ing|s)|if|either|one"
    r" of|following|suspected|evidenced|judged|opinion|but|risk)\b|[:<>≤≥=(]"
)
#: Holds what follows: "requiring A or B".
_HOLDS = Pattern(
    r"\b(?:that|which|who|whose|with|without|requir\w+|need\w*|of|to|for|from|by|in|on|at|as|associated"
    r"|related|treated"
    r"|under|against|involving|affecting|considered|is|are|was|were|not|during|after|before|within|since"
    r"|while)\b"
)
_NO_START = Pattern(
    r"(?:within|during|after|before|at|in|on|for|of|with|without|by|from|to|that|which|who|not|no|higher"
    r"|more|less"
    r"|longer|older|greater|above|below|worse|other|others|any other|those|their|its|the|both|if|is|are"
    r"|was|were"
    r"|been|be|and|\d|half-|whichever|except\w*|[a-e]|[ivx]+|equivalent|similar)\b"
)
_OWN = Pattern(r"(?:with|that|which|who|requir\w+|within|in the (?:last|past)|treated|due|diagnosed|of)\b")
#: Begins a thing of its own, also behind cases of the one before it.
_ANEW = Pattern(
    r"(?:(?:an?|any|the)\s+)*(?:(?:administration|receipt|use|history|diagnosis) of|treatment with"
    r"|newly diagnosed)\b"
)
_EXCEPTS = Pattern(r"\b(?:except\w*|excluding|unless|other than|despite|without)\b")
_NEEDED = Pattern(r"\b(?:requir\w+|need\w*)\b")
#: Says how bad an illness is.
_NEEDS = Pattern(r"(?:requir\w+|need\w*)\b")
_WHEN = Pattern(r"\b(?:within|(?:in|during) the (?:last|past))\b")
_LAST_WORD = re.compile(r"[\w'’-]+$")
_GENERAL = words("illnesses_in_general")
_MAY_LIMIT = re.compile(r"(?:[<>≤≥=]|\b(?:than|least|most|above|below|over)\b).{0,20}\d")
_JOINT_BEFORE = re.compile(r"(?:[,;]|\bor)\s+(?:an?\s+)?$")
#: What a limit that follows belongs to.
_SETS = Pattern(r"[<>≤≥:(]|\b(?:defined|evidenced?|with|as|based|i\.?e|e\.?g|by|if|unless|except\w*)\b")
_BRACKET_BEHIND = re.compile(r"\)\s+or\s")
#: What stands right behind "or" and a bracket may name an illness that no table knows.
_MAY_NAME = re.compile(r"(?:[\w'’-]+ ){0,4}[\w'’-]{3,}$")
_NAMED_SO_OFTEN = 6


def with_others(
    found: Requirement, first: str, known: dict[str, NameKind], *, exclusion: bool
) -> Requirement:
    """The requirement with what else its first sentence names behind it; the same where that is nothing."""
    if isinstance(found, Not):
        inner = with_others(found.part, first, known, exclusion=True)
        return found if inner is found.part else Not(part=inner)
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    things = [part for part in parts if isinstance(part, HasCondition | HasTreatment) and part.wide]
    if len(things) < len(parts) or any(allergic_in(part.concept.name) for part in things):
        return found
    outside = " ".join(outside_brackets(first).split())
    place = _end_of(things, outside)
    if place is None:
        return found
    behind = first[first.find(things[-1].concept.name) :]
    unknown = not exclusion and _BRACKET_BEHIND.search(behind) is not None
    others = list(_others(outside, place, things, known, unknown=unknown))
    facts = _beside(outside, place) if exclusion else ()
    if not others and not facts:
        return found
    whole = things[0].qualifiers[0]
    if not exclusion:
        return Holds(fact="illness_fits", qualifiers=(whole,), wide=True)
    more = [one for other, kind in others for one in _named(other, kind, whole, known)]
    more += [Holds(fact=fact, qualifiers=(whole,), wide=True) for fact in facts]
    unique = tuple(dict.fromkeys((*parts, *more)))
    return AnyOf(parts=unique) if len(unique) <= _NAMED_SO_OFTEN else found


def _end_of(things: list[HasCondition | HasTreatment], outside: str) -> int | None:
    """Where the last of the named things ends; None where one does not stand in the text as it is named."""
    places = [outside.find(part.concept.name) for part in things]
    if min(places) < 0:
        return None
    return max(place + len(part.concept.name) for place, part in zip(places, things, strict=True))


def _beside(outside: str, start: int) -> tuple[str, ...]:
    """A limit of a measure at the end of a list of things."""
    if _MAY_LIMIT.search(outside, start) is None:
        return ()
    limits = (c for c in find_comparisons(outside) if not c.is_time and c.variable != "age")
    of_results = any(
        (place := (c.var_end or 0) - len(c.variable or "")) > start
        and _JOINT_BEFORE.search(outside[start:place])
        and not _SETS.search(outside, start, place)
        and fact_named(c.variable or "") is not None
        for c in limits
    )
    return (RESULTS,) * of_results


def _named(item: str, kind: NameKind, whole: str, known: dict[str, NameKind]) -> tuple[Requirement, ...]:
    one = part_of_list(item, whole, known)
    if one is None:
        fact = ILLNESSES if kind is NameKind.CONDITION else TREATMENTS
        one = Holds(fact=fact, qualifiers=(whole,), wide=True)
    return one.parts if isinstance(one, AnyOf) else (one,)


def _others(
    outside: str,
    start: int,
    things: list[HasCondition | HasTreatment],
    known: dict[str, NameKind],
    *,
    unknown: bool,
) -> Iterator[tuple[str, NameKind]]:
    """The things that stand beside the named ones, behind a place: the words of each, and its kind.

    ``unknown``: what stands behind a bracket and "or" may be an illness that no table knows.
    """
    names = [part.concept.name.casefold() for part in things]
    ill = all(isinstance(part, HasCondition) for part in things)
    for joint in _JOINT.finditer(outside, start):
        if joint.start() < start:
            continue
        said, item = outside[start : joint.start()], outside[joint.end() :]
        anew = not unknown and "or" in joint[0] and _ANEW.match(item) is not None
        if _goes_on(said, item, anew=anew, ill=ill):
            continue
        rest = lead_of(item).rest
        name, tail = name_and_rest(rest)
        kind = kind_of_name(name, known)
        if kind is None and unknown and ill and not said.strip() and "or" in joint[0]:
            kind = NameKind.CONDITION if _MAY_NAME.match(name) else None
        if kind is None or allergic_in(name) or name.casefold() in " ".join(names):
            continue
        if (anew and not (kind is NameKind.TREATMENT and _NEEDED.search(said))) or _is_another(
            said, joint[0], name, tail, names, ill=ill, kind=kind
        ):
            yield item, kind
            names.append(name.casefold())
            start = joint.end() + len(item) - len(rest) + len(name)


def _goes_on(said: str, item: str, *, anew: bool, ill: bool) -> bool:
    """Whether words behind a joint go on with cases, exceptions or what is said of the thing before it."""
    if _TELLS.search(said) and (not anew or _EXCEPTS.search(said)):
        return True
    return any(one.match(item) for one in (_TELLS, _NO_START, *(_NEEDS,) * ill))


def _is_another(
    said: str, joint: str, name: str, tail: str, names: list[str], *, ill: bool, kind: NameKind
) -> bool:
    """Whether a thing stands beside the one before it, and not in a clause that says more of that."""
    window = find_window(said)
    bare = said if window is None else f"{said[: window.start]} {said[window.end :]}"
    comma, either = joint.strip()[:1] in {",", ";"}, "or" in joint
    own = _OWN.match(tail) is not None
    if not _HOLDS.search(bare):
        return either or own
    same = ill == (kind is NameKind.CONDITION)
    if either and (own or not tail) and _shares_noun(name, names):
        return True
    if not same or not ill:
        return False
    if either and comma and "," not in bare:
        return own or not tail
    return comma and not either and _WHEN.match(tail) is not None


def _shares_noun(name: str, names: list[str]) -> bool:
    """Whether a name ends as one before it does: "locally advanced lung cancer", "metastatic lung cancer"."""
    last = _LAST_WORD.search(name.casefold())
    return last is not None and last[0] not in _GENERAL and any(last[0] in one.split() for one in names)
