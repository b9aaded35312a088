"""Words that tell of the past, of now or of what is planned, where no lead says it."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import Time

_PAST = Pattern(
    r"\b(?:in (?:the )?anamnesis|(?<!by )(?<!per )(?<!medical )history|histories|prior|previous(?:ly)?"
    r"|past|ever|ago"
    r"|within|in the last|during the last|had|were|was"
    r"|(?<!not )been|since|last \w+ (?:years|months|weeks|days)|before|received|underwent|undergone|occurr\w+"
    r"|experienced"
    r"|recent(?:ly)?|(?:has|have|had|who) developed)\b"
)
_NOW = Pattern(
    r"\b(?:current(?:ly)?|ongoing|on-going|concomitant(?:ly)?|concurrent(?:ly)?|chronic(?:ally)?"
    r"|background|need\w*|requir\w+|active (?:\w+ )?(?:treatment|therapy|chemotherapy)"
    r"|taking|using|receiving|being|on|regular(?:ly)?|continuous(?:ly)?|daily|at (?:screening"
    r"|baseline|enrol?lment"
    r"|inclusion|study entry|the time))\b"
)
_PLANNED = Pattern(
    r"\b(?:(?<!no )(?<!not )(?<!before the )(?<!prior to the )(?<!preceding the )(?<!before )"
    r"(?<!prior to )(?<!treatment )(?<!care )(?<!study )(?:pre-?)?plan\w*(?! (?:start|date"
    r"|initiation|first|(?:first |study )?dos"
    r"|random|enrol|visit|day))"
    r"|(?<!first )scheduled(?! (?:first |study )?(?:study|blood|test|skin|dos|visit|start|administration"
    r"|time))|anticipat\w+"
    r"|intend\w*(?! to (?:treat|prevent|modify|reduce|improve|control|suppress|alter|lower|affect))"
    r"|intention (?=to|of)|expected to(?! (?:impact|affect|interfere|influence))"
    r"|likely to (?:need|require|receive|undergo|start|begin|take|use|get|become)|will (?:need"
    r"|require|receive"
    r"|undergo|be(?! (?:exclu|ineligib|consider)))|awaiting|proposed for"
    r"|upcoming|elective|going to|candidates? for|indicat(?:ed|ion) for"
    r"|about to|preparing (?:for|to|treatment)|imminent"
    r"|(?:months|weeks|days|years) after (?:the )?(?:inclusion|enrol\w*|first|start"
    r"|random\w*|vaccination|(?:each|study|trial) (?:\w+ )?(?:vaccin\w+|dos(?:e|ing)|administration"
    r"|injection)))\b"
)
#: What the study gives, or its end: what is said to come after it is still to come.
OF_STUDY = (
    r"(?:(?:the|this|completion|end|last|final|stopping|of|dose|doses|administration|cessation) )*"
    r"(?:study|trial|protocol|last|final|treatment|dose)\b"
    r"(?! (?:entry|start|enrol|inclusion|begin|onset|random|registration|accrual))"
)
_DURING = Pattern(
    rf"\bfor (?:at least |a minimum of )?[\w-]+ (?:day|week|month|year)s? (?:after|following) {OF_STUDY}|"
    r"\b(?:during|throughout|over|for the duration of|while (?:on|in"
    r"|participating)) (?:the |and (?:for )?(?:at least )?\w+ \w+ (?:after|following) (?:the )?)?"
    r"(?:(?:course|duration|period|time) of )?"
    r"(?:the |this )?(?:study|trial|treatment|follow|entire|whole|protocol|participation|intervention)"
)


def planned_in(text: str) -> bool:
    """Whether a text tells of what is to come."""
    return _PLANNED.search(text) is not None or _DURING.search(text) is not None


#: A condition that is there now, whatever else in its words is past ("unresolved toxicity of prior drugs").
_STILL = Pattern(
    r"^\W*(?:(?:patients?|subjects?|participants?|who|with|have|has|any|the|an?|of|evidence|presence"
    r"|clinically|known)\s+)*"
    r"(?:.{0,80}\bnot (?:yet )?(?:been )?(?:fully |completely )?(?:recovered|resolved)|unresolved|active"
    r"|ongoing|current\w*|suspected|uncontrolled|untreated|unstable|symptomatic|persistent"
    r"|residual|unhealed)\b"
)


#: What a condition came after is not the condition.
_AFTER = Pattern(
    r"\b(?:following|after|despite|on|to|with|from)\s+(?:at least\s+)?(?:\w+\s+){0,2}(?:prior"
    r"|previous)(?! to)\b"
    r"|\bpreviously (?:un)?(?:treated|irradiated|diagnosed|documented|confirmed|established)\b"
)
#: What a condition needed before: it is there still.
_NEEDED = Pattern(r"\b(?:that|which) ha(?:s|ve) (?:required|needed)\b.*")
_LATELY = Pattern(r"\bin the (?:last|past|previous|preceding)\b")
_SENTENCE = re.compile(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])")
_LASTED = Pattern(
    r"(?:at least|minimum of|more than|≥|>=?)\s?\w+ (?:\(\d+\) )?\w+ (?:prior to|before|from)\b"
)
#: What it may lead to is still to come.
TO_COME = Pattern(r"\b(?:that|which|who) (?:will|may|might|could|would|(?:is|are) likely to)\b.*")
#: What somebody does not have says nothing of when they have another.
_WITHOUT = Pattern(
    r"(?<=\w)[,;]?\s+(?:without|with no|and no|but no)\s+(?:\w+\s+){0,2}(?:history|prior|previous)\b.*"
)
_DATES = Pattern(
    r"\b(?:within|(?:in|during|over) the (?:last|past|previous|preceding)|ago|since|last \w+ (?:years"
    r"|months|weeks|days)|\d (?:days|weeks|months|years) (?:before|prior))\b"
    r"|\w [≤<]=? ?\d+ (?:days|weeks|months|years)$"
)


def _of_it(text: str) -> str:
    """The words on the condition itself: no asides, no clauses on people, nothing that lasted so long."""
    # Sentences behind the first are rules about it.
    text = _SENTENCE.split(text, maxsplit=1)[0]
    plain = TO_COME.sub(" ", _WITHOUT.sub(" ", _AFTER.sub(" ", _LASTED.sub(" ", outside_brackets(text)))))
    people = _PEOPLE.search(plain[_FEW:])
    return plain if people is None else plain[: _FEW + people.start()]


#: A subject stands in so many letters: "Participants who had" is on the condition itself.
_FEW = 24
_PEOPLE = Pattern(r"(?<=\w)\s+(?:who|that (?:was|were|has been|have been) (?:treated|previously))\b")
_DATED = Pattern(
    r"\b(?:within|history|experienced"
    r"|\d (?:days|weeks|months|years) (?:before|prior))\b"
)

#: A time of finding out: the condition is there.
_FOUND_OUT = Pattern(
    r"\b(?:confirm\w+|diagnos\w+|documented|onset|positiv\w+|tests?|tested|cultures?|pcr|swabs?|detected|detection"
    r"|proven|symptoms|imaging|biops(?:y|ies))\b(?:[^,;.]|\.(?=\d)){0,60}?"
    r"\b(?:within\b|in the (?:last|past|previous|preceding)\b"
    r"|\d (?:days|weeks|months|hours) (?:before|prior)\b)"
)

#: It was found out long ago, or is over, where one of these stands behind it.
_LONG_AGO = Pattern(r"\b(?:years?|history|treated)\b")


def _without_finding_out(text: str) -> str:
    """The text without when something was lately found out."""
    last = max((found.end() for found in _LONG_AGO.finditer(text)), default=0)
    return text[:last] + _FOUND_OUT.sub(" ", text[last:])


_OF_NOW = Pattern(r"\W*(?:an? |any |known )*(?:active|ongoing|current\w*|suspected|untreated)\b")


def is_there(text: str) -> bool:
    """Whether a text begins with words of what is there now: "active", "suspected"."""
    return _OF_NOW.match(text) is not None


def without_finding(text: str, told: str) -> str:
    """What is told of a condition, without when one that is there was found, or what it may lead to."""
    told = _WITHOUT.sub(" ", TO_COME.sub(" ", told))
    return _without_finding_out(_NEEDED.sub(" ", told)) if _STILL.search(text) else told


def time_of_condition(text: str, led: Time | None) -> Time:
    """When a condition holds: now, unless its lead or a word of the past says otherwise."""
    dated = _DATED.search(_without_finding_out(text)) or _LATELY.search(text.partition(" that ")[0])
    if led in {None, Time.CURRENT} and _STILL.search(text) and not dated:
        return Time.CURRENT
    if (
        led is Time.EVER
        or led is Time.PAST
        or _DATES.search(_WITHOUT.sub(" ", TO_COME.sub(" ", _LASTED.sub(" ", _SENTENCE.split(text, 1)[0]))))
        or _PAST.search(_of_it(text))
    ):
        return Time.EVER if led is not Time.PAST else Time.PAST
    return Time.CURRENT


def times_of_treatment(text: str, led: Time | None) -> tuple[Time, ...]:
    """When a treatment holds; more than one where a text names the past or now, and what is to come."""
    if led in {None, Time.CURRENT} and _CONCURRENT.match(text):
        return (Time.CURRENT, Time.PLANNED) if planned_in(text) else (Time.CURRENT,)
    text = _DEMANDED.sub("", text)
    first = _SENTENCE.split(outside_brackets(text), maxsplit=1)[0]
    past = (
        _DATES.search(_LASTED.sub(" ", text)) is not None or _PAST.search(_LASTED.sub(" ", first)) is not None
    )
    now = _NOW.search(text) is not None
    if _WASHED.search(text) and not planned_in(first):
        return (Time.EVER,)
    done = led is None and _IS_DONE.search(first) is not None
    beside = led is None and _OR_PLANNED.match(first) is not None
    before = Time.EVER if past or done or beside or led in {Time.EVER, Time.PAST} else Time.CURRENT
    if led is Time.PLANNED or planned_in(_NOTE.split(first, maxsplit=1)[0]):
        said = (
            (past and (led is not Time.PLANNED or _OR.search(first) is not None))
            or done
            or beside
            or led in {Time.EVER, Time.PAST, Time.CURRENT}
            or _CURRENTLY.search(text)
        )
        return (before, Time.PLANNED) if said else (Time.PLANNED,)
    if past or led is Time.EVER:
        return (Time.EVER,)
    if led is not None:
        return (led,)
    return (Time.CURRENT if now else Time.EVER,)


#: Beside the study's treatment, whatever comes before or behind it.
_CONCURRENT = Pattern(
    r"(?:any |other )*concurrent "
    r"(?!.*\b(?:within (?:the |\d)|histor\w+|previous\w*|or (?:prior|past|recent)|in the (?:last|past))\b)"
)
#: Who stopped too short a time ago is kept out as well.
_WASHED = Pattern(
    r"\bwash-?\s?out\b.{0,80}\b(?:required|needed|must|necessary|at least)\b"
    r"|\b(?:must|should|need to) (?:be |have been |have )?(?:stopp\w+|discontinu\w+|off)\b"
    r".{0,60}\b(?:days?|weeks?|months?|half)"
)
#: That a study demands it says nothing of when.
_DEMANDED = Pattern(r"\W+(?:(?:is|are|was) )?(?:required|mandatory|needed)\W*$")
_NOTE = re.compile(r"\b(?:Note|NOTE|note that)\b")
_OR = Pattern(r"\b(?:or|and|and/or)\b|[,;/]")
_OR_PLANNED = Pattern(
    r"\W*(?!(?:planned|expected|anticipated|ongoing|current|concurrent)\b)[\w-]+ (?:or|and/or) "
    r"(?:planned|anticipated|expected)\b"
)
#: Planned by its name, and done or still to be done: "elective surgery performed under anesthesia".
_IS_DONE = Pattern(r"\belective\b.*\bperformed\b(?! (?:during|in|by|at) (?:the|this) (?:study|trial))")
_CURRENTLY = Pattern(
    r"\b(?:current(?:ly)?|concurrent(?:ly)?|ongoing|taking|receiving|using"
    r"|(?:or|and) (?:initiated|started))\b"
)
