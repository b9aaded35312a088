"""The index on disk: swapped as a whole, safe against crashes, and clear when it is damaged."""

from __future__ import annotations

import json
import pickle
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.studies import nct_id, studies

from trialogue.errors import StoreUnavailableError
from trialogue.index import tantivy_index
from trialogue.index.document import StudyDocument
from trialogue.index.folder import Folder
from trialogue.index.generation import Generation
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.model.place import GeoPoint
from trialogue.model.search import Near, Query, Sort

THREE = """
study | conditions | sites
1     | Stroke     | Aton open
2     | Stroke     | Beton open
3     | Pain       | Aton open
"""
NEAR = Near(point=GeoPoint(lat=0, lon=0), label="here", radius_km=50)


@pytest.fixture
def index(tmp_path: Path) -> TantivyIndex:
    made = TantivyIndex(tmp_path / "index")
    made.rebuild(studies(THREE), 7)
    return made


def test_a_new_index_is_empty_and_says_so(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "nothing")
    assert (index.marker(), index.size(), index.search(Query()).total) == (0, 0, 0)
    assert index.suggest("stroke") == ()
    assert index.trouble().startswith("there is no search index yet; run `trialogue rebuild`")


def test_it_is_there_for_the_next_process(index: TantivyIndex) -> None:
    again = TantivyIndex(index.folder)
    assert (again.marker(), again.size(), again.trouble()) == (7, 3, "")


def test_an_open_index_sees_what_another_process_wrote(index: TantivyIndex) -> None:
    reader = TantivyIndex(index.folder)
    assert reader.search(Query(words="stroke")).total == 2
    index.apply([], [nct_id("1")], 8)
    assert reader.search(Query(words="stroke")).total == 1
    index.rebuild(studies(THREE), 9)
    assert (reader.marker(), reader.search(Query(words="stroke")).total) == (9, 2)


def test_readers_wait_for_the_one_that_opens_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = TantivyIndex(tmp_path / "index")
    assert reader.search(Query(words="stroke")).total == 0
    TantivyIndex(tmp_path / "index").rebuild(studies(THREE), 7)

    def slowly(*parts: Any) -> Generation:
        time.sleep(0.2)
        return Generation(*parts)

    monkeypatch.setattr(tantivy_index, "Generation", slowly)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: reader.search(Query(words="stroke")).total, range(8)))
    assert found == [2] * 8
    assert reader.trouble() == ""


def test_old_generations_are_removed(index: TantivyIndex) -> None:
    index.rebuild(studies(THREE), 8)
    index.apply(studies(THREE), [], 9)
    (generation,) = index.folder.glob("g-*")
    assert sorted(path.name for path in generation.iterdir()) == [
        "engine",
        "sites-9.npz",
        "state.json",
        "synonyms-9.msgpack",
    ]


def test_a_rebuild_that_fails_leaves_the_old_index(index: TantivyIndex) -> None:
    def broken() -> Iterator[StudyDocument]:
        yield from studies(THREE)[:1]
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.rebuild(broken(), 8)
    assert (index.marker(), index.search(Query(words="stroke")).total) == (7, 2)
    index.rebuild(studies(THREE), 9)
    assert len(list(index.folder.glob("g-*"))) == 1


def test_a_change_that_fails_is_not_taken_for_done(index: TantivyIndex) -> None:
    def broken() -> Iterator[StudyDocument]:
        yield from studies("study | conditions\n4 | Stroke")
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.apply(broken(), [], 8)
    assert index.marker() == 7
    index.apply(studies("study | conditions\n4 | Stroke"), [], 8)
    assert (index.marker(), index.size()) == (8, 4)


def test_applying_twice_changes_nothing(index: TantivyIndex) -> None:
    for _ in range(2):
        index.apply(studies("study | conditions | sites\n4 | Stroke | Aton open"), [nct_id("1")], 8)
    found = index.search(Query(near=NEAR, sort=Sort.DISTANCE))
    assert [hit.nct_id for hit in found.hits] == [nct_id("4"), nct_id("3")]


def test_two_writers_do_not_mix(index: TantivyIndex) -> None:
    with (
        Folder(path=index.folder).locked(),
        pytest.raises(StoreUnavailableError, match="another process is writing"),
    ):
        TantivyIndex(index.folder).rebuild([], 1)


def _generation(index: TantivyIndex) -> Path:
    return next(index.folder.glob("g-*"))


def _older(index: TantivyIndex) -> None:
    current = index.folder / "current.json"
    current.write_text(json.dumps(json.loads(current.read_text()) | {"format": 0}))


def _no_json(index: TantivyIndex) -> None:
    (index.folder / "current.json").write_bytes(b"\xff{")


def _no_state(index: TantivyIndex) -> None:
    (_generation(index) / "state.json").write_text('{"marker": "many"}')


def _no_generation(index: TantivyIndex) -> None:
    shutil.rmtree(_generation(index))


def _no_sites(index: TantivyIndex) -> None:
    (_generation(index) / "sites-7.npz").unlink()


def _cut_engine(index: TantivyIndex) -> None:
    for path in (_generation(index) / "engine").iterdir():
        if path.suffix not in {".json", ".lock"}:
            path.write_bytes(path.read_bytes()[:20])


def _no_engine_list(index: TantivyIndex) -> None:
    (_generation(index) / "engine" / "meta.json").write_text("{}")


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_older, "made by another version"),
        (_no_json, "is damaged"),
        (_no_state, "is damaged"),
        (_no_generation, "no search index"),
        (_no_sites, "is damaged"),
        (_cut_engine, "is damaged"),
        (_no_engine_list, "is damaged"),
    ],
)
def test_an_index_that_cannot_be_read_says_so_and_is_built_anew(
    index: TantivyIndex, damage: object, says: str
) -> None:
    assert callable(damage)
    damage(index)
    again = TantivyIndex(index.folder)
    assert (again.marker(), again.search(Query(words="stroke")).total) == (0, 0)
    assert says in again.trouble()
    assert "trialogue rebuild" in again.trouble()
    assert again.rebuild(studies(THREE), 8) == 3
    assert (again.trouble(), again.search(Query(words="stroke")).total) == ("", 2)


def test_what_breaks_under_an_open_index_is_one_message(index: TantivyIndex) -> None:
    reader = TantivyIndex(index.folder)
    assert reader.size() == 3
    (_generation(index) / "sites-7.npz").write_bytes(b"PK")
    with pytest.raises(StoreUnavailableError, match="cannot be read"):
        reader.search(Query(near=NEAR))


def test_a_folder_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        TantivyIndex(tmp_path / "file" / "index").rebuild([], 1)


def test_an_everyday_name_is_suggested_where_it_would_find_something(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.rebuild(studies("study | conditions\n1 | Amyotrophic Lateral Sclerosis"), 1)
    assert [(s.text, s.count) for s in index.suggest("lou geh")] == [
        ("Lou Gehrig's", 1),
        ("Lou Gehrig's disease", 1),
    ]
    assert index.suggest("heart att") == ()


def test_the_last_of_two_records_of_one_study_counts(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    two = studies("study | conditions | sites\n1 | Pain | Deton open\n1 | Stroke | Aton open")
    assert index.rebuild(two, 1) == 1
    assert index.search(Query(words="pain")).total == 0
    assert index.search(Query(words="stroke", near=NEAR)).total == 1


def test_documents_travel_between_processes() -> None:
    for document in studies(THREE):
        assert pickle.loads(pickle.dumps(document)) == document


def test_no_contact_gets_into_the_index() -> None:
    for document in studies(THREE):
        assert all(site.contacts == () for site in document.sites)
