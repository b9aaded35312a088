"""The registry's tables: raw records in all their versions, and what is known of them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import Moment, RowId, metadata

__all__ = [
    "dictionary",
    "metadata",
    "pull",
    "quarantine",
    "registry_event",
    "store_note",
    "study",
    "study_alias",
    "study_version",
]

_PUBLIC = classed(Privacy.PUBLIC)
_OPERATIONAL = classed(Privacy.OPERATIONAL)

dictionary = Table(
    "dictionary",
    metadata,
    Column("id", RowId, primary_key=True, info=_OPERATIONAL),
    Column("form", Text, nullable=False, info=_OPERATIONAL),
    Column("trained_on", Integer, nullable=False, info=_OPERATIONAL),
    Column("trained_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
)
"""Compression dictionaries, trained on this store's own records. Rows are never changed or removed:
a version that names one cannot be read without it."""

study_version = Table(
    "study_version",
    metadata,
    Column("id", RowId, primary_key=True, info=_OPERATIONAL),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("form", Text, nullable=False, info=_PUBLIC),
    Column("last_update", Text, nullable=False, info=_PUBLIC),
    Column("served_on", Text, nullable=False, info=_PUBLIC),
    Column("raw_hash", LargeBinary, nullable=False, info=_PUBLIC),
    Column("content_hash", LargeBinary, nullable=False, info=_PUBLIC),
    Column("size", Integer, nullable=False, info=_PUBLIC),
    Column("source", Text, nullable=False, info=_OPERATIONAL),
    Column("loaded_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("changed", JSON(none_as_null=True), info=_PUBLIC),
    Column("dictionary_id", ForeignKey("dictionary.id"), info=_OPERATIONAL),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
    Index("uq_study_version_raw_hash", "raw_hash", unique=True),
    Index("uq_study_version_nct_id_content_hash", "nct_id", "content_hash", unique=True),
)
"""Every accepted record as it came. ``content`` is zstd; ``raw_hash`` SHA-256 of the bytes;
``content_hash`` of what they say, bookkeeping of the registry left out; ``last_update`` its
*LastUpdateSubmitDate* and ``served_on`` the last day on which the registry is known to have written
it out so, ISO or empty; ``changed`` the fields that differ from the version before it in date order,
None for the first."""

study = Table(
    "study",
    metadata,
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("version_id", ForeignKey("study_version.id"), nullable=False, info=_OPERATIONAL),
    Column("event_id", RowId, nullable=False, info=_OPERATIONAL),
    Column("first_loaded_at", Moment, nullable=False, info=_OPERATIONAL),
    Index("ix_study_event_id", "event_id"),
    Index("ix_study_version_id", "version_id"),
)
"""The current version of each study. ``event_id``: the event that made it current."""

study_alias = Table(
    "study_alias",
    metadata,
    Column("alias", Text, primary_key=True, info=_PUBLIC),
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Index("ix_study_alias_nct_id", "nct_id"),
)
"""Identifiers that the registry has replaced (*NCTIdAlias*) → the study that has them now."""

registry_event = Table(
    "registry_event",
    metadata,
    Column("id", RowId, primary_key=True, info=_OPERATIONAL),
    Column("nct_id", Text, nullable=False, info=_PUBLIC),
    Column("version_id", ForeignKey("study_version.id"), nullable=False, info=_OPERATIONAL),
    Column("kind", Text, nullable=False, info=_PUBLIC),
    Column("changed", JSON, nullable=False, info=_PUBLIC),
    Column("at", Moment, nullable=False, info=_OPERATIONAL),
    Index("ix_registry_event_nct_id", "nct_id"),
    Index("ix_registry_event_version_id", "version_id"),
)
"""What happened to a study here: ``added``, ``changed`` or ``older`` (an older version came late).
``changed``: the fields that differed from the version that was before it, as known then. Only ever
added to; ids grow in the order of commits, so the greatest is the store's generation."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", RowId, primary_key=True, info=_OPERATIONAL),
    Column("fingerprint", LargeBinary, nullable=False, info=_PUBLIC),
    Column("source", Text, nullable=False, info=_OPERATIONAL),
    Column("position", Text, nullable=False, info=_OPERATIONAL),
    Column("nct_id", Text, info=_PUBLIC),
    Column("form", Text, info=_PUBLIC),
    Column("path", Text, nullable=False, info=_PUBLIC),
    Column("reason", Text, nullable=False, info=_PUBLIC),
    Column("first_seen_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("last_seen_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("size", Integer, nullable=False, info=_PUBLIC),
    Column("complete", Boolean, nullable=False, info=_OPERATIONAL),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
    Index("uq_quarantine_fingerprint", "fingerprint", unique=True),
    Index("ix_quarantine_nct_id", "nct_id"),
)
"""Records that could not be read, with the reason, until a good version of the same study comes.
``content`` is zstd of the first bytes; ``complete`` whether that is all of them."""

pull = Table(
    "pull",
    metadata,
    Column("scope", Text, primary_key=True, info=_OPERATIONAL),
    Column("next_token", Text, info=_OPERATIONAL),
    Column("pages", Integer, nullable=False, info=_OPERATIONAL),
    Column("read", Integer, nullable=False, info=_OPERATIONAL),
    Column("newest", Text, nullable=False, info=_PUBLIC),
    Column("high_water", Text, nullable=False, info=_PUBLIC),
    Column("started_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("updated_at", Moment, nullable=False, info=_OPERATIONAL),
    Column("finished_at", Moment, info=_OPERATIONAL),
)
"""How far each pull from the registry has come. ``next_token``: the page to ask for next;
``newest``: the latest *LastUpdatePostDate* of this pull; ``high_water``: that of the last pull
that ended, from which an incremental pull starts."""

store_note = Table(
    "store_note",
    metadata,
    Column("name", Text, primary_key=True, info=_OPERATIONAL),
    Column("value", Text, nullable=False, info=_OPERATIONAL),
)
"""Small facts of this store by name: whether it holds demonstration studies, for one."""
