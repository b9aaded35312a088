"""Accepted texts of a language model, and how many were refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import Moment, RowId

revision = "0006_written"
down_revision = "0005_appeals"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "written_text",
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("version_id", RowId, sa.ForeignKey("study_version.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("prompt", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("ix_written_text_version_id", "written_text", ["version_id"])
    op.create_table(
        "refused_text",
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("refused", sa.Integer, nullable=False),
    )
