"""Limits that are written without a number before the limit of normal, or with the measure in the middle.

"Creatinine no greater than ULN", "bilirubin normal", "7.5 % ≤ HbA1c ≤ 10 %": said again as a comparison
that names its measure first and has its numbers behind it. What is normal at one side only matters at that
side: too little bilirubin keeps nobody out.
"""

from __future__ import annotations

import re

from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.patterns import Pattern

_UPPER = (
    r"(?:the )?(?:institutional |laboratory |local )?(?:ULN|UNL|upper limits? of (?:the )?normal(?: range)?)"
)
_LOWER = r"(?:the )?(?:institutional |laboratory |local )?(?:LLN|lower limits? of (?:the )?normal(?: range)?)"
_OPERATOR = (
    r"(?:[≤≥<>]=?|(?:no |not )?(?:greater|more|less|higher|lower)(?: than)?(?: or equal(?: to)?)?"
    r"|(?:equal to or |at or )?(?:below|above)|at least|at most|not exceeding|exceeding|exceeds|within|over"
    r"|under)"
)
_WITHOUT_NUMBER = Pattern(
    rf"(?P<operator>{_OPERATOR})\s*(?P<limit>{_UPPER}|{_LOWER})\b(?:\s*\((?:ULN|LLN)\))?"
)
_NORMAL = (
    r"(?:within |in |at )?(?:the )?(?:institutional |laboratory |local )?"
    r"(?:normal(?: limits?| range| values?| levels?)?|limits of normal|(?:normal )?reference range)"
)
_IS_NORMAL = Pattern(
    rf"(?P<name>[\w /()-]{{2,50}}?),?\s+(?:(?:is|are|must|should|be|to|values?|levels?)\s+)*{_NORMAL}"
)
_NORMAL_FIRST = Pattern(r"normal\s+(?P<name>[\w /()-]{2,50}?)(?:\s+(?:levels?|values?|counts?|results?))?")
_IN_THE_MIDDLE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)\s?(?P<low_unit>(?:[^\s\d≤<≥>][^\s≤<≥>]{0,12})?)\s*"
    r"(?P<first>[≤<≥>]=?)\s*(?P<name>[A-Za-z][\w ()/-]{1,40}?)"
    r"\s*(?P<second>[≤<≥>]=?)\s*(?P<high>\d[\d.]*)\s?(?P<unit>.{0,30})"
)
_TURNED = {"≤": "≥", "<": ">", "≥": "≤", ">": "<", "<=": ">=", ">=": "<=", "≤=": "≥", "≥=": "≤"}
#: Of these, only what is too high matters.
_HIGH = frozenset(
    {
        *("bilirubin", "direct_bilirubin", "creatinine", "urea", "alt", "ast", "alp", "ggt", "inr", "pt"),
        *("aptt", "ldh", "ck", "lipase", "amylase", "troponin", "bnp", "nt_probnp", "crp", "esr"),
    }
)
#: Of these, only what is too low.
_LOW = frozenset({"lvef", "hemoglobin", "hematocrit", "anc", "albumin"})
_BOTH = frozenset(
    {
        *(
            "tsh",
            "potassium",
            "sodium",
            "calcium",
            "magnesium",
            "phosphate",
            "platelets",
            "wbc",
            "lymphocytes",
        ),
        *("prolactin", "glucose", "glucose_fasting", "amh", "fsh", "testosterone", "uric_acid"),
    }
)
_JOINT = re.compile(r"\s*(?:,\s*(?:and\b)?|/|&|\band\b)\s*")
#: How active a person is, by the name of who wrote the scale, which is the same scale: from 0 to 4.
_SCALE = re.compile(
    r"(?:ECOG[ /(]{1,2}(?:WHO|Zubrod|SWOG|GOG)\)?"
    r"|(?:WHO|Zubrod|SWOG|GOG|CALGB|EORTC|NCIC)(?:[ /(]{1,2}ECOG\)?)?|PS)"
    r"(?: ?[ /:(-] ?(?:PS|[Pp]erformance (?:[Ss]tatus|[Ss]core|[Ss]cale))\)?)*(?: of| is|:)? ?"
    r"(?P<values>(?:[≤<] ?=? ?)?[0-4](?!\d|\.\d).{0,20})"
)


def restated(text: str) -> str:
    """The same limits in the usual form; other words as they are."""
    if "≤" in text or "<" in text:
        found = _IN_THE_MIDDLE.fullmatch(text.strip())
        if found is not None and fact_named(found["name"].strip()) is not None:
            first = _TURNED[found["first"]]
            low = f"{first} {found['low']} {found['low_unit']}".strip()
            return f"{found['name']} {low} and {found['second']} {found['high']} {found['unit']}".strip()
    if (scale := _SCALE.fullmatch(text)) is not None:
        return f"ECOG performance status {scale['values']}"
    if not _WITHOUT_NUMBER.within(text):
        return _normal(text)
    return _WITHOUT_NUMBER.sub(_once, text)


def _once(found: re.Match[str]) -> str:
    side = "LLN" if re.match(_LOWER, found["limit"], re.IGNORECASE) else "ULN"
    operator = "≤" if found["operator"].lower() == "within" else found["operator"]
    return f"{operator} 1 x {side}"


def _normal(text: str) -> str:
    found = _IS_NORMAL.whole(text) or _NORMAL_FIRST.whole(text)
    if found is None:
        return text
    name = found["name"].strip()
    facts = {fact_named(one.strip().lower()) for one in _JOINT.split(name)}
    if facts <= _HIGH:
        return f"{name} ≤ 1 x ULN"
    if facts <= _LOW:
        return f"{name} ≥ 1 x LLN"
    return f"{name} ≥ 1 x LLN and ≤ 1 x ULN" if len(facts) == 1 and facts <= _BOTH else text
