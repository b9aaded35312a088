"""The life of an application: statuses, events, and the two dicts that rule them.

A status is never stored as a fact of its own: it is a fold over the events (``fold``). The diagram
in ``docs/states.md`` is generated from ``TRANSITIONS`` and ``OWNER``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trialogue.model.ids import NctId
from trialogue.model.verdict import Outcome


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"
    TOLD = "told"
    SENT = "sent"
    OPENED = "opened"
    IN_REVIEW = "in review"
    ASKED = "asked"
    ACCEPTED = "accepted"
    ENROLLED = "enrolled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class EventKind(StrEnum):
    """What can happen to an application.

    ``WAITLISTED`` the person waits for a stated thing; ``TOLD`` that thing came and the person was
    told; ``OPENED`` a desk looked at the packet (no reply); ``LAPSED`` the study closed first.
    """

    WAITLISTED = "waitlisted"
    TOLD = "told"
    SENT = "sent"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    ENROLLED = "enrolled"
    DECLINED = "declined"
    DESK_WROTE = "desk wrote"
    PERSON_WROTE = "person wrote"
    REMINDED = "reminded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Party(StrEnum):
    """Whose turn it is, or who caused an event."""

    PERSON = "person"
    DESK = "desk"
    PLATFORM = "platform"
    NOBODY = "nobody"


class WaitPurpose(StrEnum):
    """What a person on a waitlist waits for. A waitlist without a purpose does not exist."""

    OPENING = "opening"
    REOPENING = "reopening"
    SIMILAR = "similar studies"


class DeclineReason(StrEnum):
    """Why a desk says no. The desk may leave it out; then the person is told that none was given."""

    CRITERION = "criterion"
    NO_ROOM = "no room"
    TOO_FAR = "too far"
    CLOSING = "closing"
    NOT_REACHED = "not reached"
    DOCTOR_FIRST = "doctor first"
    NOT_SAID = "not said"


_S, _E = ApplicationStatus, EventKind

_WITH_DESK: Mapping[EventKind, ApplicationStatus] = {
    _E.ACKNOWLEDGED: _S.IN_REVIEW,
    _E.ASKED: _S.ASKED,
    _E.ACCEPTED: _S.ACCEPTED,
    _E.DECLINED: _S.DECLINED,
    _E.WITHDRAWN: _S.WITHDRAWN,
    _E.LAPSED: _S.LAPSED,
}


def _talking(status: ApplicationStatus) -> dict[EventKind, ApplicationStatus]:
    return dict.fromkeys((_E.DESK_WROTE, _E.PERSON_WROTE, _E.REMINDED), status)


TRANSITIONS: Mapping[ApplicationStatus | None, Mapping[EventKind, ApplicationStatus]] = {
    None: {_E.SENT: _S.SENT, _E.WAITLISTED: _S.WAITING},
    _S.WAITING: {_E.TOLD: _S.TOLD, _E.WITHDRAWN: _S.WITHDRAWN, _E.LAPSED: _S.LAPSED},
    _S.TOLD: {
        _E.SENT: _S.SENT,
        _E.WAITLISTED: _S.WAITING,
        _E.REMINDED: _S.TOLD,
        _E.WITHDRAWN: _S.WITHDRAWN,
        _E.LAPSED: _S.LAPSED,
    },
    _S.SENT: {**_talking(_S.SENT), **_WITH_DESK, _E.OPENED: _S.OPENED, _E.DESK_WROTE: _S.IN_REVIEW},
    _S.OPENED: {**_talking(_S.OPENED), **_WITH_DESK, _E.DESK_WROTE: _S.IN_REVIEW},
    _S.IN_REVIEW: {**_talking(_S.IN_REVIEW), **_WITH_DESK},
    _S.ASKED: {**_talking(_S.ASKED), **_WITH_DESK, _E.ANSWERED: _S.IN_REVIEW},
    _S.ACCEPTED: {
        **_talking(_S.ACCEPTED),
        _E.ASKED: _S.ASKED,
        _E.ENROLLED: _S.ENROLLED,
        _E.DECLINED: _S.DECLINED,
        _E.WITHDRAWN: _S.WITHDRAWN,
        _E.LAPSED: _S.LAPSED,
    },
    _S.ENROLLED: {**_talking(_S.ENROLLED), _E.WITHDRAWN: _S.WITHDRAWN},
    _S.DECLINED: {_E.WITHDRAWN: _S.WITHDRAWN},
    _S.LAPSED: {_E.WITHDRAWN: _S.WITHDRAWN},
    _S.WITHDRAWN: {},
}
"""status → event → the status that it leads to. What is not here cannot happen."""

OWNER: Mapping[ApplicationStatus, Party] = {
    _S.WAITING: Party.PLATFORM,
    _S.TOLD: Party.PERSON,
    _S.SENT: Party.DESK,
    _S.OPENED: Party.DESK,
    _S.IN_REVIEW: Party.DESK,
    _S.ASKED: Party.PERSON,
    _S.ACCEPTED: Party.PERSON,
    _S.ENROLLED: Party.NOBODY,
    _S.DECLINED: Party.NOBODY,
    _S.WITHDRAWN: Party.NOBODY,
    _S.LAPSED: Party.NOBODY,
}
"""status → who acts next."""

CAUSE: Mapping[EventKind, Party] = {
    _E.WAITLISTED: Party.PERSON,
    _E.TOLD: Party.PLATFORM,
    _E.SENT: Party.PERSON,
    _E.OPENED: Party.DESK,
    _E.ACKNOWLEDGED: Party.DESK,
    _E.ASKED: Party.DESK,
    _E.ANSWERED: Party.PERSON,
    _E.ACCEPTED: Party.DESK,
    _E.ENROLLED: Party.DESK,
    _E.DECLINED: Party.DESK,
    _E.DESK_WROTE: Party.DESK,
    _E.PERSON_WROTE: Party.PERSON,
    _E.REMINDED: Party.PLATFORM,
    _E.WITHDRAWN: Party.PERSON,
    _E.LAPSED: Party.PLATFORM,
}
"""event → who causes it."""

HUMAN_REPLIES = frozenset({_E.ACKNOWLEDGED, _E.ASKED, _E.ACCEPTED, _E.DECLINED, _E.DESK_WROTE})
"""Events in which a human at a desk spoke to the person. Opening a packet is not among them."""

WITH_SITE = frozenset({_S.SENT, _S.OPENED, _S.IN_REVIEW, _S.ASKED, _S.ACCEPTED, _S.ENROLLED})
"""Statuses in which a desk may see the packet."""

OVER = frozenset(status for status, owner in OWNER.items() if owner is Party.NOBODY)
"""Statuses in which nobody acts next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to one application. ``seq`` counts from 1 without a gap."""

    seq: int
    kind: EventKind
    at: datetime
    actor: str | None = None
    reason: DeclineReason | None = None
    criterion: str | None = None
    purpose: WaitPurpose | None = None
    words: str | None = None

    def __post_init__(self) -> None:
        if (self.purpose is None) == (self.kind is EventKind.WAITLISTED):
            raise ValueError("a waitlist, and only a waitlist, says what it waits for")
        if self.reason is not None and self.kind is not EventKind.DECLINED:
            raise ValueError("only a no has a reason")
        if self.at.tzinfo is None:
            raise ValueError("an event's time needs its time zone")


def step(status: ApplicationStatus | None, kind: EventKind) -> ApplicationStatus:
    """The status after one more event. Raises ValueError where it cannot happen."""
    after = TRANSITIONS[status].get(kind)
    if after is None:
        raise ValueError(f"{kind.value!r} cannot happen to an application that is {status or 'not there'}")
    return after


def fold(events: Iterable[Event]) -> ApplicationStatus:
    """The status that events lead to, in their order. Raises ValueError for an impossible history."""
    status: ApplicationStatus | None = None
    for expected, event in enumerate(events, start=1):
        if event.seq != expected:
            raise ValueError(f"event {expected} is missing: the next one here is {event.seq}")
        status = step(status, event.kind)
    if status is None:
        raise ValueError("an application has at least one event")
    return status


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedField:
    """One line of a packet: its key (of an answer, or ``contact:…``), and label and value in words."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedVerdict:
    """One verdict of a packet: the criterion's own words, ``met``, ``not met`` or ``unknown``.

    ``criterion`` is the criterion's id, None for a registry field. ``keys`` are the answers that it
    rests on, all of them among the packet's fields.
    """

    words: str
    truth: str
    kind: str
    criterion: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """Exactly what a site sees of one person for one study.

    A field that the person removed is absent, and verdicts and outcome are those without it: what
    was removed cannot be read off them. ``study_version``: the record that the answers were about.
    """

    fields: tuple[SharedField, ...]
    verdicts: tuple[SharedVerdict, ...] = ()
    outcome: Outcome | None = None
    note: str = ""
    study_version: int | None = None

    def __post_init__(self) -> None:
        shown = {field.key for field in self.fields}
        if any(set(verdict.keys) - shown for verdict in self.verdicts):
            raise ValueError("a verdict rests on an answer that is not shared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """One person's request to one site of one study, with all that happened to it."""

    id: str
    person: str
    nct_id: NctId
    site: str | None
    events: tuple[Event, ...]

    @property
    def status(self) -> ApplicationStatus:
        """The fold over its events."""
        return fold(self.events)

    @property
    def owner(self) -> Party:
        """Whose turn it is."""
        return OWNER[self.status]
