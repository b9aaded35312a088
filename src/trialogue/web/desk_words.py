"""A desk's words: states as its staff see them, answers with a key and a template, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trialogue.model.application import ApplicationStatus, DeclineReason, EventKind
from trialogue.web.request_words import StatusText

_S = ApplicationStatus


def _text(word: str, kind: str) -> StatusText:
    return StatusText(word=word, kind=kind, means="", next="")


DESK_STATUS: Mapping[ApplicationStatus, StatusText] = {
    _S.WAITING: _text("Waits for the study", "closed"),
    _S.TOLD: _text("Was told that the wait is over", "closed"),
    _S.SENT: _text("New", "open"),
    _S.OPENED: _text("Opened, not answered", "open"),
    _S.IN_REVIEW: _text("Being looked at", "opening"),
    _S.ASKED: _text("Waits for the person", "opening"),
    _S.ACCEPTED: _text("You would like to go on", "opening"),
    _S.ENROLLED: _text("Takes part", "closed"),
    _S.DECLINED: _text("You said no", "closed"),
    _S.WITHDRAWN: _text("Taken back by the person", "closed"),
    _S.LAPSED: _text("The study closed first", "closed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWords:
    """One possible answer: its key on the keyboard, its name, and words to begin from."""

    kind: EventKind
    key: str
    label: str
    template: str


REPLIES: Mapping[EventKind, ReplyWords] = {
    words.kind: words
    for words in (
        ReplyWords(
            kind=EventKind.ACKNOWLEDGED,
            key="l",
            label="We are looking at it",
            template="Thank you for your request. We are looking at it and will write to you again.",
        ),
        ReplyWords(
            kind=EventKind.ASKED,
            key="a",
            label="Ask something",
            template="Thank you for your request. Before we can answer, we would like to know:",
        ),
        ReplyWords(
            kind=EventKind.ACCEPTED,
            key="y",
            label="We would like to go on",
            template="Thank you for your request. We would like to talk with you about a first visit. "
            "When could we call you?",
        ),
        ReplyWords(
            kind=EventKind.ENROLLED,
            key="t",
            label="Takes part now",
            template="You take part in the study now. Thank you.",
        ),
        ReplyWords(
            kind=EventKind.DECLINED,
            key="n",
            label="No",
            template="Thank you for your request. We cannot take you into this study.",
        ),
        ReplyWords(kind=EventKind.DESK_WROTE, key="w", label="Write", template=""),
    )
}

REASON_FOR_DESK: Mapping[DeclineReason, str] = {
    DeclineReason.CRITERION: "A criterion is not met",
    DeclineReason.NO_ROOM: "No room at this site",
    DeclineReason.TOO_FAR: "Too far for the visits",
    DeclineReason.CLOSING: "The study is about to close",
    DeclineReason.NOT_REACHED: "The person could not be reached",
    DeclineReason.DOCTOR_FIRST: "Should talk with their own doctor first",
    DeclineReason.NOT_SAID: "We give no reason",
}


def waiting_words(since: datetime, now: datetime) -> str:
    """``3 days``, ``5 hours``, ``less than an hour``."""
    hours = int((now - since).total_seconds() // 3600)
    if hours >= 48:
        return f"{hours // 24} days"
    if hours >= 24:
        return "1 day"
    return "less than an hour" if hours < 1 else f"{hours} hour{'s' if hours > 1 else ''}"
