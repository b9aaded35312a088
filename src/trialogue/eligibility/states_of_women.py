"""Which states of women a text names: pregnant, nursing, planning to be pregnant."""

from __future__ import annotations

import re

from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_event import name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.state_pairs import care_beside

_OF_MEN = Pattern(r"\b(?:males?|m[ae]n|partners?|father\w*|sperm|contracept\w*|birth control)\b")
OF_WOMEN = (
    (
        "pregnant",
        Pattern(
            r"\b(?:are|is|be) or (?:\w+ ){0,3}become pregnant|(?<!become )(?<!becoming )\bpregnant\b"
            r"|\bpregnancy\b(?! test| plan| intention)"
            r"|\bpositive\b.{0,30}\bpregnancy tests?\b"
        ),
    ),
    (
        "postpartum",
        Pattern(
            r"(?:,|/|\bor\b|\band\b)\s*[<≤]?\s?(?:\w+[\s-]+){0,4}(?:post-?\s?partum|puerper\w+)\b"
            r"(?! \w+(?:ion|age|ia|is|ing|visit))"
            r"|(?:,|/|\bor\b|\band\b)\s*(?:\w+ ){0,3}(?:parturi\w+|child-?\s?birth|(?:gave|given) birth"
            r"|delivery(?= (?:within|in|during|less)\b))\b"
            r"|\b(?:post-?\s?partum|puerper\w+)\s*(?:,|/|\bor\b|\band\b)"
        ),
    ),
    (
        "breastfeeding",
        Pattern(
            r"\b(?:lactat\w+|breast-?\s?feed\w*|nursing"
            r"(?! (?:homes?|staff|students?|care|facilit|personnel|assist)))\b"
        ),
    ),
    (
        "pregnancy_planned",
        Pattern(
            r"\b(?:plan\w*|wish\w*|desir\w*|intend\w*|intention|want\w*|try\w*|attempt\w*|consider\w*"
            r"|hop(?:e|es|ing)"
            r"|prepar\w+|contemplat\w+|expect\w* to|will)\b.{0,40}"
            r"\b(?:pregnan\w+|conceive|conception|child)\b"
            r"|\bpregnancy[\s(,]+(?:current|present|existing)(?:ly)? (?:or|and|/) (?:planned|intended)\b"
            r"|\bbecom\w+ pregnant\b(?!.{0,60}\b(?:withdrawn|discontinued|removed)\b)"
            r"|\b(?:pregnancy|fertility|child-?bearing) (?:plans?|intentions?|wish\w*|desire)\b"
        ),
    ),
)
_BRACKETED = re.compile(r"\([^()]*\)")
_JOINT = re.compile(r"\s*(?:[;；①-⑳]|,\s*(?:(?:or|and)\b)?|\b(?:or|and/or)\b)\s*")
_ABOUT = Pattern(
    r"pregn|lactat|breast|nurs|contracep|child|fertil|conce|wom[ae]n|female|menopaus|hcg|steril|partner"
    r"|abstinen"
    r"|birth control|matern|gestat|mother|partum|parous|abort|deliver|ovulat|menstr|embryo|tubal|hysterectom"
    r"|vasectom|oophor|diaphragm|intrauterine|barrier|hormon"
)
_WHEN = Pattern(r"(?:within|for|during|until|after|before|whichever)\b|\d")
#: Begins a demand of its own.
_ANOTHER = Pattern(
    r"(?:patients?|subjects?|participants?|individuals?|persons?|people|history|prisoners?|minors?"
    r"|mentally|unable"
    r"|(?:any )?other (?:\w+ )?(?:reasons?|conditions?|factors?))\b"
)


#: Other people, whatever is said of them before: "…, or cognitively impaired adults".
_OTHER_PEOPLE = Pattern(
    r".*\b(?:patients?|subjects?|participants?|individuals?|persons?|people|adults|minors|populations)\W*"
)
#: Lost a child, or ended a pregnancy: no fact asks for it.
_LOST = Pattern(r"(?:\w+ ){0,2}(?:abortions?|miscarriages?|still-?births?)\b")
#: A limit of something measured.
_MEASURED = Pattern(
    r"[<>≤≥]\s?=?\s?\d[\d.,]*\s?(?!(?:weeks?|days?|months?|years?|hours?|wks?|m?iu)\b)[a-z%/]"
)


#: "Who are not already pregnant": who is, is left out of what follows.
_NOT_PREGNANT = Pattern(
    r"\b(?:not|non|nor)[\s-]+(?:\w+ )?pregnant\b|\bpregnant (?:\w+ )?partners?\b"
    r"|\bpartners? (?:who|that|is|are|already|currently| )+pregnant\b"
)


def states_beside(text: str) -> tuple[str, ...]:
    """The facts that a text on birth control names beside it, without what it only denies."""
    told = _NOT_PREGNANT.sub(" ", text)
    return tuple(fact for fact, pattern in OF_WOMEN if pattern.search(told))


def states_of_women(text: str) -> tuple[str, ...]:
    """The facts that a text on pregnancy names; none where it is of men, partners or another thing, too."""
    if _OF_MEN.search(text) or _MEASURED.search(text) or _names_another(text):
        return ()
    told = _BRACKETED.sub(" ", text) if "(" in text else text
    both = (text, told)
    found = tuple(fact for fact, pattern in OF_WOMEN if any(pattern.search(one) for one in both))
    return (*found, *care_beside(text)) if found else ()


def _names_another(text: str) -> bool:
    """ "Pregnant women; patients with hepatitis": whether a part is a demand about something else."""
    parts = _JOINT.split(_BRACKETED.sub(" ", text))
    return any(
        _LOST.match(part) is not None
        or (
            _ABOUT.search(part) is None
            and not care_beside(part)
            and _WHEN.match(part) is None
            and (
                _ANOTHER.match(part) is not None
                or _OTHER_PEOPLE.fullmatch(part) is not None
                or kind_of_name(name_and_rest(lead_of(part).rest)[0]) is not None
            )
        )
        for part in parts
        if part
    )
