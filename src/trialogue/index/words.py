"""Text to words: one way of cutting, for what is indexed, what is asked, and what is highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import tantivy

# Words that say nothing about a study: small words, what people write around what they look for,
# and the s of a possessive.
_SMALL = """
a am an and any are as at be by can do does find for from had has have he her his how i in into is it
looking me my near need of on or our s she that the their them there they these this to trial trials want
was we were what when where which who will with you your
"""
STOP_WORDS = frozenset(_SMALL.split())
_LETTERS = frozenset({"a", "i"})
SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("isation", "ization"), ("yse", "yze"))
LONGEST = 40
_OTHER_LETTERS = re.compile(r"[^\x00-\x7f]")


@cache
def analyzer(stem: bool = False) -> tantivy.TextAnalyzer:
    """Letters and digits, lower case, accents folded; ``stem`` for English stems (Porter 2)."""
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    return (builder.filter(tantivy.Filter.stemmer("english")) if stem else builder).build()


def words(text: str) -> list[str]:
    """All words of a text, in order."""
    return analyzer().analyze(text)


def content_words(text: str) -> list[str]:
    """The words that say something; all of them where none does ("it", "who").

    A letter at the end says something: hepatitis A, collagen type I.
    """
    every = words(text)
    kept = [word for word in every[:-1] if word not in STOP_WORDS]
    last = every[-1:]
    if last and last[0] in STOP_WORDS and not (kept and last[0] in _LETTERS):
        last = []
    return [*kept, *last] or every


def stems(several: Iterable[str]) -> list[str]:
    """The stem of each word, with one spelling for tumour and tumor, anaemia and anemia.

    Words of up to four letters stay: ALS is no plural, and AIDS is not aid.
    """
    listed = list(several)
    cut = analyzer(stem=True).analyze(" ".join(listed))
    if len(cut) != len(listed):  # a word that the analyzer cuts once more, or drops
        cut = listed
    return [word if len(word) <= 4 else _one_spelling(stem) for word, stem in zip(listed, cut, strict=True)]


def _one_spelling(stem: str) -> str:
    if len(stem) >= 5:
        for british, american in SPELLINGS:
            stem = stem.replace(british, american)
    return stem


def key_of(text: str) -> str:
    """The form under which a name is looked up: its content words' stems, joined by spaces."""
    return " ".join(stems(content_words(text)))


def folded(text: str) -> str:
    """The text without case and accents, of the same length: each character stays in its place."""
    if not text.isascii():
        for letter in set(_OTHER_LETTERS.findall(text)):
            text = text.replace(letter, _folded_letter(letter))
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(map(_folded_letter, text))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    cut = words(letter)
    return cut[0] if len(cut) == 1 and len(cut[0]) == 1 else letter
