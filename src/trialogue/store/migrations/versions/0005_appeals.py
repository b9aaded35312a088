"""Appeals against readings of criteria."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import Moment

revision = "0005_appeals"
down_revision = "0004_statistics"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "appeal",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("nct_id", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("settled_at", Moment),
        sa.Column("wrapped_key", sa.Text),
        sa.Column("comment_sealed", sa.LargeBinary),
    )
    op.create_index("ix_appeal_nct_id", "appeal", ["nct_id"])
