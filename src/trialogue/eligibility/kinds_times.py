"""When the things of a list hold that is read by their kinds: now, up to now, to come, or at any time.

A list of plainly present illnesses does not keep out who had one of them, and a plan of an operation is no
operation that was. Where the words leave it open, all times are asked.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.time_marks import planned_in
from trialogue.model.requirement import AllOf, AnyOf, Holds, Not, Requirement

_ILLNESSES = "illness_named"
_TREATMENTS = "treatment_named"
_ILL_NOW = "illness_now"
_HAD = "treatment_had"
_GETS = "treatment_now"
_TO_COME = "care_planned"

#: What may be over and count all the same.
_GONE_BY = Pattern(
    r"\b(?:histor\w+|prior|previous\w*|past|ever|ago|within|last|had|were|was|been|since|before|recent\w*"
    r"|episodes?|months?|weeks?|years?|days?|hours?|h|experienced|occurr\w+|develop\w+|diagnos\w+|during|former\w*"
    r"|childhood|remission|cured|treated|recover\w*|anamnesis|proven|after|following|resol\w+|lifetime"
    r"|\w+ed (?:from|with|by)|received|underwent|undergone|operat\w+|surger\w+|surgical|\w+ectomy|post)\b"
)
#: What happens at one time.
_HAPPENS = Pattern(
    r"infarct|stroke|accident|injur|trauma|fractur|seizure|convuls|embol|attack|transplant|reaction|anaphyl"
    r"|syncope|arrest|suicid|concussion|miscarr|abortion|birth"
)
#: What may be taken to be there for ever.
_STAYS = Pattern(
    r"h[a]?emorrhag|bleed|epilep|thrombo(?!cyt)|cancer|tumou?r|malignan|neoplas|carcinoma|lymphoma|leuk[a]?emi|melanoma|sarcoma|myeloma"
    r"|allerg|sensitiv|intoleran|shock|abuse|misuse|addict|dependen|psycho|perforat|contraindic|immunodefici"
    r"|isch[a]?emi|coma|delirium"
)
_THERE = Pattern(
    r"\W*(?:(?:patients?|subjects?|participants?|those|with|who|have|has|the|any|known|a|an|clinical|or|and)\s+)*"
    r"(?:active|current\w*|ongoing|suspect\w+|suspicion|acute|presence|evidence|signs?|symptoms?|uncontrolled"
    r"|untreated|unstable|symptomatic|presently)\b"
)
_CARE = Pattern(r"\bhospitali[sz]\w+|\badmi(?:ssion|tted)|\bin-?patient")
_UP_TO_NOW = Pattern(
    r"\b(?:histor\w+|prior|previous\w*|past|ever|ago|last|were|was|been|since|before|received|receipt|underwent"
    r"|undergone|recent\w*|had|exposure|exposed|treated|taken|used|completed|anamnesis|within)\b"
)
_AT_PRESENT = Pattern(
    r"\b(?:current\w*|ongoing|concurrent\w*|concomitant\w*|receiving|taking|chronic\w*|regular\w*|daily|on|under"
    r"|undergoing|using|simultaneous\w*|active|baseline|use|intake|per day)\b|/day\b"
)
#: A plan, whenever it falls.
_PLAN_FIRST = Pattern(
    r"\W*(?:planned|scheduled) (?!or\b|and\b)"
    r"(?!.*\b(?:current|ongoing|recent|prior(?! to)|previous|past|history|had)\b)"
)
_HEADED = Pattern(r"(?:concurrent|concomitant|current) (?:medications?|treatments?|therap(?:y|ies)):")
_BOTH = Pattern(
    r"\b(?:current\w*|ongoing|concurrent|concomitant) (?:or|and|and/or) (?:planned|anticipated|scheduled)\b"
    r"|\b(?:planned|anticipated|scheduled) (?:or|and|and/or) (?:current|ongoing|concurrent|concomitant)\b"
)
#: A plan beside what is no plan, or to end what goes on.
_BESIDE = Pattern(
    r"\bor (?:\w+ )?(?:plan|schedul|anticipat|expect|intend|elective|indicat|candidate"
    r"|likely)"
    r"|\bdiscontinu|\bstop|\bfor (?:less|more|at least)\b"
)
#: Of what may be to come, too.
_OPEN = Pattern(
    r"\b(?:candidates?|need\w*|requir\w+|list(?:ed)?|await\w*|likely|will|during|throughout|intend\w*|expect\w*"
    r"|anticipat\w+|schedul\w+|elective|plan\w*|prepar\w+|indicat\w+|hold|stop\w*|discontinu\w+|refus\w*|unable"
    r"|unwilling|going|until|after|follow\w*|start\w*|initiat\w+|may|can|should|must|could|possib\w+|considered"
    r"|waiting|proposed|intention|upcoming|next|undergo(?:ing)?|while|study|trial|protocol|change\w*|adjust\w*)\b"
)


def at_its_time(requirement: Requirement) -> Requirement:
    """The requirement, each kind of things in it at the time that its words tell of."""
    match requirement:
        case Holds(fact="illness_named" | "treatment_named" as fact, qualifiers=(words, *_)):
            facts = (_of_illness(words),) if fact == _ILLNESSES else _of_treatment(words)
            held = tuple(replace(requirement, fact=fact) for fact in facts)
            return held[0] if len(held) == 1 else AnyOf(parts=held)
        case Not(part=part):
            return Not(part=at_its_time(part))
        case AnyOf(parts=parts):
            timed = tuple(dict.fromkeys(held for part in parts for held in _each(at_its_time(part), part)))
            return timed[0] if len(timed) == 1 else AnyOf(parts=timed)
        case AllOf(parts=parts):
            return AllOf(parts=tuple(at_its_time(part) for part in parts))
    return requirement


def _each(timed: Requirement, part: Requirement) -> tuple[Requirement, ...]:
    """The facts that one was parted into, or the one requirement."""
    return timed.parts if isinstance(part, Holds) and isinstance(timed, AnyOf) else (timed,)


def _of_illness(words: str) -> str:
    if _CARE.search(words) and _PLAN_FIRST.match(words):
        return _TO_COME
    if _CARE.search(words) and planned_in(words) and not _UP_TO_NOW.search(words):
        return _TO_COME
    if _GONE_BY.search(words) or _HAPPENS.search(words):
        return _ILLNESSES
    return _ILLNESSES if _STAYS.search(words) and not _THERE.match(words) else _ILL_NOW


def _of_treatment(words: str) -> tuple[str, ...]:
    before, now = _UP_TO_NOW.search(words), _AT_PRESENT.search(words)
    if _HEADED.match(words):
        return (_GETS,)
    if _PLAN_FIRST.match(words):
        return (_TO_COME,)
    if _BOTH.search(words) and not before:
        return (_GETS, _TO_COME)
    beside = _BESIDE.search(words)
    alone = beside is None or planned_in(words[: beside.start()])
    if planned_in(words) and not before and not now and alone:
        return (_TO_COME,)
    if _OPEN.search(words):
        return (_TREATMENTS,)
    return (_GETS,) if now and not before else (_HAD,)
