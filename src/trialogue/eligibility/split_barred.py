"""Headings of exclusions that are sentences: "Patients will not be included if any of these are present"."""

from __future__ import annotations

import re

_OUT_IF_ANY = re.compile(
    r"(?:the )?(?:patients?|subjects?|participants?|volunteers?|individuals?|persons?|women|candidates?)"
    r" (?:will|must|should|are|is|may) (?:be )?(?:not (?:be )?(?:included|eligible|enrolled)"
    r"|excluded|ineligible)"
    r"(?: (?:from|in|for) (?:the |this )?(?:study|trial|participation))? (?:if|when)"
    r"(?: (?:they|there|he/she|meet|have|fulfil|fulfill|is|are))*"
    r" (?:any|one)(?: or more)?(?: of)?(?: the| these)?(?: following)?(?: exclusion)?"
    r"(?: conditions?| criteria| criterion)?"
    r"(?: (?:are|is|applies|apply)(?: present| met| fulfilled| true)?)?"
)
_EXCLUDED_FOR = re.compile(r"(?:also )?excluded for \w[\w -]{0,40}")
#: A name that says for whom: "Generic exclusion criteria that apply to both patients with PSC and AIH".
_FOR_WHOM = re.compile(r"(?:[\w-]+ ){0,2}(?:in|ex)clusion criteria (?:that appl|appl|specific|common|for )")


def bars_below(head: str, *, colon: bool) -> bool:
    """Whether a line, in lower case, says that what stands below keeps out."""
    if colon:
        return _EXCLUDED_FOR.fullmatch(head) is not None
    return " if " in head and _OUT_IF_ANY.fullmatch(head) is not None


def says_for_whom(head: str) -> bool:
    """Whether a heading, in lower case, names its list and says for whom it is."""
    return _FOR_WHOM.match(head) is not None
