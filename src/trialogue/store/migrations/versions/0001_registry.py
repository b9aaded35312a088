"""The registry's tables: versions, current studies, events, quarantine, pulls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import Moment, RowId

revision = "0001_registry"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _dictionary()
    _study_version()
    _study()
    _registry_event()
    _quarantine()
    _pull()
    op.create_table(
        "store_note",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _dictionary() -> None:
    op.create_table(
        "dictionary",
        sa.Column("id", RowId, primary_key=True),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("trained_on", sa.Integer, nullable=False),
        sa.Column("trained_at", Moment, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _study_version() -> None:
    op.create_table(
        "study_version",
        sa.Column("id", RowId, primary_key=True),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("last_update", sa.Text, nullable=False),
        sa.Column("served_on", sa.Text, nullable=False),
        sa.Column("raw_hash", sa.LargeBinary, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("loaded_at", Moment, nullable=False),
        sa.Column("changed", sa.JSON),
        sa.Column("dictionary_id", RowId, sa.ForeignKey("dictionary.id")),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("uq_study_version_raw_hash", "study_version", ["raw_hash"], unique=True)
    op.create_index(
        "uq_study_version_nct_id_content_hash", "study_version", ["nct_id", "content_hash"], unique=True
    )


def _study() -> None:
    op.create_table(
        "study",
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("version_id", RowId, sa.ForeignKey("study_version.id"), nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("first_loaded_at", Moment, nullable=False),
    )
    op.create_index("ix_study_event_id", "study", ["event_id"])
    op.create_index("ix_study_version_id", "study", ["version_id"])
    op.create_table(
        "study_alias",
        sa.Column("alias", sa.Text, primary_key=True),
        sa.Column("nct_id", sa.Text, primary_key=True),
    )
    op.create_index("ix_study_alias_nct_id", "study_alias", ["nct_id"])


def _registry_event() -> None:
    op.create_table(
        "registry_event",
        sa.Column("id", RowId, primary_key=True),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("version_id", RowId, sa.ForeignKey("study_version.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("ix_registry_event_nct_id", "registry_event", ["nct_id"])
    op.create_index("ix_registry_event_version_id", "registry_event", ["version_id"])


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", RowId, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("nct_id", sa.Text),
        sa.Column("form", sa.Text),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("first_seen_at", Moment, nullable=False),
        sa.Column("last_seen_at", Moment, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("uq_quarantine_fingerprint", "quarantine", ["fingerprint"], unique=True)
    op.create_index("ix_quarantine_nct_id", "quarantine", ["nct_id"])


def _pull() -> None:
    op.create_table(
        "pull",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("next_token", sa.Text),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("newest", sa.Text, nullable=False),
        sa.Column("high_water", sa.Text, nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
    )
