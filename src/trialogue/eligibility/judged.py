"""Who is judged, and what a judgement says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from trialogue.model.profile import Answer, Profile
from trialogue.model.truth import Truth

Broader = Callable[[str], Iterable[str]]
"""Of an identity (``MESH:D003924``): the identities that it is a kind of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A truth, the rule in words, and each answer used, by key."""

    truth: Truth
    rule: str
    answers: tuple[tuple[str, Answer], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A profile, the day it is judged on (None: answers do not age) and what is a kind of what."""

    profile: Profile
    on: date | None = None
    broader: Broader = lambda _: ()
