"""Some who work at a desk may read there, and not answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_readers"
down_revision = "0007_extracts"


def upgrade() -> None:
    """Add the column."""
    column = sa.Column("reads_only", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("desk_claim", column)
