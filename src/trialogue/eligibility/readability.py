"""How hard a text is to read: the Flesch–Kincaid grade.

Source: J. P. Kincaid and others, Derivation of new readability formulas for Navy enlisted
personnel (1975): 0.39 × words a sentence + 11.8 × syllables a word − 15.59. Syllables are counted
by the hyphenation patterns of pyphen (US English), which find a few less than a speaker would.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyphen

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,/]*")
_EASY = 6
_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Syllables of a word; a number and an abbreviation in capitals count as one."""
    if word[0].isdigit() or (len(word) > 1 and word.isupper()):
        return 1
    return len(_patterns().positions(word.lower())) + 1


def grade(text: str) -> float:
    """The US school grade that reads the text with ease; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)) or 1
    spoken = sum(syllables(word) for word in words)
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59)


def easy(text: str) -> bool:
    """Whether a text is as easy as what is said to patients should be: grade 6 at most."""
    return grade(text) <= _EASY
