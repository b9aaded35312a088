"""What the words of a query ask for: each word, its other forms, and its synonyms.

Both engines search what this says; how they find it is their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.index.lexicon import Lexicon
from trialogue.index.synonyms import Name, Synonyms
from trialogue.index.words import content_words, stems

MOST_GROUPS = 40
MOST_SYNONYMS = 10
ALL_UP_TO = 6  # of more groups than this, seven in ten must be found
SHARE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A word, or several that name one thing together.

    It is found where for each of ``typed`` one of its forms stands somewhere, or where one of the
    ``synonyms`` stands word after word.
    """

    asked: str
    typed: tuple[tuple[str, ...], ...]
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All groups of a text. ``needed`` of them must be found in a study."""

    groups: tuple[Group, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """All of a few; seven in ten of many (a pasted title, a sentence)."""
        count = len(self.groups)
        return count if count <= ALL_UP_TO else math.ceil(SHARE * count)


def wanted(text: str, lexicon: Lexicon, synonyms: Synonyms) -> Wanted:
    """Read the words of a query. Any text is only words; nothing in it is an instruction."""
    asked = list(dict.fromkeys(content_words(text)))[: 2 * MOST_GROUPS]
    named = [(start, end) for start, end, names in _spans(asked, synonyms) if names]
    known = {place for start, end in named for place in range(start, end)}
    mended = [w if place in known else lexicon.mended(w) or w for place, w in enumerate(asked)]
    corrected = tuple((a, b) for a, b in zip(asked, mended, strict=True) if a != b)
    groups, used = [], []
    for start, end, names in _spans(mended, synonyms):
        others = tuple(dict.fromkeys(name.words for name in names))[:MOST_SYNONYMS]
        typed = tuple(_forms(asked[i], mended[i], lexicon) for i in range(start, end))
        groups.append(Group(asked=" ".join(asked[start:end]), typed=typed, synonyms=others))
        used += [name.text for name in names[:MOST_SYNONYMS]]
    return Wanted(
        groups=tuple(groups[:MOST_GROUPS]), corrected=corrected, synonyms=tuple(dict.fromkeys(used))
    )


def _forms(asked: str, mended: str, lexicon: Lexicon) -> tuple[str, ...]:
    """All forms of a word; of a mended one that some record has as typed, also that."""
    forms = lexicon.forms(mended)
    return (*forms, asked) if asked != mended and lexicon.known(asked) else forms


def _spans(words: list[str], synonyms: Synonyms) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
    """Cut the words, from the left, into the longest names that have synonyms, and single words."""
    cut = stems(words)
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + synonyms.longest), start, -1):
            names = synonyms.of(" ".join(cut[start:end]))
            if names or end == start + 1:
                yield start, end, names
                start = end
                break
