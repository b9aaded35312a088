"""Numbers as criteria write them: thousands, decimal commas, powers of ten, words, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_AND_A_HALF = re.compile(r"\s+and\s+(?:a|one)(?:\s+|-)half$")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_NUMBER_WORDS = sorted(WORD_VALUES.keys() - {"a", "an"}, key=len, reverse=True)
_WORD_ALTERNATION = "|".join(_NUMBER_WORDS)
#: A number in digits, in words, or "a" before a unit of time. Letters before digits make a name (CD4).
NUMBER = re.compile(
    r"(?:(?<![\w.^/])|(?<=than)|(?<=\bage)|(?<=\d to))(?P<digits>"
    r"\d{1,2}(?:\s|\s?\+\s?)[0-6](?:/7|(?=\s?weeks))|\d{1,3}(?:[ "
    r"\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,·]\d+)*(?:\s?[½¼¾])?|\.\d+|[½¼¾])(?:\s+and\s+(?:a|one)(?:\s+|-)half\b)?(?!:\d)"
    rf"|\b(?P<word>{_WORD_ALTERNATION}|an?(?=\s+(?:year|month|week|day|hour)\b))\b(?:\s+and\s+(?:a|one)(?:\s+|-)half\b)?",
    re.IGNORECASE,
)
_BEGINNINGS = [w for w in _NUMBER_WORDS if not any(w != o and w.startswith(o) for o in _NUMBER_WORDS)]
_DIGITS = re.compile(r"[\d.½¼¾]+")
_ARTICLE = re.compile(r"an?\s+[ymwdh]")
#: Letters that are the same as an ASCII letter when case does not count, but not in lower case.
_ODD_LETTERS = re.compile("[ſıİ]")
#: A Roman numeral; read as a number only behind "stage", "class", "grade", "type" and the like.
ROMAN = re.compile(r"(?P<roman>VI|IV|V|I{1,3})(?P<letter>[A-Da-d])?(?P<sub>[0-3])?(?![\w'])")


def number_matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``NUMBER``, tried only where one can begin: at digits and at the number words."""
    if _ODD_LETTERS.search(text):
        yield from NUMBER.finditer(text)
        return
    at = 0
    for place in sorted(_places(text)):
        if place >= at and (match := NUMBER.match(text, place)) is not None:
            at = match.end()
            yield match


def _places(text: str) -> set[int]:
    lower = text.lower()
    places = {match.start() for match in _DIGITS.finditer(text)}
    places.update(match.start() for match in _ARTICLE.finditer(lower))
    for word in _BEGINNINGS:
        at = lower.find(word)
        while at >= 0:
            places.add(at)
            at = lower.find(word, at + 1)
    return places


def value_of(written: str) -> float | None:
    """The value of one number as written; None where its separators make no sense.

    ``50,000`` and ``50 000`` are fifty thousand; ``1,5`` is one and a half.
    """
    text = written.strip().lower()
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
    if _SPACED.fullmatch(text):
        text = re.sub(r"\s", "", text)
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    text = text.replace(",", ".").replace("·", ".")
    try:
        return float(text) + extra
    except ValueError:
        return None
