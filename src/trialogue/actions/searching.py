"""Searching, and never taking a broken index for an empty registry."""

from __future__ import annotations

from trialogue.actions.ingest import Parts
from trialogue.errors import StoreUnavailableError
from trialogue.model.search import Found, Query
from trialogue.store import studies


def search(parts: Parts, query: Query) -> Found:
    """The index's answer. Raises StoreUnavailableError where the index is missing but studies are not."""
    found = parts.index.search(query)
    if found.total == 0 and (trouble := parts.index.trouble()):
        with parts.database.read() as connection:
            if studies.count(connection):
                raise StoreUnavailableError(trouble)
    return found
