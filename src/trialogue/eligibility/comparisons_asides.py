"""What is left out of the words before a comparison before its name is looked for."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern

#: What stands beside a thing and does not name it: amounts, "or equivalent", "at any time".
_AMOUNT = Pattern(
    r"\b\d[\d.,]*\s?(?:mg|mcg|[µμ]g|g|ml|iu|units?)\b(?:/\w+)*"
    r"(?:\s(?:once|twice|daily|bid|per day|a day|doses?))*"
)
_DIGIT = re.compile(r"\d")
_OFTEN = Pattern(
    r",?\s(?:once|twice|(?:one|two|three|four|\d)\stimes)\s(?:a|per|each|every)\s(?:day|week|month|year),?"
)
_AT_ANY_TIME = Pattern(r"\bat\s(?:some|any|one)\s(?:point|time)\b")
_EQUIVALENT = Pattern(
    r",?\s(?:or|and|or\s(?:its|an?|the)|and\sits)\sequivalents?\b(?:\s(?:dose|drug|agent)s?\b)?"
)
#: Words behind the thing that narrow it, up to the window.
_BUT_FOR = Pattern(
    r"(?<=\w)(?:,?\s(?:other than|except(?: for)?|excluding|apart from|with\sor\swithout|irrespective\sof"
    r"|regardless\sof|including|such\sas)|,?\s(?:as\s)?(?:determined|judged"
    r"|assessed|documented|confirmed|evidenced|verified|prescribed|followed|supervised)\s(?:by|on|with|in|from)"
    r"|,?\s(?:as\s)?(?:based|diagnosed|detected|demonstrated|proven|shown|identified)\s(?:by|on|using)"
    r"|,?\sin\sthe\sopinion\sof|,?\s(?:known\sto|(?:associated|consistent|compatible)\swith|involving"
    r"|(?:that|which)\s(?:(?:is|are|was|were|has|have)\s(?:not|known|likely"
    r"|expected|thought|considered|believed)|may|might|could|can|would|will|affects?|interferes?|influences?"
    r"|alters?|inhibits?|induces?|prolongs?))\b|\s(?:±|\+/-))\s(?!\s)[^,;()]*(?:\([^()]{1,24}\)[^,;()]*)*(?:,\s*(?:for|over|lasting)?\s*)?$"
)
#: "Contraception [during the study and for] at least 30 days after it".
_MEANWHILE = Pattern(
    r"\b(?:during|throughout|while|starting|beginning|(?:for|over)\sthe\s(?:entire\s|whole\s|full\s)?(?:duration|course)"
    r"|from\s(?:the\s)?(?:time|signing|screening|date|day|start|first))\b[^;()]{0,90}?,?\s"
    r"(?:and|or|and/or|plus|as\swell\sas)\s(?:then\s)?(?:continuing\s|also\s)?(?:for\s|until\s|through\s|to\s)?\s*$"
)
#: How it was measured, in the bracket that names it: "(eGFR by MDRD)".
_MEASURED_BY = Pattern(r"(?<=\w)\s(?:by|using|via|per|according\sto|based\son|calculated)\s[^()]*(?=\))")
#: When it is looked at: it names nothing.
_LOOKED_AT = Pattern(
    r"\sat\s(?:the\s)?(?:time\sof\s)?(?:screening|enrol?lment|baseline|randomi[sz]ation|(?:study\s)?entry"
    r"|inclusion)(?:\svisit)?\b"
)
_MARK = re.compile(r"\W*(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)](?=\s)")
_ASIDE = Pattern(
    r"[(\[]\s*(?P<inside>(?:(?:e\.?g|i\.?e|such as|like|except|excluding|other than|apart from"
    r"|including|by|via|at|as|per|on|in|with|for|defined"
    r"|measured|based|according|or|either|both|if|not|without|using|equivalent)\b[^()\[\]]*|[^()\[\]]*,[^()\[\]]*|(?:[^()\[\]\s]+\s+){5,}[^()\[\]]*))[)\]]"
)
_INNER = re.compile(r"\([^()]*\[[^()]*\)")
_PLURAL = re.compile(r"(?<=[a-z])\s?\(e?s\)|(?<=[a-z])/(?:day|week|month|d)\b")


def plain(left: str, *, event: bool) -> str:
    """The words before with asides blanked out, each character in its place."""
    if event and "[" in left:
        left = _INNER.sub(lambda m: m[0].replace("[", " ").replace("]", " "), left)
    left = _EQUIVALENT.sub(_blank, without_asides(left))
    if " at " in left:
        left = _AT_ANY_TIME.sub(_blank, _LOOKED_AT.sub(_blank, left))
    if (mark := _MARK.match(left)) is not None:
        left = _blank(mark) + left[mark.end() :]
    if event:
        left = _MEANWHILE.sub(_blank, left)
        if _DIGIT.search(left):
            left = _AMOUNT.sub(_blank, left)
        left = _OFTEN.sub(_blank, left)
        left = _BUT_FOR.sub(_blank, left)
    return left


def without_asides(left: str) -> str:
    """The words with brackets blanked out that only explain: "(e.g. splints)", "[by oximetry]"."""
    if "s)" in left or "/" in left:
        left = _PLURAL.sub(_blank, left)
    if ")" in left or "]" in left:
        left = _ASIDE.sub(_blank, left)
    return _MEASURED_BY.sub(_blank, left) if ")" in left else left


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
