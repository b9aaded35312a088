"""The search index of an instance: tantivy, with our own sites and synonyms beside it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from trialogue.errors import StoreUnavailableError
from trialogue.index.document import StudyDocument
from trialogue.index.finding import find
from trialogue.index.folder import DamagedIndexError, Folder
from trialogue.index.generation import Generation
from trialogue.index.suggesting import suggest
from trialogue.index.synonyms import Table
from trialogue.index.vocabulary import imported, lay_synonyms
from trialogue.index.writing import write_all, write_some
from trialogue.model.ids import NctId
from trialogue.model.search import Found, Query, Suggestion

_MEND = "run `trialogue rebuild` to make it anew from the stored records"


class TantivyIndex:
    """Keeps the promise of ``Index``. Several processes may read while one writes.

    ``path`` is the index's own folder, ``vocabularies`` where imported vocabularies lie. Opening
    never fails: where there is nothing to read, the index is empty, ``marker()`` is 0 and
    ``trouble()`` says why.
    """

    def __init__(self, path: Path, vocabularies: Path | None = None) -> None:
        self._folder = Folder(path=path)
        self._vocabularies = vocabularies
        self._stamp: tuple[int, ...] | None = None
        self._generation: Generation | None = None
        self._trouble = ""
        self._opening = threading.Lock()

    @property
    def folder(self) -> Path:
        """The index's own folder."""
        return self._folder.path

    def search(self, query: Query) -> Found:
        generation = self._current()
        if generation is None:
            return Found(total=0)
        with _readable():
            return find(generation, query)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        generation = self._current()
        if generation is None:
            return ()
        with _readable():
            return suggest(generation, text, limit)

    def apply(self, documents: Iterable[StudyDocument], deleted: Iterable[NctId], marker: int) -> None:
        with self._folder.locked():
            generation = self._current()
            if generation is None:
                self._rebuild(documents, marker)
                return
            gone = [int(nct_id[3:]) for nct_id in deleted]
            with _readable():
                write_some(generation.path, generation.state, documents, gone, marker)

    def rebuild(self, documents: Iterable[StudyDocument], marker: int) -> int:
        with self._folder.locked():
            return self._rebuild(documents, marker)

    def _rebuild(self, documents: Iterable[StudyDocument], marker: int) -> int:
        fresh = self._folder.new()
        count = write_all(fresh, documents, marker)
        self._folder.swap(fresh)
        return count

    def marker(self) -> int:
        generation = self._current()
        return generation.state.marker if generation else 0

    def size(self) -> int:
        generation = self._current()
        return int(generation.searcher.num_docs) if generation else 0

    def trouble(self) -> str:
        """Why there is nothing to search in, in one sentence; empty where all is well."""
        self._current()
        return f"{self._trouble}; {_MEND}" if self._trouble else ""

    def close(self) -> None:
        self._generation, self._stamp = None, None

    def _current(self) -> Generation | None:
        """The generation that counts now, opened anew where a writer was at work.

        One thread opens it; the others wait, for what they would find before may be gone.
        """
        stamp = (*self._folder.stamp(), _changed(self._vocabularies))
        if stamp == self._stamp:
            return self._generation
        with self._opening:
            if stamp != self._stamp:
                try:
                    self._generation = Generation(self._folder.current(), self._more_synonyms)
                    self._trouble = ""
                except DamagedIndexError as error:
                    self._generation, self._trouble = None, str(error)
                self._stamp = stamp
        return self._generation

    def _more_synonyms(self) -> list[Table]:
        more = imported(self._vocabularies) if self._vocabularies else []
        return [lay_synonyms(), *more]


def _changed(folder: Path | None) -> int:
    """When a vocabulary was last imported."""
    try:
        return folder.stat().st_mtime_ns if folder else 0
    except OSError:
        return 0


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what breaks under a running instance into one clear message."""
    try:
        yield
    except (DamagedIndexError, ValueError, OSError) as error:
        raise StoreUnavailableError(f"the search index cannot be read ({error}); {_MEND}") from error
