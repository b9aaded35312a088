"""Tokens of a line and what the tagger knows of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.kinds import NameKind, kind_of_name

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*|[^\sA-Za-zÀ-ÿ\d]")

#: What is known of a token by itself.
Known = tuple[str, ...]
#: So many tokens are remembered with what is known of them.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its place."""

    text: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens between two places."""
    return [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def matches_of(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The tokens between two places, as matches: for a pass that needs the places of few."""
    return list(_TOKEN.finditer(text, start, end))


def lines_of(text: str) -> list[tuple[int, int]]:
    """The lines that hold something."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]


def comparison_marks(text: str) -> list[tuple[int, int, str]]:
    """Places of comparisons, of time or of value."""
    return [(c.start, c.end, "T" if c.is_time else "V") for c in find_comparisons(text)]


def described(tokens: list[Token], marks: list[tuple[int, int, str]]) -> list[Known]:
    """What is known of each token of a passage by itself."""
    named = _named([t.text.lower() for t in tokens])
    compared = [_mark(t, marks) for t in tokens]
    seen = zip(tokens, named, compared, strict=True)
    return [_own(token.text, name, mark) for token, name, mark in seen]


def signs_of(own: list[Known]) -> list[tuple[str, ...]]:
    """Of what is known of each token the shape, the kind, the name of a fact and the comparison."""
    return [tuple(row[at] for at in _SIGNS) for row in own]


def features(tokens: list[Token], own: list[Known], *, short: bool = True) -> list[list[str]]:
    """A list of features for each token of a passage, of what is known of it and of its neighbours.

    ``short``: by the habit of short spans; Chia's is the other.
    """
    lower = [t.text.lower() for t in tokens]
    out = []
    for i, base in enumerate(own):
        row = ["b", *base]
        for step in (-2, -1, 1, 2):
            j = i + step
            if 0 <= j < len(tokens):
                row.append(f"{step}w={lower[j]}")
                if abs(step) == 1:
                    row += [f"{step}{f}" for f in own[j][1:]]
                else:
                    row += [f"{step}{f}" for f in own[j][-5:]]
            else:
                row.append(f"{step}edge")
        if i:
            row.append(f"-1|0={lower[i - 1]}|{lower[i]}")
        if i + 1 < len(tokens):
            row.append(f"0|1={lower[i]}|{lower[i + 1]}")
        if short:
            row += ["short", *(f"short|{base[at]}" for at in _SHORT)]
        out.append(row)
    return out


_SIGNS = (5, 6, 9, 10)
#: What is known of a token that tells of the habit, too: word, kind, clusters, name and comparison.
_SHORT = (0, 6, 7, 8, 9, 10)


@lru_cache(maxsize=_KEPT)
def _own(word: str, name: str, mark: str) -> Known:
    low = word.lower()
    shape = re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "0", word)))
    kind = kind_of_name(low) if low.isalpha() else None
    letter = "-" if kind is None else "c" if kind is NameKind.CONDITION else "t"
    broad, fine = _clusters().get("0" if low[0].isdigit() else low, ("-", "-"))
    spelt = [
        f"w={low}",
        f"s3={low[-3:]}",
        f"s4={low[-4:]}",
        f"p3={low[:3]}",
        f"p4={low[:4]}",
        f"sh={shape[:6]}",
    ]
    return (*spelt, f"k={letter}", f"g={broad}", f"h={fine}", f"n={name}", f"c={mark}")


def _mark(token: Token, marks: list[tuple[int, int, str]]) -> str:
    for start, end, kind in marks:
        if start <= token.start < end:
            return ("B" if token.start == start else "I") + kind
    return "O"


@cache
def _clusters() -> dict[str, tuple[str, str]]:
    """Words to a broad and a fine cluster of words that stand in like places in criteria."""
    text = files("trialogue.eligibility").joinpath("word_clusters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {word: (broad, fine) for word, broad, fine in rows}


_MAX_NAME = 6
_NAMES: dict[str, str] = {}


def _named(lower: list[str]) -> list[str]:
    """For each token the kind of fact whose name it belongs to, longest name first."""
    names = _fact_names()
    marks = ["O"] * len(lower)
    i = 0
    while i < len(lower):
        for size in range(min(_MAX_NAME, len(lower) - i), 0, -1):
            kind = names.get(" ".join(lower[i : i + size]))
            if kind is not None:
                marks[i : i + size] = [f"B{kind}"] + [f"I{kind}"] * (size - 1)
                i += size - 1
                break
        i += 1
    return marks


def _fact_names() -> dict[str, str]:
    if not _NAMES:
        for fact in load_facts().values():
            letter = "N" if fact.kind is FactKind.NUMBER else fact.topic.value[0]
            _NAMES.update({" ".join(_TOKEN.findall(a.lower())): letter for a in fact.aliases})
    return _NAMES
