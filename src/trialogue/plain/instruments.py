"""What each outcome measure is, where its name holds a known instrument."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from trialogue.model.design import OutcomeMeasure


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    raw = tomllib.loads(files(__package__).joinpath("instruments.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(row["pattern"]), row["words"]) for row in raw.values())


def instruments(outcome: OutcomeMeasure) -> tuple[str, ...]:
    """A sentence on each instrument that the outcome names; the record's words stay beside it."""
    text = f"{outcome.measure} {(outcome.description or '')[:300]}"
    named = [words for pattern, words in _table() if pattern.search(outcome.measure)]
    return tuple(named or [words for pattern, words in _table() if pattern.search(text)][:1])
