"""Numbers as criteria write them: thousands, decimal commas, "0. 6", powers of ten, words, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from trialogue.eligibility.patterns import lowered
from trialogue.eligibility.patterns_stems import in_lower_case

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
_WORDS += ["twelve"]
WORD_VALUES: dict[str, float] = {word: float(value) for value, word in enumerate(_WORDS)}
WORD_VALUES |= {"fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40}
WORD_VALUES |= {"fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "once": 1, "twice": 2, "thrice": 3}
WORD_VALUES |= {"half": 0.5, "single": 1, "a": 1, "an": 1}
ROMAN_VALUES: dict[str, float] = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?")
#: Weeks and days of a pregnancy: "37 0/7", "24 + 0". Days are left out.
_WEEKS_AND_DAYS = re.compile(r"(\d{1,2})(?:\s|\s?\+\s?)[0-6](?:/7)?")
_ZERO_POINT = re.compile(r"^0\.\s")
_AND_A_HALF = re.compile(r"\s+and\s+(?:a|one)(?:\s+|-)half$")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_NUMBER_WORDS = sorted(WORD_VALUES.keys() - {"a", "an"}, key=len, reverse=True)
_AND_HALF = r"(?:\s+and\s+(?:a|one)(?:\s+|-)half\b)?"
_WORD = rf"\b(?P<word>{'|'.join(_NUMBER_WORDS)}|an?(?=\s+(?:year|month|week|day|hour)\b))\b{_AND_HALF}"
#: A number in digits, in words, or "a" before a unit of time. Letters before digits make a name (CD4).
NUMBER = re.compile(
    r"(?=[\d.½¼¾])(?:(?<![\w.^/])|(?<=than)|(?<=\bage)|(?<=\d to))(?P<digits>"
    r"\d{1,2}(?:\s|\s?\+\s?)[0-6](?:/7|(?=\s?weeks))|\d{1,3}(?:[ "
    r"\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|0\.\s\d+|\d+(?:[.,·]\d+)*(?:\s?[½¼¾])?|\.\d+|[½¼¾])"
    rf"{_AND_HALF}(?!\d|:\d)|{_WORD}",
    re.IGNORECASE,
)
_LOW_NUMBER = re.compile(in_lower_case(NUMBER.pattern))
_LOW_DIGITS = re.compile(in_lower_case(NUMBER.pattern.removesuffix(f"|{_WORD}")))
_LOW_WORD = re.compile(_WORD)
_IN_WORDS = AhoCorasick(_NUMBER_WORDS, implementation=Implementation.DFA)
_A_UNIT = re.compile(r"an?\s+(?:year|month|week|day|hour)")
_DIGIT = re.compile(r"[\d½¼¾]")
#: A Roman numeral; read as a number only behind "stage", "class", "grade", "type" and the like.
ROMAN = re.compile(r"(?P<roman>VI|IV|V|I{1,3})(?P<letter>[A-Da-d])?(?P<sub>[0-3])?(?![\w'])")


def number_matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``NUMBER``, in lower case, each in its place."""
    low = lowered(text)
    digits = _DIGIT.search(low) is not None
    if _may_hold_words(low):
        return (_LOW_NUMBER if digits else _LOW_WORD).finditer(low)
    return _LOW_DIGITS.finditer(low) if digits else iter(())


def _may_hold_words(low: str) -> bool:
    """Whether a number in words may stand in a text: a cheap look before a costly pattern."""
    for _, start, end in _IN_WORDS.find_matches_as_indexes(low, overlapping=True):
        if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum()):
            return True
    return _A_UNIT.search(low) is not None


def value_of(written: str) -> float | None:
    """The value of one number as written; None where its separators make no sense.

    ``50,000`` and ``50 000`` are fifty thousand; ``1,5`` is one and a half.
    """
    text = written.strip().lower()
    if text.isascii() and text.isdecimal():
        return float(text)
    if (mixed := _AND_A_HALF.search(text)) is not None:
        whole = value_of(text[: mixed.start()])
        return None if whole is None else whole + 0.5
    if text in WORD_VALUES:
        return WORD_VALUES[text]
    if (weeks := _WEEKS_AND_DAYS.fullmatch(text)) is not None:
        return float(weeks[1])
    extra = 0.0
    if text and text[-1] in _FRACTIONS:
        extra, text = _FRACTIONS[text[-1]], text[:-1].strip()
        if not text:
            return extra
    text = _ZERO_POINT.sub("0.", text)
    if _SPACED.fullmatch(text):
        text = re.sub(r"\s", "", text)
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    text = text.replace(",", ".").replace("·", ".")
    try:
        return float(text) + extra
    except ValueError:
        return None
