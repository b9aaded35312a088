"""The states of a request in words: what it means, who acts next, what happens then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.model.application import (
    ApplicationStatus,
    DeclineReason,
    EventKind,
    WaitPurpose,
)
from trialogue.model.verdict import Outcome

_S = ApplicationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusText:
    """``word`` for a mark, ``kind`` for its shape, ``means`` and ``next`` as sentences."""

    word: str
    kind: str
    means: str
    next: str


STATUS: Mapping[ApplicationStatus, StatusText] = {
    _S.WAITING: StatusText(
        word="Waiting",
        kind="opening",
        means="You are on the list. Nothing has been sent to any site.",
        next="We write to you when it comes. You need not do anything.",
    ),
    _S.TOLD: StatusText(
        word="Your turn",
        kind="open",
        means="What you were waiting for has come.",
        next="Look at the trial again. If you still want to, you can apply now.",
    ),
    _S.SENT: StatusText(
        word="Sent",
        kind="opening",
        means="The site has your request. Nobody has opened it yet.",
        next="A person at the site reads it and answers here. You get an e-mail.",
    ),
    _S.OPENED: StatusText(
        word="Opened",
        kind="opening",
        means="Somebody at the site has opened your request.",
        next="They answer here. You get an e-mail.",
    ),
    _S.IN_REVIEW: StatusText(
        word="Being looked at",
        kind="opening",
        means="The site is looking at your request.",
        next="They may ask you something, or say yes or no. You get an e-mail.",
    ),
    _S.ASKED: StatusText(
        word="A question for you",
        kind="open",
        means="The site has asked you something.",
        next="Answer below. You can also say that you don’t know.",
    ),
    _S.ACCEPTED: StatusText(
        word="The site would like to go on",
        kind="open",
        means="The site thinks that you may fit and would like to talk with you.",
        next="The team tells you what comes next. Joining is still your choice.",
    ),
    _S.ENROLLED: StatusText(
        word="You take part",
        kind="open",
        means="The site has noted that you take part in the trial.",
        next="The study team is there for your questions. You can leave a trial at any time.",
    ),
    _S.DECLINED: StatusText(
        word="The site said no",
        kind="closed",
        means="The site cannot take you into this trial.",
        next="Other trials may fit. You find some below.",
    ),
    _S.WITHDRAWN: StatusText(
        word="Withdrawn",
        kind="closed",
        means="You took this request back. The site can no longer see what you had sent.",
        next="You can apply again at any time while the trial is open.",
    ),
    _S.LAPSED: StatusText(
        word="The trial closed first",
        kind="closed",
        means="The trial takes no new people any more.",
        next="Other trials may fit. You find some below.",
    ),
}

EVENT: Mapping[EventKind, str] = {
    EventKind.WAITLISTED: "You joined the list",
    EventKind.TOLD: "We told you that it has come",
    EventKind.SENT: "You sent your request",
    EventKind.OPENED: "The site opened it",
    EventKind.ACKNOWLEDGED: "The site said that it is looking at it",
    EventKind.ASKED: "The site asked you something",
    EventKind.ANSWERED: "You answered",
    EventKind.ACCEPTED: "The site would like to go on with you",
    EventKind.ENROLLED: "The site noted that you take part",
    EventKind.DECLINED: "The site said no",
    EventKind.DESK_WROTE: "The site wrote to you",
    EventKind.PERSON_WROTE: "You wrote to the site",
    EventKind.REMINDED: "We reminded you",
    EventKind.WITHDRAWN: "You took your request back",
    EventKind.LAPSED: "The trial closed to new people",
}

DESK_EVENT: Mapping[EventKind, str] = {
    EventKind.SENT: "The person sent the request",
    EventKind.OPENED: "Your desk opened it",
    EventKind.ACKNOWLEDGED: "Your desk said that it is looking at it",
    EventKind.ASKED: "Your desk asked",
    EventKind.ANSWERED: "The person answered",
    EventKind.ACCEPTED: "Your desk would like to go on",
    EventKind.ENROLLED: "The person takes part",
    EventKind.DECLINED: "Your desk said no",
    EventKind.DESK_WROTE: "Your desk wrote",
    EventKind.PERSON_WROTE: "The person wrote",
    EventKind.REMINDED: "We reminded the person",
    EventKind.WITHDRAWN: "The person took the request back",
    EventKind.LAPSED: "The study closed to new people",
    EventKind.WAITLISTED: "The person joined the list",
    EventKind.TOLD: "We told the person that the wait is over",
}

REASON: Mapping[DeclineReason, str] = {
    DeclineReason.CRITERION: "One of the rules of the trial is not met",
    DeclineReason.NO_ROOM: "There is no room at this site",
    DeclineReason.TOO_FAR: "The site is too far for the visits that are needed",
    DeclineReason.CLOSING: "The trial is about to close",
    DeclineReason.NOT_REACHED: "The site could not reach you",
    DeclineReason.DOCTOR_FIRST: "Talk with your own doctor first, then apply again",
    DeclineReason.NOT_SAID: "The site gave no reason",
}

PURPOSE: Mapping[WaitPurpose, str] = {
    WaitPurpose.OPENING: "that it opens",
    WaitPurpose.REOPENING: "that it takes people again",
    WaitPurpose.SIMILAR: "similar trials",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeText:
    """The outcome of a check: a heading, what it means, and what to do next."""

    word: str
    kind: str
    means: str
    next: str


OUTCOME: Mapping[Outcome, OutcomeText] = {
    Outcome.LIKELY: OutcomeText(
        word="You may well fit this trial",
        kind="met",
        means="Nothing that you told us speaks against it, and most of what the trial asks for is met.",
        next="Only the study team can decide. Talk with your doctor, and apply if you would like to.",
    ),
    Outcome.POSSIBLE: OutcomeText(
        word="You may fit this trial",
        kind="unknown",
        means="Nothing that you told us speaks against it. Some things are still not known.",
        next="The study team can find out what is missing. You can apply without knowing everything.",
    ),
    Outcome.UNLIKELY: OutcomeText(
        word="This trial may not fit you",
        kind="not met",
        means="At least one thing that the trial asks for is not met, as far as your answers say.",
        next="Look at the reasons below. If an answer is wrong, change it. Other trials may fit.",
    ),
    Outcome.TOO_LITTLE_KNOWN: OutcomeText(
        word="We know too little to say",
        kind="unknown",
        means="Nothing that you told us speaks against it, but most things are still not known.",
        next="You can answer more questions, ask your doctor, or let the study team find out.",
    ),
}
