"""One generation of the index, open for reading: engine, sites, words and synonyms of one moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from threading import Lock

import msgspec
import tantivy

from trialogue.index.fields import NAME_FIELDS, TEXT
from trialogue.index.folder import DamagedIndexError, read_state
from trialogue.index.lexicon import Lexicon
from trialogue.index.schema import open_index
from trialogue.index.sites import SiteTable, load_sites
from trialogue.index.synonyms import Name, Synonyms, Table
from trialogue.index.traits import TraitCounts
from trialogue.index.wanted import Wanted, wanted

_MOST_REMEMBERED = 256


class EngineTerms:
    """The words of the engine's own dictionaries."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._names: dict[str, int] | None = None

    def frequency(self, word: str) -> int:
        return max(self._searcher.doc_freq(field, word) for field in (*NAME_FIELDS, TEXT))

    def starting(self, prefix: str) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for field in NAME_FIELDS:
            for word, count in self._searcher.terms_with_prefix(field, prefix):
                found[word] = max(count, found.get(word, 0))
        return found

    def names(self) -> Mapping[str, int]:
        if self._names is None:
            self._names = dict(self.starting(""))
        return self._names


class Generation:
    """A snapshot: everything that one search uses comes from the same moment."""

    def __init__(self, path: Path, more_synonyms: Callable[[], list[Table]] = list) -> None:
        """Open it. Raises DamagedIndexError where any part cannot be read."""
        self.state = read_state(path)
        self.path = path
        self._more_synonyms = more_synonyms
        self.searcher = _opened(path / "engine").searcher()
        self.lexicon = Lexicon(EngineTerms(self.searcher))
        self._lock = Lock()
        self._counts: dict[object, Future[TraitCounts]] = {}
        self._wanted: dict[str, Wanted] = {}
        if not (path / self.state.sites).is_file() or not (path / self.state.synonyms).is_file():
            raise DamagedIndexError("the search index is damaged")

    @cached_property
    def sites(self) -> SiteTable:
        """Raises DamagedIndexError."""
        try:
            return load_sites(self.path / self.state.sites)
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise DamagedIndexError(f"the sites of the search index are damaged: {error}") from None

    @cached_property
    def synonyms(self) -> Synonyms:
        """The registry's own and all that were imported."""
        try:
            content = (self.path / self.state.synonyms).read_bytes()
            own = msgspec.msgpack.decode(content, type=dict[str, tuple[Name, ...]])
        except (OSError, msgspec.MsgspecError) as error:
            raise DamagedIndexError(f"the synonyms of the search index are damaged: {error}") from None
        return Synonyms(own, *self._more_synonyms())

    def counting(self, key: object, query: tantivy.Query) -> Future[TraitCounts]:
        """The table of traits of a query's hits, remembered for its other pages and facets.

        It is counted in a thread of its own: the engine does not hold the interpreter's lock.
        """
        with self._lock:
            counted = self._counts.pop(key, None)
            if counted is None or (counted.done() and counted.exception()):
                counted = _counters(os.getpid()).submit(count_traits, self.searcher, query)
            self._counts[key] = counted  # the last asked for stands last
            while len(self._counts) > _MOST_REMEMBERED:
                self._counts.pop(next(iter(self._counts)))
        return counted

    def wanted(self, text: str) -> Wanted:
        """What a text asks for, remembered."""
        known = self._wanted.get(text)
        if known is None:
            known = wanted(text, self.lexicon, self.synonyms) if text else Wanted()
            if len(self._wanted) >= _MOST_REMEMBERED:
                self._wanted.clear()
            self._wanted[text] = known
        return known


@cache
def _counters(process: int) -> ThreadPoolExecutor:
    """The threads that count, for each process its own: a fork has none of its parent's threads."""
    return ThreadPoolExecutor(thread_name_prefix=f"count-{process}")


def count_traits(searcher: tantivy.Searcher, query: tantivy.Query) -> TraitCounts:
    """One pass over all hits."""
    asked = {"traits": {"terms": {"field": "traits", "size": 65_000}}}
    buckets = searcher.aggregate(query, asked)["traits"]["buckets"]
    return TraitCounts([int(one["key"]) for one in buckets], [one["doc_count"] for one in buckets])


def _opened(path: Path) -> tantivy.Index:
    """The engine. It is Rust: what it finds broken may also come as a panic, which is no Exception."""
    if not (path / "meta.json").is_file():
        raise DamagedIndexError("the search index is damaged")
    try:
        index = open_index(str(path))
        index.config_reader("manual", 0)
        index.reload()
        index.searcher().aggregate(tantivy.Query.all_query(), {"n": {"max": {"field": "number"}}})
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise DamagedIndexError(f"the search index is damaged: {str(error)[:200]}") from None
    return index
