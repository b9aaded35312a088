"""Counts over the registry, and the open studies by condition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_statistics"
down_revision = "0003_applications"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "statistic",
        sa.Column("counted_by", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("studies", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "open_study",
        sa.Column("condition", sa.Text, primary_key=True),
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("updated", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_open_study_condition_updated", "open_study", ["condition", "updated"])
