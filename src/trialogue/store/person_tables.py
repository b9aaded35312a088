"""Tables of people: who they are, what they told, where they are signed in.

A column whose name ends in ``_sealed`` holds cipher text (``store.sealing``); the person's row holds
the key. Everything hangs on the person's row and goes with it.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import Moment, metadata

_PUBLIC = classed(Privacy.PUBLIC)
_OPERATIONAL = classed(Privacy.OPERATIONAL)
_CONTACT = classed(Privacy.CONTACT)
_HEALTH = classed(Privacy.HEALTH)
_SECRET = classed(Privacy.SECRET)


def owned_by_person(name: str = "person_id", **options: object) -> Column[str]:
    """A column that names the person to whom a row belongs; the row goes when the person goes."""
    target = ForeignKey("person.id", ondelete="CASCADE")
    return Column(name, Text, target, info=_OPERATIONAL, **options)  # type: ignore[arg-type]


person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    Column("wrapped_key", Text, nullable=False, info=_SECRET),
    Column("address_mark", Text, unique=True, info=_SECRET),
    Column("address_sealed", LargeBinary, info=_CONTACT),
    Column("name_sealed", LargeBinary, info=_CONTACT),
    Column("phone_sealed", LargeBinary, info=_CONTACT),
    Column("created_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("seen_at", Moment, nullable=False, info=_OPERATIONAL),
)
"""One human. ``address_mark``: keyed digest of the address; None for one whom a carer acts for."""

profile = Table(
    "profile",
    metadata,
    owned_by_person(primary_key=True),
    Column("answers_sealed", LargeBinary, nullable=False, info=_HEALTH),
    Column("updated_at", Moment, nullable=False, info=_OPERATIONAL),
)
"""A person's answers, filled once and used for every study."""

session = Table(
    "session",
    metadata,
    Column("mark", Text, primary_key=True, info=_SECRET),
    Column("handle", Text, nullable=False, unique=True, info=_OPERATIONAL),
    owned_by_person(),
    owned_by_person("acting_for"),
    Column("device", Text, nullable=False, info=_CONTACT),
    Column("created_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("seen_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("expires_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("draft_cipher", LargeBinary, info=_HEALTH),
    Index("ix_session_person_id", "person_id"),
    Index("ix_session_expires_at", "expires_at"),
)
"""A browser. ``draft_cipher`` can be read only with the token in that browser's cookie."""

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("mark", Text, primary_key=True, info=_SECRET),
    Column("device_mark", Text, nullable=False, info=_SECRET),
    Column("address_cipher", LargeBinary, nullable=False, info=_CONTACT),
    Column("next_path", Text, nullable=False, info=_OPERATIONAL),
    Column("asked_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("expires_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("used_at", Moment, info=_OPERATIONAL),
    Index("ix_sign_in_link_expires_at", "expires_at"),
)
"""Sign-in links that were sent. ``address_cipher`` can be read only with the token in the link."""

throttle = Table(
    "throttle",
    metadata,
    Column("mark", Text, primary_key=True, info=_SECRET),
    Column("since", Moment, primary_key=True, info=_OPERATIONAL),
    Column("count", Integer, nullable=False, info=_OPERATIONAL),
)
"""How often something was tried, by a keyed digest of who tried, in one stretch of time."""

caring = Table(
    "caring",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    owned_by_person(nullable=False),
    owned_by_person("carer_id", nullable=False),
    Column("consent_sealed", LargeBinary, nullable=False, info=_CONTACT),
    Column("recorded_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("ended_at", Moment, info=_OPERATIONAL),
    Index("ix_caring_carer_id", "carer_id"),
    Index("ix_caring_person_id", "person_id"),
)
"""That a carer acts for a person, with the words of the consent that was given."""

saved_study = Table(
    "saved_study",
    metadata,
    owned_by_person(primary_key=True),
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("saved_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("alert", Boolean, nullable=False, info=_OPERATIONAL),
    Column("told_version", Integer, info=_OPERATIONAL),
)
"""Studies that a person keeps; with ``alert``, a mail when the record changes."""
