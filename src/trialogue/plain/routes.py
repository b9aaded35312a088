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
    r"\s*(?:\w+\s+)?(?:contrast|challenge|fluids|line|access|catheter|provocation|corticosteroids? use"
    r"|drug abuse)",
    re.IGNORECASE,
)


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


def _routes(text: str) -> Iterator[tuple[Span, str]]:
    table = _table()
    named = [(name, match) for name, pattern in table.words for match in pattern.finditer(text)]
    if table.any_letters.search(text):
        named += [(name, match) for name, pattern in table.letters for match in pattern.finditer(text)]
    for name, match in named:
        if not _NOT_A_ROUTE.match(text, match.end()):
            yield Span(start=match.start(), end=match.end()), name
