"""People, their answers, sessions and sign-in links."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import Moment

revision = "0002_people"
down_revision = "0001_registry"


def upgrade() -> None:
    """Make the tables."""
    _person()
    _profile()
    _session()
    _sign_in_link()
    _throttle()
    _caring()
    _saved_study()


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("wrapped_key", sa.Text, nullable=False),
        sa.Column("address_mark", sa.Text, unique=True),
        sa.Column("address_sealed", sa.LargeBinary),
        sa.Column("name_sealed", sa.LargeBinary),
        sa.Column("phone_sealed", sa.LargeBinary),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )


def _profile() -> None:
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("answers_sealed", sa.LargeBinary, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("handle", sa.Text, unique=True, nullable=False),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE")),
        sa.Column("acting_for", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE")),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("draft_cipher", sa.LargeBinary),
    )
    op.create_index("ix_session_expires_at", "session", ["expires_at"])
    op.create_index("ix_session_person_id", "session", ["person_id"])


def _sign_in_link() -> None:
    op.create_table(
        "sign_in_link",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("device_mark", sa.Text, nullable=False),
        sa.Column("address_cipher", sa.LargeBinary, nullable=False),
        sa.Column("next_path", sa.Text, nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
    )
    op.create_index("ix_sign_in_link_expires_at", "sign_in_link", ["expires_at"])


def _throttle() -> None:
    op.create_table(
        "throttle",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("since", Moment, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def _caring() -> None:
    op.create_table(
        "caring",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("carer_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("consent_sealed", sa.LargeBinary, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
    op.create_index("ix_caring_carer_id", "caring", ["carer_id"])
    op.create_index("ix_caring_person_id", "caring", ["person_id"])


def _saved_study() -> None:
    op.create_table(
        "saved_study",
        sa.Column("person_id", sa.Text, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("saved_at", Moment, nullable=False),
        sa.Column("alert", sa.Boolean, nullable=False),
        sa.Column("told_version", sa.Integer),
    )
