"""Tables of applications and desks, the outbox, and the trail of who did what."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
)

from trialogue.store.person_tables import owned_by_person
from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import Moment, RowId, metadata

_PUBLIC = classed(Privacy.PUBLIC)
_OPERATIONAL = classed(Privacy.OPERATIONAL)
_CONTACT = classed(Privacy.CONTACT)
_HEALTH = classed(Privacy.HEALTH)
_SECRET = classed(Privacy.SECRET)

application = Table(
    "application",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    owned_by_person(nullable=False),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("site", Text, info=_PUBLIC),
    Column("sent_by", Text, nullable=False, info=_OPERATIONAL),
    Column("packet_sealed", LargeBinary, info=_HEALTH),
    Column("consent_sealed", LargeBinary, info=_HEALTH),
    Index("ix_application_person_id", "person_id"),
    Index("ix_application_nct_id_site", "nct_id", "site"),
)
"""A request of one person to one site. It has no status: that is a fold over its events."""

application_event = Table(
    "application_event",
    metadata,
    Column(
        "application_id",
        Text,
        ForeignKey("application.id", ondelete="CASCADE"),
        primary_key=True,
        info=_OPERATIONAL,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False, info=_OPERATIONAL),
    Column("kind", Text, nullable=False, info=_OPERATIONAL),
    Column("leads_to", Text, nullable=False, info=_OPERATIONAL),
    Column("at", Moment, nullable=False, info=_OPERATIONAL),
    Column("actor", Text, info=_OPERATIONAL),
    Column("reason", Text, info=_OPERATIONAL),
    Column("criterion", Text, info=_OPERATIONAL),
    Column("purpose", Text, info=_OPERATIONAL),
    Column("words_sealed", LargeBinary, info=_HEALTH),
    Index("ix_application_event_at", "at"),
)
"""What happened, only ever added to. ``leads_to``: the status that the fold has after this event,
kept so that an inbox can be listed by the engine; the fold stays the rule and a test compares them.
The primary key lets one of two that act at once win."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    owned_by_person(),
    Column("kind", Text, nullable=False, info=_OPERATIONAL),
    Column("about", Text, info=_OPERATIONAL),
    Column("wrapped_key", Text, nullable=False, info=_SECRET),
    Column("mail_cipher", LargeBinary, info=_CONTACT),
    Column("created_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("due_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("attempts", Integer, nullable=False, info=_OPERATIONAL),
    Column("leased_until", Moment, info=_OPERATIONAL),
    Column("sent_at", Moment, info=_OPERATIONAL),
    Column("failed_at", Moment, info=_OPERATIONAL),
    Column("error", Text, info=_OPERATIONAL),
    Index("ix_outbox_due_at", "due_at"),
    Index("ix_outbox_person_id", "person_id"),
)
"""Mails to send, each written in the transaction of the event that it tells of. The mail itself is
removed once it is sent. ``error``: the server's code only, never an address."""

desk_claim = Table(
    "desk_claim",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    owned_by_person(nullable=False),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("site", Text, nullable=False, info=_PUBLIC),
    Column("words_sealed", LargeBinary, info=_CONTACT),
    Column("asked_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("decided_at", Moment, info=_OPERATIONAL),
    Column("decided_by", Text, info=_OPERATIONAL),
    Column("granted", Boolean, nullable=False, info=_OPERATIONAL),
    Column("reads_only", Boolean, nullable=False, server_default=false(), info=_OPERATIONAL),
    Column("ended_at", Moment, info=_OPERATIONAL),
    Index("ix_desk_claim_nct_id_site", "nct_id", "site"),
    Index("ix_desk_claim_person_id", "person_id"),
)
"""Who says that they work at a site, and what the steward decided."""

desk_capacity = Table(
    "desk_capacity",
    metadata,
    Column("id", RowId, primary_key=True, info=_OPERATIONAL),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("site", Text, nullable=False, info=_PUBLIC),
    Column("at", Moment, nullable=False, info=_PUBLIC),
    Column("said_by", Text, nullable=False, info=_OPERATIONAL),
    Column("places", Integer, info=_PUBLIC),
    Column("until", Date, info=_PUBLIC),
    Column("paused", Boolean, nullable=False, info=_PUBLIC),
    Index("ix_desk_capacity_nct_id_site", "nct_id", "site"),
)
"""What a site said of its room. The newest row counts; rows are only ever added."""

check_count = Table(
    "check_count",
    metadata,
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("day", Date, primary_key=True, info=_OPERATIONAL),
    Column("started", Integer, nullable=False, info=_OPERATIONAL),
    Column("finished", Integer, nullable=False, info=_OPERATIONAL),
)
"""How many pre-screenings were begun and finished on a day. No row names a person."""

audit = Table(
    "audit",
    metadata,
    Column("seq", RowId, primary_key=True, autoincrement=False, info=_OPERATIONAL),
    Column("at", Moment, nullable=False, info=_OPERATIONAL),
    Column("actor", Text, info=_OPERATIONAL),
    Column("action", Text, nullable=False, info=_OPERATIONAL),
    Column("subject", Text, nullable=False, info=_OPERATIONAL),
    Column("detail", Text, nullable=False, info=_OPERATIONAL),
    Column("previous", Text, nullable=False, info=_OPERATIONAL),
    Column("mark", Text, nullable=False, info=_OPERATIONAL),
)
"""Who did what to what, each row chained to the one before by a keyed digest. Ids only: when a
person is erased, their id names nobody."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, info=_OPERATIONAL),
    Column("seq", RowId, nullable=False, info=_OPERATIONAL),
    Column("mark", Text, nullable=False, info=_OPERATIONAL),
)
"""The last row of the trail, by which a cut tail is found."""
