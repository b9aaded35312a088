"""The engines of search, in turn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.fixtures.searching import Build

from trialogue.index.document import StudyDocument
from trialogue.index.memory import MemoryIndex
from trialogue.index.protocol import Index
from trialogue.index.tantivy_index import TantivyIndex


@pytest.fixture(params=["memory", "tantivy"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    """Make an index of some studies, on each engine in turn."""

    def made(documents: Iterable[StudyDocument]) -> Index:
        index: Index = MemoryIndex() if request.param == "memory" else TantivyIndex(tmp_path / "index")
        index.rebuild(documents, 1)
        return index

    return made
