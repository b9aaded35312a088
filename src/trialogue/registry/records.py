"""A record as it came, and a thing that could not be read as one."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.ids import NctId
from trialogue.registry.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """The very bytes of one record. ``source`` is the file or address, ``position`` its place there."""

    source: str
    position: str
    content: bytes
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that gave no record, and why; reading went on after it.

    ``skipped`` is True for what was never meant to be a record (a picture in a folder): it is named
    and does not count. ``content`` is what was read of it, where that may help to mend it.
    """

    source: str
    position: str
    reason: str
    nct_id: NctId | None = None
    skipped: bool = False
    content: bytes = b""
