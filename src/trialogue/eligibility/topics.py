"""Under which heading a criterion stands: about you, your illness, tests, treatments, practical."""

from __future__ import annotations

from collections import Counter

from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.say_about import table_of
from trialogue.model.question import Topic
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
)

OF_FACTS = {
    "you": Topic.YOU,
    "illness": Topic.ILLNESS,
    "tests": Topic.TESTS,
    "treatments": Topic.TREATMENTS,
    "practical": Topic.PRACTICAL,
}
# For criteria in their own words; the first that is found decides, and else what they are about.
_WORDS = (
    (
        Topic.PRACTICAL,
        r"consent|assent|willing|able to|ability to|unable to|comply|compliance|cooperat|follow-up visit"
        r"|travel|language|english|telephone|smartphone|internet|insurance"
        r"|caregiver|legal(?:ly)? |guardian|prison"
        r"|participat\w+ in (?:an)?other"
        r"|another (?:clinical|trial|study)"
        r"|investigational study|protocol",
    ),
    (
        Topic.YOU,
        r"pregnan|lactat|breast-?feed|nursing|childbearing|contracepti|years? old|years of age|\bage\b"
        r"|\baged\b|\bmales?\b|\bfemales?\b|\bmen\b|\bwomen\b"
        r"|smok|alcohol|drug abuse|healthy|\bbmi\b|weight",
    ),
    (
        Topic.TESTS,
        r"mg/d|/mm|mmol|\buln\b|upper limit|normal range|laborator|blood count"
        r"|h[a]?emoglobin|platelet"
        r"|creatinine|bilirubin|\bast\b|\balt\b|neutrophil|ejection fraction|\becg\b|\bmri\b|\bct\b|score"
        r"|test(?:s|ed|ing)?\b|positive for|serology|scan|biops",
    ),
    (
        Topic.TREATMENTS,
        r"therap|treat(?:ed|ment)|medication|\bdrugs?\b|\bdose|surg(?:ery|ical)|transplant|vaccin"
        r"|chemo|radiation"
        r"|receiv|taking|\buse of\b|inhibitor|implant|prosthes|procedure|\bprior\b",
    ),
)
_PATTERNS = tuple((topic, Pattern(pattern)) for topic, pattern in _WORDS)


def topic_of(requirement: Requirement, text: str = "") -> Topic:
    """The topic of a requirement; for one in its own words, by those."""
    found = Counter(_topics(requirement))
    if found:
        return found.most_common(1)[0][0]
    for topic, pattern in _PATTERNS:
        if pattern.search(text):
            return topic
    return OF_FACTS.get(table_of(text) or "", Topic.ILLNESS)


def _topics(requirement: Requirement) -> list[Topic]:
    match requirement:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return [topic for part in parts for topic in _topics(part)]
        case Not(part=part):
            return _topics(part)
        case Aged() | IsSex():
            return [Topic.YOU]
        case Measured(fact=fact) | Holds(fact=fact):
            row = load_facts().get(fact)
            return [OF_FACTS[row.topic.value]] if row else []
        case HasCondition():
            return [Topic.ILLNESS]
        case HasTreatment():
            return [Topic.TREATMENTS]
        case _:
            return []
