"""How a treatment gets into the body, in the record's word and in plain words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span

_NOT_A_ROUTE = re.compile(
    r"\s*(?:\w+\s+)?(?:adipose|fat\b|tissue|contrast|challenge|fluids|line|access|catheter"
    r"|provocation|corticosteroids? use|drug abuse)",
    re.IGNORECASE,
)
_LISTED = 12  # letters between two routes of one list: ", and then "


@dataclass(frozen=True, slots=True)
class _Routes:
    """Plain words by route; its patterns without regard to case; abbreviations, and a pattern for any."""

    plain: dict[str, str]
    words: tuple[tuple[str, Pattern], ...]
    letters: tuple[tuple[str, re.Pattern[str]], ...]
    any_letters: re.Pattern[str]


@cache
def _table() -> _Routes:
    raw = tomllib.loads(files(__package__).joinpath("routes.toml").read_text(encoding="utf-8"))
    letters = {name: row["letters"] for name, row in raw.items() if "letters" in row}
    return _Routes(
        plain={name: row["plain"] for name, row in raw.items()},
        words=tuple((name, Pattern(row["pattern"])) for name, row in raw.items()),
        letters=tuple((name, re.compile(source)) for name, source in letters.items()),
        any_letters=re.compile("|".join(f"(?:{source})" for source in letters.values())),
    )


def route_words(route: str) -> str:
    """A route in plain words with the medical word behind: "under the skin (subcutaneous)"."""
    return _table().plain[route]


@lru_cache(maxsize=4096)
def routes(text: str) -> tuple[tuple[Span, str], ...]:
    """The routes named in the text, in order; one that belongs to a test or a line is left out."""
    return tuple(sorted(_routes(text), key=lambda pair: pair[0].start))


def nearest(place: int, found: tuple[tuple[Span, str], ...]) -> Iterator[tuple[Span, str]]:
    """Of the routes of a sentence those that belong to what is named at ``place``; all where it is not named.

    "Oral ganciclovir for people who cannot have intravenous drugs": the one nearest to the name, and
    those listed with it ("orally and intravenously").
    """
    if place < 0 or len({name for _, name in found}) < 2:
        yield from found
        return
    first = min(found, key=lambda pair: min(abs(pair[0].start - place), abs(pair[0].end - place)))
    chain = [first]
    for pair in found[found.index(first) + 1 :]:
        if pair[0].start - chain[-1][0].end <= _LISTED:
            chain.append(pair)
    for pair in reversed(found[: found.index(first)]):
        if chain[0][0].start - pair[0].end <= _LISTED:
            chain.insert(0, pair)
    yield from chain


def _routes(text: str) -> Iterator[tuple[Span, str]]:
    table = _table()
    named = [(name, match) for name, pattern in table.words for match in pattern.finditer(text)]
    if table.any_letters.search(text):
        named += [(name, match) for name, pattern in table.letters for match in pattern.finditer(text)]
    for name, match in named:
        if not _NOT_A_ROUTE.match(text, match.end()):
            yield Span(start=match.start(), end=match.end()), name
