"""Short forms of "not" written out, and misspellings that records hold of the words which decide most."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, Implementation

from trialogue.eligibility.patterns import Pattern

_SHORT = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|could|would|should|must|need|ca|wo)n\s?['’´`]\s?t\b",
    re.IGNORECASE,
)
_WHOLE = {"ca": "cannot", "wo": "will not"}
_MISSPELT: dict[str, str] = {
    "hypertensitivity": "hypersensitivity",
    "hypersensitvity": "hypersensitivity",
    "hypersensitiviy": "hypersensitivity",
    "hypersensibility": "hypersensitivity",
    "hypersensivity": "hypersensitivity",
    "pregancy": "pregnancy",
    "pregnency": "pregnancy",
    "pregnacy": "pregnancy",
    "pregnent": "pregnant",
    "pregant": "pregnant",
    "lactacting": "lactating",
    "lacting": "lactating",
    "breat feeding": "breast feeding",
    "breat-feeding": "breast-feeding",
    "breatfeeding": "breastfeeding",
    "brestfeeding": "breastfeeding",
    "contracepion": "contraception",
    "contraceptve": "contraceptive",
    "malignacy": "malignancy",
    "uncontroled": "uncontrolled",
    "concent": "consent",
    "infarctin": "infarction",
    "infraction": "infarction",
    "diabetis": "diabetes",
    "corticosteriods": "corticosteroids",
    "chemotherap": "chemotherapy",
    "radiotherepy": "radiotherapy",
    "paritcipation": "participation",
    "treament": "treatment",
    "teratment": "treatment",
    "psychatric": "psychiatric",
    "recieving": "receiving",
    "recieved": "received",
}
_WRONG = Pattern(rf"\b(?:{'|'.join(_MISSPELT)})\b")
_FINDER = AhoCorasick(tuple(_MISSPELT), implementation=Implementation.DFA)


def plainly_spelt(text: str) -> str:
    """The text with "not" for "n't", and common misspellings put right."""
    if "'" in text or "’" in text or "´" in text or "`" in text:
        text = _SHORT.sub(_written_out, text)
    return _WRONG.sub(_put_right, text) if _FINDER.find_matches_as_indexes(text.lower()) else text


def _written_out(found: re.Match[str]) -> str:
    verb = found[1]
    whole = _WHOLE.get(verb.lower())
    if whole is None:
        return f"{verb} not"
    return whole.capitalize() if verb[0].isupper() else whole


def _put_right(found: re.Match[str]) -> str:
    right = _MISSPELT[found[0].lower()]
    return right.capitalize() if found[0][0].isupper() else right
