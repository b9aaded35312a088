"""Words that say what a person does not bear: "allergy to", "hypersensitivity"."""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import mentions

_ALLERGIC = Pattern(
    r"\b(?:allerg\w+|hypersensitiv\w+|intoleran\w+|anaphyla\w+|sensitivity"
    r"|sensitivities|contraindications?|adverse reactions?|reactions?|predispositions?|susceptibility"
    r"|(?:sero)?positivity)\b(?:\s+reactions?)?"
    r"(?:(?:\s*/\s*|,\s*|,?\s+(?:or|and|and/or)\s+)(?:an?\s+)?(?:allerg\w+|hypersensitiv\w+|intoleran\w+|sensitivity)\b"
    r"(?:\s+reactions?)?)*",
)
_STEMS = (
    "allerg",
    "sensitiv",
    "intoleran",
    "anaphyla",
    "contraindication",
    "reaction",
    "predisposition",
    "susceptib",
    "positivity",
)


@lru_cache(maxsize=1024)
def allergic_in(text: str) -> re.Match[str] | None:
    """The first such word in a text."""
    return _ALLERGIC.search(text) if mentions(text, _STEMS) else None
