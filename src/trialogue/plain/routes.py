"""How a treatment gets into the body, in the record's word and in plain words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.model.provenance import Span

_NOT_A_ROUTE = re.compile(
    r"\s*(?:\w+\s+)?(?:contrast|challenge|fluids|line|access|catheter|provocation|corticosteroids? use"
    r"|drug abuse)",
    re.IGNORECASE,
)


@cache
def _table() -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    raw = tomllib.loads(files(__package__).joinpath("routes.toml").read_text(encoding="utf-8"))
    plain = {name: row["plain"] for name, row in raw.items()}
    patterns = [(name, re.compile(row["pattern"], re.IGNORECASE)) for name, row in raw.items()]
    patterns += [(name, re.compile(row["letters"])) for name, row in raw.items() if "letters" in row]
    return plain, patterns


def route_words(route: str) -> str:
    """A route in plain words with the medical word behind: "under the skin (subcutaneous)"."""
    return _table()[0][route]


@lru_cache(maxsize=4096)
def routes(text: str) -> tuple[tuple[Span, str], ...]:
    """The routes named in the text, in order; one that belongs to a test or a line is left out."""
    return tuple(sorted(_routes(text), key=lambda pair: pair[0].start))


def _routes(text: str) -> Iterator[tuple[Span, str]]:
    for name, pattern in _table()[1]:
        for match in pattern.finditer(text):
            if not _NOT_A_ROUTE.match(text, match.end()):
                yield Span(start=match.start(), end=match.end()), name
