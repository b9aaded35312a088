"""How long a browser stays signed in, and what asks for a sign-in that is fresh.

Who sees what others told signs in again after 30 minutes without a page, and after 12 hours in any case
(OWASP ASVS 4.0.3, 3.3.2, level 2). Who sees only what is their own, and writes perhaps with their eyes,
stays for longer; what cannot be undone, or takes everything out at once, asks everybody again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from trialogue.actions.permissions import Action
from trialogue.model.person import Actor, Role
from trialogue.store.sessions import SIGNED_IN, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How long a sign-in lasts: ``idle`` without any page, ``whole`` in any case."""

    idle: timedelta
    whole: timedelta


_OWN = Life(idle=SIGNED_IN, whole=timedelta(days=90))
_OTHERS = Life(idle=timedelta(minutes=30), whole=timedelta(hours=12))

LIVES: Mapping[Role, Life] = {
    Role.PERSON: _OWN,
    Role.CARER: _OWN,
    Role.READER: _OTHERS,
    Role.STAFF: _OTHERS,
    Role.STEWARD: _OTHERS,
}
"""role → how long its sign-in lasts. Who is several of these has the shortest."""

FRESH = timedelta(minutes=30)
NEEDS_FRESH = frozenset(
    {Action.EXPORT, Action.ERASE, Action.END_CARE, Action.EXPORT_DESK, Action.DECIDE_CLAIM}
)
"""What is done only within ``FRESH`` after a sign-in."""


def life_of(actor: Actor) -> Life:
    """How long the sign-in of this actor lasts."""
    lives = [LIVES[role] for role in actor.roles if role in LIVES]
    return min(lives, key=lambda life: life.idle, default=_OWN)


def is_awake(session: Session, actor: Actor, now: datetime) -> bool:
    """Whether a browser is signed in still as this actor. A clock that jumped back ends nothing."""
    life = life_of(actor)
    return now - session.seen_at <= life.idle and now - session.created_at <= life.whole


def is_due(session: Session, actor: Actor, now: datetime) -> bool:
    """Whether it is time to note that a browser was seen: a tenth of its idle time, an hour at most."""
    return now - session.seen_at > min(life_of(actor).idle / 10, timedelta(hours=1))


def is_fresh_enough(session: Session | None, action: Action, now: datetime) -> bool:
    """Whether the sign-in is fresh enough for an action. Each sign-in begins a new session."""
    if action not in NEEDS_FRESH:
        return True
    return session is not None and session.person is not None and now - session.created_at <= FRESH
