"""What was read of records for their pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trialogue.store.schema import RowId

revision = "0007_extracts"
down_revision = "0006_written"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "study_extract",
        sa.Column("nct_id", sa.Text, primary_key=True),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
