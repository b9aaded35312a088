"""How fast a study's desks answer, counting those who still wait.

The time to the first human reply is estimated by Kaplan and Meier (J Am Stat Assoc 1958; 53:457–481):
people who still wait, took their request back, or whose study closed first are censored, not left
out. Only a reply that a human wrote counts; opening a packet or an automatic mail does not. The
interval is the 95 % interval of Brookmeyer and Crowley (Biometrics 1982; 38:29–41) on the log-log
scale. Nothing is said of fewer than five people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from trialogue.model.application import HUMAN_REPLIES, Application, EventKind

FEWEST = 5
_Z = 1.959963984540054  # the 97.5 % point of the normal distribution
ENDS = frozenset({EventKind.WITHDRAWN, EventKind.LAPSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long one person waited, in days, and whether a human answered in the end."""

    days: float
    answered: bool

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError("nobody waits for less than no time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The estimate from ``days`` on: the share that still waits, with its 95 % interval."""

    days: float
    waiting: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsiveness:
    """``median``: days until half have an answer, None where half have not; ``low`` and ``high`` its
    95 % interval, None where it has no such end yet. ``people`` counts all, ``waiting`` those who have
    had no answer."""

    people: int
    answered: int
    waiting: int
    median: float | None
    low: float | None
    high: float | None


def wait_of(application: Application, now: datetime) -> Wait | None:
    """The wait of one person; None for one who never sent anything (a waitlist)."""
    sent = next((e.at for e in application.events if e.kind is EventKind.SENT), None)
    if sent is None:
        return None
    for event in application.events:
        if event.at >= sent and event.kind in HUMAN_REPLIES:
            return Wait(days=_days(sent, event.at), answered=True)
        if event.at >= sent and event.kind in ENDS:
            return Wait(days=_days(sent, event.at), answered=False)
    return Wait(days=_days(sent, max(sent, now)), answered=False)


def wait_between(sent: datetime, reply: datetime | None, end: datetime | None, now: datetime) -> Wait:
    """The wait that begins at ``sent``: up to the first human reply, or to the end without one (taken
    back, closed), or to now. A clock that jumped back makes no negative wait."""
    over = min((at for at in (reply, end) if at is not None), default=now)
    return Wait(days=max(0.0, _days(sent, over)), answered=reply is not None and reply == over)


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86400


def kaplan_meier(waits: Iterable[Wait]) -> tuple[Step, ...]:
    """The share that still waits after each time at which somebody was answered."""
    ordered = sorted(waits, key=lambda wait: wait.days)
    share, greenwood, at_risk = 1.0, 0.0, len(ordered)
    steps: list[Step] = []
    for days, group in groupby(ordered, key=lambda wait: wait.days):
        same = tuple(group)
        answered = sum(wait.answered for wait in same)
        if answered:
            share *= 1 - answered / at_risk
            left = at_risk - answered
            greenwood += math.inf if left == 0 else answered / (at_risk * left)
            low, high = _interval(share, greenwood)
            steps.append(Step(days=days, waiting=share, low=low, high=high))
        at_risk -= len(same)
    return tuple(steps)


def _interval(share: float, greenwood: float) -> tuple[float, float]:
    """The 95 % interval of a share on the log-log scale, which stays between 0 and 1."""
    if share <= 0:
        return 0.0, 0.0
    error = _Z * math.sqrt(greenwood) / abs(math.log(share))
    return share ** math.exp(error), share ** math.exp(-error)


def responsiveness(waits: Iterable[Wait]) -> Responsiveness | None:
    """The median time to a human reply; None under five people."""
    known = tuple(waits)
    if len(known) < FEWEST:
        return None
    steps = kaplan_meier(known)
    answered = sum(wait.answered for wait in known)
    return Responsiveness(
        people=len(known),
        answered=answered,
        waiting=len(known) - answered,
        median=next((s.days for s in steps if s.waiting <= 0.5), None),
        low=next((s.days for s in steps if s.low <= 0.5), None),
        high=next((s.days for s in steps if s.high <= 0.5), None),
    )
