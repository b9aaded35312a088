"""A registry record on its way into the store, and as it comes out again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trialogue.model.ids import NctId
from trialogue.model.quickly_made import quickly_made

# Of two forms that the registry wrote on the same day the one that says more counts.
_FORM_RANK = {"legacy-xml": 0, "v2-json": 1}

VersionKey = tuple[str, str, int, bytes]


def raw_hash(content: bytes) -> bytes:
    """SHA-256 of a record's bytes."""
    return hashlib.sha256(content).digest()


def version_key(last_update: str, served_on: str, form: str, content_hash: bytes) -> VersionKey:
    """The order of the versions of one study; the greatest is current, in whatever order they came.

    First the record's own last update; then the day on which the registry wrote it out, because its
    derived parts (MeSH terms) change without an update; then the form; last the hash, so that no
    two versions are equal. A missing date is the oldest; ``2018-03`` comes before ``2018-03-01``.
    """
    return (last_update, served_on, _FORM_RANK.get(form, -1), content_hash)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record that was read without fault. ``packed`` is zstd, with the dictionary that is named.

    ``content_hash`` is of what the record says: two spellings of the same content (white space, order
    of keys, the registry's own bookkeeping) have the same one.
    """

    nct_id: NctId
    form: str
    last_update: str
    served_on: str
    raw_hash: bytes
    content_hash: bytes
    size: int
    source: str
    packed: bytes
    dictionary_id: int | None = None
    aliases: tuple[NctId, ...] = ()

    @property
    def key(self) -> VersionKey:
        """Its place among the versions of its study."""
        return version_key(self.last_update, self.served_on, self.form, self.content_hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRecord:
    """One version of a study as the store has it. ``content`` are the very bytes that came.

    ``version`` counts from 1 in date order; ``changed`` are the fields that differ from the version
    before (empty for the first); dates are ISO and may be partial or empty.
    """

    nct_id: NctId
    form: str
    content: bytes
    version: int
    version_id: int
    content_hash: bytes
    last_update: str
    served_on: str
    loaded_at: datetime
    source: str
    changed: tuple[str, ...] = ()
    is_current: bool = True


class PutOutcome(StrEnum):
    """What a put did: a new or changed study; nothing; or kept in the history as an older version."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawContent:
    """The bytes of one version and their form."""

    content: bytes
    form: str


Compare = Callable[[RawContent, RawContent], tuple[str, ...]]
"""Which fields differ from the older to the newer content."""
