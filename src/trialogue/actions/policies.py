"""Is it possible now: what the state of an application, a study or a claim allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trialogue.actions.permissions import Action
from trialogue.errors import ConflictError
from trialogue.model.application import (
    CAUSE,
    OVER,
    TRANSITIONS,
    WITH_SITE,
    Application,
    ApplicationStatus,
    EventKind,
    Party,
    WaitPurpose,
)
from trialogue.model.desk import Claim, site_key
from trialogue.model.offer import Offer

EVENTS: Mapping[Action, frozenset[EventKind]] = {
    Action.APPLY: frozenset({EventKind.SENT, EventKind.WAITLISTED}),
    Action.WITHDRAW: frozenset({EventKind.WITHDRAWN}),
    Action.ANSWER: frozenset({EventKind.ANSWERED, EventKind.PERSON_WROTE}),
    Action.READ_PACKET: frozenset({EventKind.OPENED}),
    Action.TRIAGE: frozenset(
        {
            EventKind.ACKNOWLEDGED,
            EventKind.ASKED,
            EventKind.ACCEPTED,
            EventKind.ENROLLED,
            EventKind.DECLINED,
            EventKind.DESK_WROTE,
        }
    ),
    Action.TELL: frozenset({EventKind.TOLD}),
    Action.LAPSE: frozenset({EventKind.LAPSED}),
    Action.REMIND: frozenset({EventKind.REMINDED}),
}
"""action → the events that it may add. Every event belongs to exactly one action."""


def can_add(action: Action, status: ApplicationStatus | None, kind: EventKind) -> bool:
    """Whether an action may add this event to an application in this status."""
    return kind in EVENTS.get(action, ()) and kind in TRANSITIONS[status]


def check_add(action: Action, status: ApplicationStatus | None, kind: EventKind) -> None:
    """Raises ConflictError, in words that a person can read."""
    if not can_add(action, status, kind):
        raise ConflictError(_words(status))


def _words(status: ApplicationStatus | None) -> str:
    if status is ApplicationStatus.WITHDRAWN:
        return "This request was withdrawn. Nothing more can be done with it."
    if status in OVER:
        return "This request is over. Its last answer stands."
    return "That is not possible in the present state of this request. Please look at it again."


def possible_events(action: Action, status: ApplicationStatus) -> tuple[EventKind, ...]:
    """What an action may add now, in the order of the events."""
    return tuple(kind for kind in EventKind if can_add(action, status, kind))


def can_show_packet(status: ApplicationStatus) -> bool:
    """Whether a desk may see the packet now."""
    return status in WITH_SITE


def check_show_packet(status: ApplicationStatus) -> None:
    """Raises ConflictError where a desk may not see the packet (any more)."""
    if not can_show_packet(status):
        raise ConflictError(_words(status))


def check_offer(offer: Offer, site: str | None) -> None:
    """Raises ConflictError where the study takes no applications, or the site does not."""
    if not offer.apply:
        raise ConflictError("This study takes no new people now, so nobody can apply to it here.")
    if site not in {site_key(open_site) for open_site in offer.sites}:
        raise ConflictError("This site takes no new people now. Please choose another one.")


def check_wait(offer: Offer, purpose: WaitPurpose) -> None:
    """Raises ConflictError where this is not what the study can be waited for."""
    if offer.purpose is not purpose:
        raise ConflictError("What this study can be waited for has changed. Please look at it again.")


def check_one_at_a_time(earlier: Iterable[Application], site: str | None) -> None:
    """Raises ConflictError where a request to the same site is still going on."""
    for found in earlier:
        if found.site == site and found.status not in OVER:
            raise ConflictError("You have asked this site before, and it is not over yet. See your page.")


def check_undecided(claim: Claim) -> None:
    """Raises ConflictError where the steward has already decided."""
    if not claim.open:
        raise ConflictError("This claim is decided already.")


def desk_events() -> frozenset[EventKind]:
    """All events that a desk causes."""
    return frozenset(kind for kind, party in CAUSE.items() if party is Party.DESK)
