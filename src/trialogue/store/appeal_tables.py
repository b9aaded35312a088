"""The table of appeals against readings. No column names a person, and none leads to one."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import Moment, metadata

_PUBLIC = classed(Privacy.PUBLIC)
_OPERATIONAL = classed(Privacy.OPERATIONAL)
_HEALTH = classed(Privacy.HEALTH)
_SECRET = classed(Privacy.SECRET)

appeal = Table(
    "appeal",
    metadata,
    Column("id", Text, primary_key=True, info=_OPERATIONAL),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("criterion", Text, nullable=False, info=_PUBLIC),
    Column("span_start", Integer, nullable=False, info=_PUBLIC),
    Column("span_end", Integer, nullable=False, info=_PUBLIC),
    Column("words", Text, nullable=False, info=_PUBLIC),
    Column("reader", Text, nullable=False, info=_OPERATIONAL),
    Column("statement", Text, nullable=False, info=_OPERATIONAL),
    Column("question", Text, nullable=False, info=_OPERATIONAL),
    Column("at", Moment, nullable=False, info=_OPERATIONAL),
    Column("state", Text, nullable=False, info=_OPERATIONAL),
    Column("settled_at", Moment, info=_OPERATIONAL),
    Column("wrapped_key", Text, info=_SECRET),
    Column("comment_sealed", LargeBinary, info=_HEALTH),
    Index("ix_appeal_nct_id", "nct_id"),
)
"""One row each time somebody says that a criterion is read wrongly. ``comment_sealed``: free text;
people are asked to tell nothing of their health there, and some will. It has a key of its own, in the
same row, and both go together (``store.retention``). ``settled_at``: None while the state is open."""
