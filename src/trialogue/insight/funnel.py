"""How far people come, from the first question to taking part, without naming anybody.

Every count is rounded down to whole tens, and one under ten is withheld. So two neighbouring stages never
differ by a few people, and neither do two days by one: what is shown changes by tens only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.insight.suppression import SMALLEST
from trialogue.model.application import HUMAN_REPLIES, EventKind

_STAGES: tuple[tuple[str, frozenset[EventKind]], ...] = (
    ("Sent a request", frozenset({EventKind.SENT})),
    ("The site opened it", frozenset({EventKind.OPENED})),
    ("Had an answer from a person", HUMAN_REPLIES),
    ("The site would like to go on", frozenset({EventKind.ACCEPTED})),
    ("Take part", frozenset({EventKind.ENROLLED})),
    ("The site said no", frozenset({EventKind.DECLINED})),
    ("Took it back", frozenset({EventKind.WITHDRAWN})),
    ("The study closed first", frozenset({EventKind.LAPSED})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """``people``: at least so many, in whole tens; None where fewer than ten came so far."""

    words: str
    people: int | None


def at_least(count: int) -> int | None:
    """A count as it may be shown."""
    return count // SMALLEST * SMALLEST if count >= SMALLEST else None


def funnel(
    checks: tuple[int, int] | None, events: Mapping[EventKind, int], replied: int
) -> tuple[Stage, ...]:
    """The stages. ``checks``: pre-screenings begun and finished, None where they are not counted (one
    site of a study); ``events``: requests by kind of event; ``replied``: requests with a human answer."""
    counts = (
        [] if checks is None else [("Began to check", checks[0]), ("Came to the end of the check", checks[1])]
    )
    for words, kinds in _STAGES:
        counts.append((words, replied if kinds is HUMAN_REPLIES else sum(events.get(k, 0) for k in kinds)))
    return tuple(Stage(words=words, people=at_least(count)) for words, count in counts)
