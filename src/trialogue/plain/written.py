"""Text that a language model wrote: kept apart, marked, and refused where it says what the record does not.

Off by default. Nothing here calls a model: text comes in as an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from trialogue.model.ids import NctId
from trialogue.plain.durations import NUMBER_WORDS

MARK = "Written by a machine from this record. It may be wrong; the record counts."
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]
# Stems of non-proprietary names (WHO, INN stem book): a word that ends so names a medicine.
_STEMS = re.compile(
    r"\b[a-z]{3,}(?:mab|nib|tinib|ciclib|parib|zumab|ximab|cept|stat|statin|pril|sartan|olol|azole|mycin"
    r"|cillin|"
    r"cycline|vir|oxacin|tide|gliptin|gliflozin|glutide|prazole|setron|triptan|lukast|terol|sone|solone"
    r"|dipine|"
    r"zosin|xaban|parin|grel|platin|rubicin|taxel|limus|leucel|cel|vec|gene|sen|siran|azepam|zolam|barbital|"
    r"caine|profen|oxetine|triptyline|azine|peridol|piprazole|done|lol|formin|glitazone|dronate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Accepted text. ``model`` and ``on`` say what wrote it and when; it is never mixed with other text."""

    nct_id: NctId
    text: str
    model: str
    on: date
    mark: str = MARK


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a text was refused: what it holds and the record does not."""

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()


def refusal(text: str, record: str) -> Refusal | None:
    """What the text holds that the record's own text does not; None where it may be shown.

    Numbers are compared by value ("1,000" is 1000, "three" is 3); months by name; medicines by the
    record's words and by endings of international names. One stray item refuses the whole text.
    """
    numbers = sorted(_numbers(text) - _numbers(record))
    dates = sorted(_months(text) - _months(record))
    known = record.lower()
    drugs = sorted({m[0].lower() for m in _STEMS.finditer(text) if m[0].lower() not in known})
    if not (numbers or dates or drugs):
        return None
    return Refusal(numbers=tuple(numbers), dates=tuple(dates), drugs=tuple(drugs))


def _numbers(text: str) -> set[str]:
    digits = {_value(m[0]) for m in _NUMBER.finditer(text)}
    words = {f"{NUMBER_WORDS[w]:g}" for w in re.findall(r"[a-z-]+", text.lower()) if w in NUMBER_WORDS}
    return digits | words


def _value(text: str) -> str:
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    plain = text.replace(",", "") if grouped else text.replace(",", ".")
    try:
        return f"{float(plain):.12g}"
    except ValueError:
        return text


def _months(text: str) -> set[str]:
    """Month names by their first three letters; "may" only with its capital or beside a year."""
    found = re.findall(r"\b[A-Za-z]+\b(?=\s+\d{1,4}\b|,?\s+(?:19|20)\d\d)", text)
    return {w.lower()[:3] for w in found if w.lower() in _MONTHS}
