"""The town on each engine in turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fixtures.town import Town, found_town

from trialogue.store.database import Database


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Town:
    """An office with one open study, on SQLite and on PostgreSQL."""
    return found_town(database, tmp_path)
