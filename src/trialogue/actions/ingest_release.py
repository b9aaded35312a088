"""Which records leave the quarantine: those of a study of which a good record, no older, has come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from trialogue.store.quarantine import quarantined_of, release_rows

_V2_DATE = re.compile(rb"\"lastUpdateSubmitDate\"\s*:\s*\"(\d{4}(?:-\d\d){0,2})\"", re.ASCII)
_XML_DATE = re.compile(rb"<last(?:_update_submitted|changed_date)>\s*(\w+ (?:\d{1,2}, )?\d{4})\s*<", re.ASCII)


def release_for(conn: Connection, good: Mapping[str, str]) -> None:
    """Let go what good records (study -> last update, ISO) have made good.

    A bad record that says of itself that it is newer stays: the good one does not replace it.
    """
    rows = quarantined_of(conn, good.keys())
    release_rows(
        conn, [row.id for row in rows if said_update(row.rejected.content) <= good[str(row.rejected.nct_id)]]
    )


def said_update(content: bytes) -> str:
    """The last update that a broken record gives itself, ISO; empty where it gives none."""
    found = _V2_DATE.search(content)
    if found is not None:
        return found[1].decode()
    legacy = _XML_DATE.search(content)
    return "" if legacy is None else _iso(legacy[1].decode("ascii", "replace"))


def _iso(text: str) -> str:
    for form, length in (("%B %d, %Y", 10), ("%B %Y", 7)):
        try:
            return datetime.strptime(text, form).date().isoformat()[:length]  # noqa: DTZ007
        except ValueError:
            continue
    return ""
