"""Addresses of searches: always the same for the same search, so that they can be shared and kept."""

from __future__ import annotations

from urllib.parse import urlencode

from trialogue.index.query_string import to_params
from trialogue.model.search import Query


def search_address(query: Query, path: str = "/search") -> str:
    """The address that runs this search."""
    params = to_params(query)
    return f"{path}?{urlencode(params)}" if params else path
