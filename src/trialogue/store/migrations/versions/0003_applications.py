"""Applications with their events, the outbox, desks and the trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import Moment, RowId

revision = "0003_applications"
down_revision = "0002_people"


def upgrade() -> None:
    """Make the tables."""
    _application()
    _application_event()
    _outbox()
    _desk_claim()
    _desk_capacity()
    _check_count()
    _audit()
    _audit_head()


def _application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("site", sa.Text),
        sa.Column("sent_by", sa.Text, nullable=False),
        sa.Column("packet_sealed", sa.LargeBinary),
        sa.Column("consent_sealed", sa.LargeBinary),
    )
    op.create_index("ix_application_nct_id_site", "application", ["nct_id", "site"])
    op.create_index("ix_application_person_id", "application", ["person_id"])


def _application_event() -> None:
    op.create_table(
        "application_event",
        sa.Column(
            "application_id", sa.Text, sa.ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("leads_to", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("criterion", sa.Text),
        sa.Column("purpose", sa.Text),
        sa.Column("words_sealed", sa.LargeBinary),
    )
    op.create_index("ix_application_event_at", "application_event", ["at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE")),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("wrapped_key", sa.Text, nullable=False),
        sa.Column("mail_cipher", sa.LargeBinary),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("leased_until", Moment),
        sa.Column("sent_at", Moment),
        sa.Column("failed_at", Moment),
        sa.Column("error", sa.Text),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])


def _desk_claim() -> None:
    op.create_table(
        "desk_claim",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("words_sealed", sa.LargeBinary),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("decided_at", Moment),
        sa.Column("decided_by", sa.Text),
        sa.Column("granted", sa.Boolean, nullable=False),
        sa.Column("ended_at", Moment),
    )
    op.create_index("ix_desk_claim_nct_id_site", "desk_claim", ["nct_id", "site"])
    op.create_index("ix_desk_claim_person_id", "desk_claim", ["person_id"])


def _desk_capacity() -> None:
    op.create_table(
        "desk_capacity",
        sa.Column("id", RowId, primary_key=True),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("places", sa.Integer),
        sa.Column("until", sa.Date),
        sa.Column("paused", sa.Boolean, nullable=False),
    )
    op.create_index("ix_desk_capacity_nct_id_site", "desk_capacity", ["nct_id", "site"])


def _check_count() -> None:
    op.create_table(
        "check_count",
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("started", sa.Integer, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", RowId, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
    )


def _audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", RowId, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
    )
