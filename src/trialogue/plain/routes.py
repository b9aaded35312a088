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


_Patterns = list[tuple[str, re.Pattern[str]]]


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], _Patterns], ...]]:
    """Plain words by route; patterns without and with regard to case, each set behind one for any."""
    raw = tomllib.loads(files(__package__).joinpath("routes.toml").read_text(encoding="utf-8"))
    plain = {name: row["plain"] for name, row in raw.items()}
    words = {name: row["pattern"] for name, row in raw.items()}
    letters = {name: row["letters"] for name, row in raw.items() if "letters" in row}
    return plain, (_set(words, re.IGNORECASE), _set(letters, re.NOFLAG))


def _set(sources: dict[str, str], flag: re.RegexFlag) -> tuple[re.Pattern[str], _Patterns]:
    together = re.compile("|".join(f"(?:{source})" for source in sources.values()), flag)
    return together, [(name, re.compile(source, flag)) for name, source in sources.items()]


def route_words(route: str) -> str:
    """A route in plain words with the medical word behind: "under the skin (subcutaneous)"."""
    return _table()[0][route]


@lru_cache(maxsize=4096)
def routes(text: str) -> tuple[tuple[Span, str], ...]:
    """The routes named in the text, in order; one that belongs to a test or a line is left out."""
    return tuple(sorted(_routes(text), key=lambda pair: pair[0].start))


def _routes(text: str) -> Iterator[tuple[Span, str]]:
    for together, patterns in _table()[1]:
        if together.search(text) is None:
            continue
        for name, pattern in patterns:
            for match in pattern.finditer(text):
                if not _NOT_A_ROUTE.match(text, match.end()):
                    yield Span(start=match.start(), end=match.end()), name
