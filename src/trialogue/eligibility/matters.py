"""Facts of a kind of things ("one of these health problems") whose words are of another matter, or of two.

Such a fact is asked with the record's words, so its question must be about what the words are about. Where
they are of another matter, that is asked instead, or nothing is read; where another stands beside it, both
are asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import AllOf, AnyOf, Free, HasCondition, Holds, Not, Requirement

_ILLNESS = frozenset({"illness_named", "illness_now", "illness_fits"})
_TREATMENT = frozenset(
    {"treatment_named", "treatment_had", "treatment_now", "treatment_fits", "care_planned"}
)
_RESULTS = frozenset({"results_named", "test_result"})
_TRIALS = frozenset({"earlier_trial", "other_trial", "planned_trial"})
_WORK = frozenset({"work_fits"})
_AGE = frozenset({"age_fits"})
_HOSPITAL = frozenset({"in_hospital", "was_in_hospital"})
_NEED = frozenset({"care_needed"})
_WATCHED = _NEED | _ILLNESS | _TREATMENT | _RESULTS | _WORK | _AGE | _HOSPITAL

_PEOPLE = r"(?:(?:any|all|adult|the|patients?|subjects?|participants?|who|are|is|were|was|been|have|has)\s+)*"


class _Row(NamedTuple):
    """Words that show another matter than that of some facts; ``fact`` asks about it."""

    of: frozenset[str]
    shown: Pattern
    fact: str = ""


_UNREAD = (
    _Row(
        _ILLNESS,
        Pattern(
            r"\bquarantine order|\b(?:drug|possible|potential) interactions?\b"
            r"|\b(?:parent\w*|patient) acceptance\b"
            r"|\bstudies recruiting\b|\b(?:patient )?registration on\b|^failure to complete\b"
            r"|^[\w ]{3,60} (?:is|are) defined as\b(?!.*:)"
        ),
    ),
    _Row(
        _TREATMENT,
        Pattern(
            r"\b(?:interpreters?|translators?)\b|\btravel history\b|\barticles l\.|\bpublic health code\b"
            r"|^(?:the )?study (?:treatment|drug|medication|intervention|therapy|procedure)s? (?:may|might"
            r"|could|can|would|will|is|are)\b"
        ),
    ),
    _Row(
        _RESULTS, Pattern(r"^time interval\b|\bsmart-?phones?\b|\bmobile apps?\b|\bmotivated\b|\bliving in\b")
    ),
    _Row(_WORK, Pattern(r"\bprotection of (?:justice|the court)|\bunder (?:legal |judicial )?protection\b")),
    _Row(_AGE, Pattern(r"\d years? \d[\d.]* \d[\d.]* \d")),
)
#: Inclusions that let in others, too.
_OR_OTHERS = _Row(
    _HOSPITAL | _RESULTS,
    Pattern(
        r"\bor (?:patients? (?:(?:the|a) |deemed|considered|judged)|outpatients?\b|ambulatory\b)"
        r"|\bor (?:[\w-]+ )?exposure\b"
    ),
)
_INSTEAD = (
    _Row(
        _ILLNESS | _TREATMENT,
        Pattern(
            rf"^{_PEOPLE}(?:visiting|attending|presenting (?:to|at)|seen (?:in|at)|referred to)\s+"
            r"(?:(?:the|an?|our|another)\s+)?(?:[a-z]+ ){0,2}(?:department|clinic|unit|hospital"
            r"|cent(?:er|re))s?\b(?!.*\b(?:with|for|or|and)\b)"
        ),
        "cared_for_there",
    ),
    _Row(
        _ILLNESS,
        Pattern(
            r"^(?:(?:previous|prior|past|current|recent|present|need for|requirement (?:of|for)|or|and)\s+)*"
            r"hospitali[sz]ations?\b"
        ),
        "hospital",
    ),
    _Row(
        _ILLNESS,
        Pattern(rf"^{_PEOPLE}(?:(?:already|currently)\s+)*taking\b(?!.*\b(?:or|and|who)\b)"),
        "treatment_now",
    ),
    _Row(
        _ILLNESS,
        Pattern(
            r"\bordinal scale (?:category|score|of)\b"
            r"|^(?:qrs|qtc?f?|pr) (?:duration|interval)[^,;]*$"
            r"|^(?:chronic |maintenance )?h(?:a)?emodialysis or (?:e?gfr|glomerular filtration rate)\b"
            r"|\bfollowing (?:conditions|abnormalities|findings) in (?:the )?laborator"
        ),
        "results_named",
    ),
    _Row(_RESULTS, Pattern(r"^(?:an? )?high index of suspicion\b"), "illness_fits"),
    _Row(
        _TREATMENT,
        Pattern(
            r"^(?:(?:known|suspected|presence of|or|pre-?existing)\s+)*antibod(?:y|ies) (?:to|against)\b"
            rf"|^{_PEOPLE}(?:a |the )?(?:difference|change|increase|decrease|improvement) (?:in|of) (?:the )?"
            r"[\w-]+ scores?\b"
        ),
        "results_named",
    ),
    _Row(
        _HOSPITAL,
        Pattern(
            rf"^{_PEOPLE}admitted (?:from [a-z ]{{1,30}} )?(?:on|under) (?:[a-z]+ )?(?:[a-z]+ )?ventilation\b"
        ),
        "ventilator",
    ),
)
_NO_CARE = r"(?!.*\b(?:regardless|without)\b)"
#: Of exclusions: each matter keeps out.
_OR_ALSO = (
    _Row(_NEED, Pattern(r"\bor [^,;]{0,30}(?:\bscores?\b|[<>≤≥])"), "results_named"),
    _Row(
        _RESULTS,
        Pattern(
            r"^(?=.*\bor\b)(?:.*\b(?:or|was|is|are)\s)?(?:(?:already|being|currently|on|requir\w+|need\w*"
            r"|receiv\w+|acute|chronic|maintenance|for)\s+)*(?:dialysis|h(?:a)?emodialysis|h(?:a)?emofiltration"
            rf"|renal replacement|ecmo|extracorporeal){_NO_CARE}"
        ),
        "treatment_named",
    ),
    _Row(
        _RESULTS,
        Pattern(
            r"\bor (?:(?:an?|the|known|high|clinical|any)\s+)*(?:congenital|suspicion (?:for|of)|suspected)\s"
            r"|^abnormal (?:blood|laborator\w+) tests?\b.*\b(?:diseases?|disorders?)\b"
            r"|^including,? but not limited to\b.*\b(?:failure|diseases?|infarction|cancer)\b"
        ),
        "illness_named",
    ),
    _Row(
        _ILLNESS,
        Pattern(
            r"\b(?:or|and)\s+(?:failure|inability|unwillingness|refusal) to (?:take|comply|adhere|cooperate"
            r"|attend)\b|\b(?:or|and)\s+(?:poor|non-?)\s?(?:complian\w+|adheren\w+)"
        ),
        "hard_to_comply",
    ),
    _Row(
        _ILLNESS | _TREATMENT,
        Pattern(
            r"\b(?:have|has|had|who)\s+participated in"
            r" (?:(?:any|an|another|other|interventional|clinical|drug)\s+)+(?:trials?|stud(?:y|ies))\b"
        ),
        "earlier_trial",
    ),
    _Row(
        _ILLNESS,
        Pattern(
            r"(?:,|;|\bor)\s+(?:surgery on|resection of)\b"
            r"|\bsuch as (?:(?:recent|prior|major|general)\s+)+surgery\b"
            r"|\b(?:or|and)\s+(?:having |has |have |had )?(?:undergone|underwent)\b"
        ),
        "treatment_had",
    ),
    _Row(
        _ILLNESS,
        Pattern(
            r"\bvaccine inoculation\b"
            r"|\bor\s+(?:on|receiving|requiring|needing)\s+(?:h(?:a)?emo)?dialysis\b"
        ),
        "treatment_named",
    ),
)
#: Of inclusions: each matter is needed.
_AND_ALSO = (
    _Row(_AGE, Pattern(r"\d\s?(?:kg|kilograms?|pounds)\b|\bbody weight\b|\bbmi\b"), "results_named"),
    _Row(_WORK, Pattern(r"\b(?:aged|over the age|years old|years of age)\b"), "age_fits"),
    _Row(_WORK, Pattern(r"\btested (?:positiv|negativ)"), "test_result"),
    _Row(
        _RESULTS,
        Pattern(r"^(?:after receiving|for conventional)\b.*\b(?:treatment|courses|cycles|therapy)\b"),
        "treatment_fits",
    ),
)
#: Those in whom an illness was not found are let in, too.
_SUSPECTED_TOO = Pattern(
    r"(?:^|[.;(]\s*)(?:(?:patients?|subjects?|with|highly|strongly|not|non-?\s?confirmed|unconfirmed|suspicious)\s+)*"
    r"(?:suspect(?:s|ed)?|suspicious|unconfirmed|suspicion)\b[^.;]{0,80}\b(?:may|can|could) (?:also )?be"
    r" (?:enrol\w+|included|accepted|considered)"
)

#: Of how a medicine is taken.
_SWALLOWING = Pattern(r"\b(?:difficult\w*|trouble|problems?) (?:in |with )?swallowing\b")


def of_its_matter(found: Requirement, *, exclusion: bool) -> Requirement:
    """The requirement with what its words are about; ``Free`` where no fact asks about that."""
    if isinstance(found, HasCondition) and not exclusion:
        return Free() if any(_SUSPECTED_TOO.within(one) for one in found.qualifiers) else found
    if isinstance(found, Not) and isinstance(found.part, Holds) and found.part.fact in _TREATMENT:
        return Free() if any(_SWALLOWING.within(one) for one in found.part.qualifiers) else found
    if isinstance(found, Holds):
        return _of_fact(found, exclusion=exclusion)
    joined = AnyOf if exclusion else AllOf
    if not isinstance(found, joined):
        return found
    parts = tuple(_of_fact(p, exclusion=exclusion) if isinstance(p, Holds) else p for p in found.parts)
    if any(isinstance(part, Free) for part in parts):
        return Free()
    if parts == found.parts:
        return found
    split = [part.parts if isinstance(part, joined) else (part,) for part in parts]
    told: dict[object, Requirement] = {}
    # What was read comes before what is added: of two facts of a kind, that which was read stays.
    for one in (*(first for first, *_ in split), *(other for _, *more in split for other in more)):
        told.setdefault(_sort(one), one)
    return joined(parts=tuple(told.values()))


def _sort(one: Requirement) -> object:
    """Two facts of one kind of things ask the same."""
    if not isinstance(one, Holds) or not one.wide:
        return one
    return next((kind for kind in (_ILLNESS, _TREATMENT, _RESULTS, _TRIALS) if one.fact in kind), one)


def _of_fact(held: Holds, *, exclusion: bool) -> Requirement:
    if held.fact not in _WATCHED or not held.wide or held.value != "yes" or len(held.qualifiers) != 1:
        return held
    words = held.qualifiers[0]
    if any(held.fact in row.of and row.shown.search(words) for row in _UNREAD):
        return Free()
    if not exclusion and held.fact in _OR_OTHERS.of and _OR_OTHERS.shown.search(words):
        return Free()
    for row in _INSTEAD:
        if held.fact in row.of and row.shown.search(words):
            return replace(held, fact=row.fact)
    return _with_others(held, outside_brackets(words), exclusion=exclusion)


def _with_others(held: Holds, told: str, *, exclusion: bool) -> Requirement:
    """The fact, and those of the other matters that stand beside it."""
    more = [
        replace(held, fact=row.fact)
        for row in (_OR_ALSO if exclusion else _AND_ALSO)
        if held.fact in row.of and row.shown.search(told)
    ]
    if not more:
        return held
    return (AnyOf if exclusion else AllOf)(parts=(held, *more))
