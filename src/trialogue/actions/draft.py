"""What a browser has begun and not yet sent: answers of one who is not signed in, a half-made request."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.errors import BadDataError
from trialogue.model.person import Actor
from trialogue.model.profile import Profile
from trialogue.store import people, sessions
from trialogue.store.profile_json import profile_from_json, profile_to_json


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Unsent:
    """A form that came when nobody was signed in any more, or not freshly enough: kept as it was typed.

    ``what``: the action in words. ``person``: who was signed in there; None where nobody was.
    """

    what: str
    path: str
    values: tuple[tuple[str, str], ...]
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Draft:
    """``answers`` are used only while nobody is signed in. The rest is the request being made.

    ``request_id``: made once, so that a form sent twice is one request. ``last_key``: the question
    answered last. ``effect_of``: the answers before it, to say what it changed.
    """

    answers: Profile = field(default_factory=Profile)
    last_key: str | None = None
    nct_id: str | None = None
    site: str | None = None
    removed: tuple[str, ...] = ()
    note: str = ""
    name: str = ""
    phone: str = ""
    request_id: str | None = None
    unsent: Unsent | None = None


def load_draft(conn: Connection, token: str) -> Draft:
    """The draft of a browser; an empty one where there is none."""
    content = sessions.get_draft(conn, token)
    return Draft() if content is None else _decode(content)


def save_draft(conn: Connection, token: str, draft: Draft) -> None:
    """Keep a draft in the browser's session, which must exist."""
    sessions.put_draft(conn, token, _encode(draft))


def _encode(draft: Draft) -> bytes:
    document = {
        name: getattr(draft, name)
        for name in ("last_key", "nct_id", "site", "note", "name", "phone", "request_id")
    }
    answers = json.loads(profile_to_json(draft.answers))
    more = {"removed": draft.removed, "answers": answers, "unsent": draft.unsent and asdict(draft.unsent)}
    return json.dumps({**document, **more}).encode()


def _decode(content: bytes) -> Draft:
    try:
        document = json.loads(content)
        answers = profile_from_json(json.dumps(document.pop("answers")).encode())
        unsent = document.pop("unsent", None)
        if unsent is not None:
            unsent = Unsent(**{**unsent, "values": tuple((name, value) for name, value in unsent["values"])})
        return Draft(answers=answers, removed=tuple(document.pop("removed")), unsent=unsent, **document)
    except (ValueError, KeyError, TypeError):
        raise BadDataError("What was begun in this browser cannot be read") from None


def answers_of(office: Office, conn: Connection, actor: Actor, draft: Draft) -> Profile:
    """The answers that count now: the person's (or cared-for person's), or this browser's."""
    if actor.subject is not None:
        return people.get_profile(conn, office.ring, actor.subject)
    return draft.answers


def keep_answers(office: Office, conn: Connection, actor: Actor, answers: Profile, draft: Draft) -> Draft:
    """Keep a person's answers; those of one who is not signed in go into the draft, which is returned."""
    if actor.subject is None:
        return replace(draft, answers=answers)
    people.put_profile(conn, office.ring, actor.subject, answers, office.clock())
    return draft


def keep_unsent(office: Office, token: str, unsent: Unsent | None) -> None:
    """Keep a form that was not taken, in the browser's session, which must exist; or forget it."""
    with office.database.write(light=True) as conn:
        save_draft(conn, token, replace(load_draft(conn, token), unsent=unsent))


def unsent_of(office: Office, token: str, person: str | None) -> Unsent | None:
    """The form that this person's browser could not send. What somebody else typed is shown to nobody."""
    with office.database.read() as conn:
        found = load_draft(conn, token).unsent
    return found if found is not None and found.person in (None, person) else None
