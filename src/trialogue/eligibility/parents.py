"""What a parent's own words add to its children ("Adequate organ function:" against "If female:")."""

from __future__ import annotations

import re
from enum import StrEnum

from trialogue.eligibility.patterns import Pattern
from trialogue.model.criterion import Criterion, CriterionKind, Joined


class Bearing(StrEnum):
    """How a parent's own demand and its children join.

    LABEL: the words only name the children. DEMAND: they demand something besides. CONDITION: the
    children count only where the words hold ("If female: …"). EXAMPLES: the children are cases of
    the words, which reach further ("heart disease, including: …").
    """

    LABEL = "label"
    DEMAND = "demand"
    CONDITION = "condition"
    EXAMPLES = "examples"


_CONDITION = Pattern(
    r"(?:if|for|in (?:the )?(?:case|presence|absence|event)|when|where"
    r"|among|women|woman|females?|men|males?|wocbp|sexually active"
    r"|fertile|participants? (?:who|with|assigned|of)|(?:patients?|subjects?) (?:with|who|receiving|on|of"
    r"|over|under|aged)|those (?:with|who)|in (?:patients|subjects|women|men|participants|cases?)"
    r"|(?:healthy |normal )?(?:controls?|comparison|comparator) (?:cohort|group|arm)s?"
    r"|(?:only )?(?:part|cohort|arm|group|phase) \w{1,3}\b)\b",
)
_EXAMPLES = Pattern(
    r"\b(?:including|includes?|such as|e\.g|for example|but (?:are |is )?not limited to|particularly)\b",
)
_DEFINED = Pattern(
    r"\b(?:defined|define|evidenced|indicated|determined|documented|demonstrated|assessed|confirmed|manifested"
    r"|characteri[sz]ed|shown|based on|according to|as follows|consist\w*|the following|below"
    r"|criteria|listed)\b",
)
_EMPTY = """a able above additional all also an and any applicable apply are as at be been below by can cannot
    clinical condition conditions criteria criterion current demonstrate did do does due each either
    eligible enrolled entry evidence exclude excluded exclusion factors finding findings following
    follows for from fulfil fulfill had has have having he her his history if in include included
    individual individuals is it known least list listed may meet meeting meets more must need no
    none not of on one or other our participant participants patient patients people person persons
    presence present prior reason reasons required requirements s/he satisfy she should shall since study
    subject subjects such symptom symptoms that the their them there these they this those three to
    two under volunteers was were when which who will with without you your absence free any/all only
    satisfies trial participate participation"""
_WORDS = frozenset(_EMPTY.split())
_EXCEPTS = Pattern(
    r"\b(?:except\w*|unless(?! (?:otherwise )?(?:noted|stated|specified|indicated))|other than|provided"
    r"|allow\w*|permit\w*|note)\b"
)
#: What is to be looked at, and lets nobody off.
_IF_KNOWN = Pattern(
    r"\b(?:if|when) (?:it is |this is )?(?:un)?(?:known|applicable|available|tested|measured|done)\b"
)
#: Says on what something hangs: who is let off, or who is kept out ("excluded if any of these is met").
_HANGS = Pattern(r"\b(?:eligible|if|when)\b")
#: "Who used any of the following drugs within 14 days": says of what kind the children are, or when.
_ANNOUNCES = Pattern(
    r"(?:[\w/]+ ){0,9}?(?:(?:any|one|either|some)(?: or more)? of )?the following\b(?P<what>[^.;:,]{0,80})$"
)
_BESIDES = Pattern(r"\b(?:and|with|who|if|plus|in|unless|while|despite|without|on|after)\b")
_TAKING = frozenset(
    {"used", "using", "use", "received", "receiving", "receipt", "taken", "taking", "treated", "treatment"}
    | {"treatments", "therapy", "undergone", "administration", "exposure", "diagnosis"}
)
#: A bracket that more words follow, on the same matter ("ketoconazole (topical allowed), isoniazid").
_BRACKETED = re.compile(r"\([^()]*\)(?=\s*,)")
_SAYS_OUT = Pattern(r"\b(?:exclu(?:ded|sion)|ineligible|not (?:be )?(?:eligible|included|enrolled))\b")


def bearing_of(words: str, kind: CriterionKind, *, negated: bool = False) -> Bearing:
    """Read a parent's words, without its mark.

    In doubt an inclusion's words are taken as a name of the children where they are short, and
    else as a demand; the children of a demand that was not answered never decide against a person.
    """
    plain = _plain(words)
    if says_nothing(plain) or (kind is CriterionKind.EXCLUSION and announces(plain)):
        return Bearing.LABEL
    if _CONDITION.match(plain) and kind is CriterionKind.INCLUSION and not negated:
        return Bearing.CONDITION
    if kind is CriterionKind.EXCLUSION or negated:
        if _EXAMPLES.search(plain[-80:]):
            return Bearing.EXAMPLES
        if len(plain.split()) <= 5 and not re.search(r"\b(?:and|with|who|if|plus)\b", plain):
            return Bearing.LABEL
        return Bearing.LABEL if re.search(r"\bdefined\b|\bas follows\b", plain) else Bearing.DEMAND
    if _DEFINED.search(plain[-70:]) or len(plain.split()) <= 6:
        return Bearing.LABEL
    return Bearing.DEMAND


def _plain(words: str) -> str:
    return " ".join(words.replace("\\", "").lower().split()).strip(" :;.*_-")


def says_nothing(words: str) -> bool:
    """Whether a parent's words are only those that stand over any list ("Must have one or more of:")."""
    plain = _plain(words).split()
    return all(word.strip(",()") in _WORDS or word.isdecimal() for word in plain)


def announces(words: str) -> bool:
    """Whether words only announce a list ("Any of the following prior therapies:")."""
    found = _ANNOUNCES.match(_plain(words))
    if found is None or _BESIDES.within(found["what"]):
        return False
    before = found[0][: found.start("what")].split()
    return all(word.strip(",()") in _WORDS or word in _TAKING for word in before)


def lets_off(words: str) -> bool:
    """Whether a parent's words tell of whom they do not hold for; of what a bracket lets off, no more."""
    words = _IF_KNOWN.sub("", _BRACKETED.sub("", words))
    if _EXCEPTS.search(words):
        return True
    return _HANGS.search(words) is not None and _SAYS_OUT.search(words) is None


def turns_each(parent: Criterion) -> bool:
    """Whether each child of a list says by itself that it does not hold: any of them keeps out."""
    keeps_out = parent.kind is CriterionKind.EXCLUSION and parent.apart and not parent.negated
    return keeps_out and parent.joined is Joined.ANY and not lets_off(parent.text)
