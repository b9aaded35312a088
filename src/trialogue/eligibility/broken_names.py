"""Phrases that begin or end where no name does: "emphysema or severe", "besides multiple sclerosis"."""

from __future__ import annotations

from functools import lru_cache

from trialogue.eligibility.no_names import is_no_name
from trialogue.eligibility.patterns import Pattern

_DEGREE = r"(?:severe|moderate|mild|strong|weak|potent|serious|uncontrolled|unstable|untreated|additional)"
_BROKEN = Pattern(
    # The noun of the last adjective stands behind the cut: "colchicine and strong".
    rf"\b(?:or|and|and/or) {_DEGREE}$"
    # Begins in the middle of one.
    r"|^(?:(?:or|and|and/or)\s|-)|^(?:pregnant|lactating|breast-?\s?feeding)\b.*,"
    # What is tested, beside an illness: "cirrhosis or AST/ALT".
    r"|\b(?:or|and|and/or) (?:[\w/]+ )*(?:[\w/]+/)?(?:ast|alt|bilirubin|creatinine|platelets|ha?emoglobin|inr"
    r"|e?gfr)$"
    # What is said of a thing behind its name.
    r"|\b(?:followed|measured)$|\bstatus of\b"
    # Where or how a thing stands to another, or what is done with it.
    r"|^(?:for|by|from|at|in|after|before|within|until|into|undergoing|receiving|taking|requiring|needing) "
    r"|\b(?:disease|illness|condition)s? ?/ ?(?:treatment|therap|medication)"
    # What is no part of a body, and no care of one.
    r"|^(?:(?:possible|any|known|expected) )?failure$|^(?:testing|tests?|assessments?|evaluation|concerns?)$"
    r"|^(?:stopping|starting|withholding|initiating|interrupting) "
    # What a person has at home.
    r"|\binternet connections?$"
    # What a person can or will do about it.
    r"|\b(?:unwilling\w*|unable|inability|ineligib\w+|refus(?:e[sd]?|al|ing))\b"
    # A verb, or what it is done by.
    r"|\b(?:consulting|could|would|might|cannot)\b"
    # What leads to a name, and is none.
    r"|^(?:besides|independent(?:ly)?|symptomatic (?:for|of)|in (?:treatment|therapy)|during|throughout"
    r"|while)\b"
    r"|^continu(?:e[ds]?|ing|ous) (?:treatments?|therapy|use) (?:for|of|during)\b"
    # Words for other things, or for how they are given, without a word for what they are.
    r"|^(?:(?:(?:additional|further|more) (?:signs?|symptoms?))"
    r"|(?:(?:simultaneous|continue[ds]?|continuing|continuous|parallel) )?(?:administration|use|usage|intake)"
    r"|(?:simultaneous|continue[ds]?|continuing|continuous|parallel) (?:treatments?|therap(?:y|ies)))$"
    r"|^such\b"
    # People, and what they do.
    r"|^(?:(?:an?|the|medical|nursing|hospital|health-?care|paid) )?"
    r"(?:employees?|staff|personnel|nurses?|physicians?|doctors?|contact persons?|close contacts?)"
    r" (?:of|at|in|from|exposed)\b"
    r"|,\s(?:(?:and|or)\s)?(?:pregnant|lactating|breast-?\s?feeding)\b"
    r"|^(?:(?:a|an|the) )?(?:decision|intention|order|request|refusal|wish) (?:to|of|for)\b"
    # How much, and not of what.
    rf"|^(?:(?:or|and|to|very|{_DEGREE}|low|high|early|late|normal|abnormal|increased|decreased|elevated|reduced)\b"
    r"\s?)+$"
    # A drug or illness without the words behind "and" that say of which kind, or how it ended.
    r"|^(?:another|others)$|^zero\b|\b(?:or|and) (?:am\b|(?:is|are)$)"
    r"|\band (?:cleared|recovered|healed|resolved|cured)$"
    # Somebody, what is done with drugs, a state of women among treatments, how an illness was asked for.
    r"|^(?:some|any)(?:one|body)\b|^(?:prescribing|possess(?:es|ing)?|ideal|intent)\b"
    # Those who have it, and not what they have.
    r"|^(?:all|any) (?:cases|causes|deaths?)\b|^all (?:types|kinds|forms|sorts)\b"
    r"|^(?:students?|children|adults?|pupils|residents) (?:diagnosed|with)\b"
    r"|^(?:breast-?\s?feeding|lactating)\b.*\b(?:fe)?males?\b"
    r"|\b(?:interview|questionnaire|inventory) diagnos[ei]s\b|^chain reactions?$"
    # The test, and not what it shows.
    r"|^(?:(?:rt|q|real[- ]time)[ -]?)*pcr(?: tests?)?$"
)
#: What nobody is given: a virus, or what a drug works on, whose noun
#: stands behind ("CYP3A4 or P-gp inhibitors", "stem cell or organ transplantation").
_NOT_GIVEN = Pattern(
    r"(?:other |novel |strong )?(?:sars-?\s?cov-?\s?2?|covid(?:-?\s?19)?|coronavirus|hiv|cyp\s?[\w/]+"
    r"|p-?\s?gp|p-glycoprotein|pd-?\s?l?-?1|ctla-?\s?4|jak\d?|tnf(?:-?(?:α|alpha))?|il-?\d+r?|egfr|vegf|her2|btk|mtor"
    r"|english|french|german|spanish|italian|chinese|dutch|arabic"
    r"|(?:[\w-]+ ){0,3}(?:cell|organ|tissue|marrow))"
)


@lru_cache(maxsize=2048)
def is_broken(name: str) -> bool:
    """Whether a noun phrase was cut wrongly, or holds what is no part of a name."""
    return _BROKEN.search(name) is not None or is_no_name(name)


def is_not_given(name: str) -> bool:
    """Whether a name is of something that nobody is treated with."""
    return _NOT_GIVEN.fullmatch(name) is not None
