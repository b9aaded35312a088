"""A load counts what it read, keeps what is bad, indexes what is new, and can be run again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.actions.made_studies import NOW, instance, nct, raw, v2

from trialogue.actions.ingest import Item, Page, ingest, ingest_pages, load_paths
from trialogue.actions.ingest_release import said_update
from trialogue.actions.ingest_report import IngestReport
from trialogue.errors import NotFoundError, RegistryUnreachableError
from trialogue.model.ids import NctId
from trialogue.model.search import Query
from trialogue.registry.demo import demo_records
from trialogue.registry.records import Unreadable
from trialogue.store.database import Database
from trialogue.store.packing import newest_dictionaries
from trialogue.store.pulls import pull_state
from trialogue.store.quarantine import list_quarantine
from trialogue.store.studies import count, events, generation, get_study_record, resolve, versions


def counts(report: IngestReport) -> tuple[int, int, int, int, int]:
    return (report.read, report.loaded, report.unchanged, report.older, report.quarantined)


def broken(number: int, updated: str = "2024-01-01") -> bytes:
    return json.dumps(v2(number, status="WISHFUL", updated=updated)).encode()


def test_loaded_records_are_stored_and_found(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    report = ingest(here, [raw(v2(1)), raw(v2(2))], processes=0)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert here.index.search(Query()).total == 2
    with database.read() as conn:
        assert count(conn) == 2
        assert here.index.marker() == generation(conn) == 2


def test_a_second_load_changes_nothing(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    records = [raw(v2(n)) for n in range(5)]
    ingest(here, records, processes=0)
    assert counts(ingest(here, records, processes=0)) == (5, 0, 5, 0, 0)


def test_another_spelling_or_day_of_service_is_no_change(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    ingest(here, [raw(v2(1))], processes=0)
    pretty = json.dumps(v2(1, served="2025-01-01"), indent=4, sort_keys=True).encode()
    assert counts(ingest(here, [raw(pretty)], processes=0)) == (1, 0, 1, 0, 0)
    with database.read() as conn:
        assert len(versions(conn, NctId(nct(1)))) == 1


def test_a_change_is_a_version_with_its_fields_and_is_found(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    ingest(here, [raw(v2(1))], processes=0)
    changed = v2(1, title="A study of whistling", updated="2024-05-01", status="COMPLETED")
    assert counts(ingest(here, [raw(changed)], processes=0)) == (1, 1, 0, 0, 0)
    with database.read() as conn:
        assert [event.changed for event in events(conn, NctId(nct(1)))] == [
            (),
            ("brief_title", "status", "dates.last_update"),
        ]
    assert here.index.search(Query(words="whistling")).total == 1
    assert here.index.size() == 1


def test_older_data_never_overwrites_newer(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    new, old = (
        v2(1, title="A new title", updated="2024-05-01"),
        v2(1, title="An old one", updated="2020-01-01"),
    )
    ingest(here, [raw(new)], processes=0)
    assert counts(ingest(here, [raw(old), raw(old)], processes=0)) == (2, 0, 0, 2, 0)
    with database.read() as conn:
        record = get_study_record(conn, NctId(nct(1)))
        assert record is not None
        assert b"A new title" in record.content
    assert here.index.search(Query(words="old")).total == 0


def test_duplicates_in_one_load(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    records = [v2(1, updated="2021"), v2(1, updated="2022"), v2(1, updated="2021"), v2(1, updated="2022")]
    assert counts(ingest(here, map(raw, records), processes=0)) == (4, 2, 1, 1, 0)


def test_a_bad_record_is_named_and_stops_nothing(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    items: list[Item] = [
        raw(v2(1)),
        raw(broken(2), "line 2"),
        raw(b'{"protocolSection": {"identif', "line 3"),
        Unreadable(source="a.zip", position="x.json", reason="the file ends too early"),
        Unreadable(source="a.png", position="", reason="a picture", skipped=True),
        raw(v2(4)),
    ]
    report = ingest(here, items, processes=0)
    assert counts(report) == (5, 2, 0, 0, 3)
    assert [(one.position, one.nct_id) for one in report.rejected] == [
        ("line 2", nct(2)),
        ("line 3", None),
        ("x.json", None),
    ]
    assert "overallStatus" in report.rejected[0].path
    assert [one.source for one in report.skipped] == ["a.png"]
    with database.read() as conn:
        rows = list_quarantine(conn)
    assert rows[0].rejected.content == broken(2)
    assert counts(ingest(here, items, processes=0)) == (5, 0, 2, 0, 3)
    with database.read() as conn:
        assert len(list_quarantine(conn)) == 3


@pytest.mark.parametrize("order", ["bad first", "good first", "good known before"])
def test_a_good_version_lets_a_study_out_of_quarantine(
    database: Database, tmp_path: Path, order: str
) -> None:
    here = instance(database, tmp_path)
    if order == "good known before":
        ingest(here, [raw(v2(1))], processes=0)
        ingest(here, [raw(broken(1))], processes=0)
        ingest(here, [raw(v2(1))], processes=0)
    elif order == "bad first":
        ingest(here, [raw(broken(1)), raw(v2(1))], processes=0)
    else:
        ingest(here, [raw(v2(1)), raw(broken(1))], processes=0)
    with database.read() as conn:
        assert len(list_quarantine(conn)) == (1 if order == "good first" else 0)


def test_an_older_good_version_does_not_make_a_newer_bad_one_good(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    for items in ([raw(broken(1, "2025")), raw(v2(1, updated="2024"))], [raw(v2(1, updated="2024"))]):
        ingest(here, items, processes=0)
        with database.read() as conn:
            assert len(list_quarantine(conn)) == 1
    ingest(here, [raw(v2(1, updated="2025-02"))], processes=0)
    with database.read() as conn:
        assert list_quarantine(conn) == ()


@pytest.mark.parametrize(
    ("content", "date"),
    [
        (b'{"lastUpdateSubmitDate": "2024-05-01", "x', "2024-05-01"),
        (b'{"lastUpdateSubmitDate":"2024"', "2024"),
        (b"<last_update_submitted>May 1, 2024</last_update_submitted>", "2024-05-01"),
        (b"<lastchanged_date> May 2009 </lastchanged_date>", "2009-05"),
        (b"<lastchanged_date>Mai 2009</lastchanged_date>", ""),
        (b"\xff\0", ""),
    ],
)
def test_the_date_of_a_broken_record(content: bytes, date: str) -> None:
    assert said_update(content) == date


def test_replaced_identifiers_are_kept(database: Database, tmp_path: Path) -> None:
    ingest(instance(database, tmp_path), [raw(v2(1, aliases=[nct(77)]))], processes=0)
    with database.read() as conn:
        assert resolve(conn, NctId(nct(77))) == nct(1)


def test_many_records_go_through_workers_and_train_a_dictionary(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    seen: list[int] = []
    records = [raw(v2(n, title=f"Study number {n}")) for n in range(1300)]
    report = ingest(here, records, lambda done, total=None: seen.append(done), processes=2)
    assert counts(report) == (1300, 1300, 0, 0, 0)
    assert seen == sorted(seen)
    assert seen[-1] == 1300
    with database.read() as conn:
        assert set(newest_dictionaries(conn)) == {"v2-json"}
        for number in (0, 1299):
            record = get_study_record(conn, NctId(nct(number)))
            assert record is not None
            assert record.content == records[number].content
    assert counts(ingest(here, records, processes=2)) == (1300, 0, 1300, 0, 0)


def test_the_demonstration_studies_load_whole(database: Database, tmp_path: Path) -> None:
    report = ingest(instance(database, tmp_path), demo_records(), processes=0)
    assert report.read == report.loaded >= 30


def test_files(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps(v2(n)) for n in (1, 2)))
    report = load_paths(instance(database, tmp_path / "data"), [path], processes=0)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert set(report.as_json()) == {"read", "loaded", "unchanged", "older", "quarantined", "seconds"}


def test_a_path_that_is_not_there(database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        load_paths(instance(database, tmp_path), [tmp_path / "none.json"])


def test_counts_must_add_up() -> None:
    with pytest.raises(ValueError, match="add up"):
        IngestReport(read=2, loaded=1, unchanged=0, older=0, quarantined=0, seconds=0)


def test_pages_remember_their_place(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    pages = [
        Page(records=[raw(v2(1))], next_token="t2", newest="2024-05-01"),
        Page(records=[raw(v2(2))], next_token=None, newest="2024-03-01"),
    ]
    assert counts(ingest_pages(here, "all", pages)) == (2, 2, 0, 0, 0)
    with database.read() as conn:
        state = pull_state(conn, "all")
    assert (state.pages, state.read, state.is_cut, state.high_water) == (2, 2, False, "2024-05-01")
    assert state.finished_at == NOW


def test_a_cut_pull_keeps_what_came_and_goes_on(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)

    def cut() -> Iterator[Page]:
        yield Page(records=[raw(v2(1))], next_token="t2", newest="2024-05-01")
        raise RegistryUnreachableError("the registry answered 500")

    with pytest.raises(RegistryUnreachableError):
        ingest_pages(here, "all", cut())
    with database.read() as conn:
        state = pull_state(conn, "all")
    assert (state.is_cut, state.next_token, state.high_water) == (True, "t2", "")
    assert here.index.search(Query()).total == 1


def test_the_index_is_made_whole_where_it_lags_or_was_lost(database: Database, tmp_path: Path) -> None:
    first = instance(database, tmp_path)
    ingest(first, [raw(v2(n)) for n in range(3)], processes=0)
    other = instance(database, tmp_path)
    ingest(other, [], processes=0)
    assert other.index.size() == 3
    ingest(first, [raw(v2(7)), raw(v2(1, title="Humming", updated="2025"))], processes=0)
    ingest(other, [], processes=0)
    assert other.index.size() == 4
    assert other.index.search(Query(words="humming")).total == 1


class StoppedError(Exception):
    """Something that stops a load in the middle."""


def test_an_error_in_the_middle_keeps_and_indexes_what_was_accepted(
    database: Database, tmp_path: Path
) -> None:
    here = instance(database, tmp_path)

    def items() -> Iterator[Item]:
        yield from (raw(v2(n)) for n in range(900))
        raise StoppedError

    with pytest.raises(StoppedError):
        ingest(here, items(), processes=0)
    with database.read() as conn:
        kept = count(conn)
    assert kept == 800  # whole batches
    assert here.index.size() == kept
    assert counts(ingest(here, [raw(v2(n)) for n in range(900)], processes=0)) == (900, 100, 800, 0, 0)
