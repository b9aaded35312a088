"""What mails say: that there is something to read, and a link. Never a study, an illness or an answer.

A subject line is read over shoulders and on locked screens, so it names nothing but us.
"""

from __future__ import annotations

from trialogue.model.application import EventKind
from trialogue.model.mail import Mail
from trialogue.store.outbox import Letter

_FOOT = (
    "\n\nThis mail was sent by Trialogue. It holds nothing private; what it is about is behind the link.\n"
)

# What each event means for the person, in one sentence without a detail.
_TO_PERSON = {
    EventKind.SENT: "Your request was sent. Your page shows what happens next.",
    EventKind.WAITLISTED: "You are on the list. We write to you when there is something new.",
    EventKind.TOLD: "What you were waiting for has come. Please have a look; nothing is sent without you.",
    EventKind.ACKNOWLEDGED: "The team is looking at your request.",
    EventKind.ASKED: "The team has a question for you.",
    EventKind.ACCEPTED: "The team has answered your request and would like to go on with you.",
    EventKind.ENROLLED: "The team has updated your request.",
    EventKind.DECLINED: "The team has answered your request.",
    EventKind.DESK_WROTE: "The team has written to you.",
    EventKind.REMINDED: "The team is still waiting for your answer. You can also withdraw.",
    EventKind.LAPSED: "There is news about your request.",
    EventKind.WITHDRAWN: "Your request was withdrawn. The team can no longer see what you had sent.",
}
_TO_DESK = {
    EventKind.SENT: "Somebody asks to take part. What they share with you is on your desk.",
    EventKind.ANSWERED: "Somebody has answered your question.",
    EventKind.PERSON_WROTE: "Somebody has written to you.",
    EventKind.WITHDRAWN: "Somebody has withdrawn their request.",
}


def tells_person(kind: EventKind) -> bool:
    """Whether an event is told to the person by mail."""
    return kind in _TO_PERSON


def tells_desk(kind: EventKind) -> bool:
    """Whether an event is told to the desk by mail."""
    return kind in _TO_DESK


def to_person(kind: EventKind, address: str, link: str) -> Mail:
    """The mail to the person about an event."""
    return Mail(to=address, subject="News on Trialogue", text=f"{_TO_PERSON[kind]}\n\n{link}{_FOOT}")


def to_desk(kind: EventKind, address: str, link: str) -> Mail:
    """The mail to one who works at the desk."""
    return Mail(to=address, subject="News on your desk", text=f"{_TO_DESK[kind]}\n\n{link}{_FOOT}")


def to_posted_contact(address: str, link: str) -> Mail:
    """The mail to the contact that the registry posts, where nobody has claimed the site yet."""
    text = (
        "Somebody has asked, through Trialogue, to take part in a study for which the public registry "
        "names you as a contact. To read the request and answer it, say that you work there:\n\n"
        f"{link}\n\nThe people who run this site check who you are first. You get at most one such mail "
        f"a week.{_FOOT}"
    )
    return Mail(to=address, subject="Somebody asks about your study", text=text)


def sign_in(address: str, link: str) -> Letter:
    """The mail with a sign-in link: the same for everybody, known here or not."""
    text = (
        "Open this link in the browser in which you asked for it. It works once, for 15 minutes.\n\n"
        f"{link}\n\nYou did not ask for it? Then do nothing: nobody gets in without this link."
    )
    return Letter(kind="sign in", mail=Mail(to=address, subject="Your link to sign in", text=text + _FOOT))


def claim_decided(address: str, link: str, person: str, claim: str) -> Letter:
    """The mail to a claimant that the steward has decided."""
    text = f"Your claim of a site was looked at. What was decided is here:\n\n{link}{_FOOT}"
    mail = Mail(to=address, subject="Your claim of a site", text=text)
    return Letter(kind="claim decided", mail=mail, person=person, about=claim)


def claim_made(address: str, link: str, claim: str) -> Letter:
    """The mail to a steward that somebody claims a site."""
    text = f"Somebody says that they work at a site. Please check it:\n\n{link}{_FOOT}"
    return Letter(
        kind="claim made", mail=Mail(to=address, subject="A site was claimed", text=text), about=claim
    )


def record_changed(address: str, link: str, person: str, nct_id: str) -> Letter:
    """The mail that a kept study's record has changed. The link leads to the person's page only."""
    text = f"The record of a trial that you keep has changed. See what is new:\n\n{link}{_FOOT}"
    mail = Mail(to=address, subject="News on Trialogue", text=text)
    return Letter(kind="record changed", mail=mail, person=person, about=nct_id)
