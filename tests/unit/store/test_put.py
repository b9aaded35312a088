"""Putting records: versions, events, aliases and what never happens."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from tests.unit.store.made_records import NOW, OTHER, STUDY, record, words_that_differ

from trialogue.model.ids import NctId
from trialogue.store.database import Database
from trialogue.store.known import known_bytes
from trialogue.store.packing import TRAIN_ON, Packer, Samples, add_dictionary, newest_dictionaries, train
from trialogue.store.put import put_records
from trialogue.store.records import NewRecord
from trialogue.store.studies import (
    count,
    events,
    generation,
    get_study_record,
    iter_changed,
    iter_current,
    newest_load,
    records_of,
    resolve,
    versions,
)
from trialogue.store.tables import study_version


def put(database: Database, *records: NewRecord) -> list[str]:
    with database.write() as conn:
        return [outcome.value for outcome in put_records(conn, records, words_that_differ, NOW).outcomes]


def test_a_new_study_is_loaded_with_its_very_bytes(database: Database) -> None:
    assert put(database, record("hello", served_on="2024-02-01")) == ["loaded"]
    with database.read() as conn:
        found = get_study_record(conn, STUDY)
        assert newest_load(conn) == NOW
    assert found is not None
    assert found.content == b"NCT99000001 v2-json hello"
    assert (found.version, found.last_update, found.served_on) == (1, "2024-01-01", "2024-02-01")
    assert (found.source, found.loaded_at, found.changed) == ("made up", NOW, ())


def test_an_unknown_study_is_none(database: Database) -> None:
    with database.read() as conn:
        assert get_study_record(conn, STUDY) is None
        assert versions(conn, STUDY) == ()
        assert resolve(conn, STUDY) is None
        assert (count(conn), generation(conn), newest_load(conn)) == (0, 0, None)


def test_the_same_content_changes_nothing(database: Database) -> None:
    put(database, record("a"))
    assert put(database, record("a"), record("a", spelling="  ")) == ["unchanged", "unchanged"]
    with database.read() as conn:
        assert len(versions(conn, STUDY)) == 1
        assert [event.kind for event in events(conn, STUDY)] == ["added"]


def test_a_changed_study_has_a_version_and_an_event_with_what_changed(database: Database) -> None:
    put(database, record("a b"))
    assert put(database, record("a c", "2024-03-01")) == ["loaded"]
    with database.read() as conn:
        assert [(v.version, v.changed, v.is_current) for v in versions(conn, STUDY)] == [
            (1, (), False),
            (2, ("c",), True),
        ]
        assert [(event.kind, event.changed) for event in events(conn, STUDY)] == [
            ("added", ()),
            ("changed", ("c",)),
        ]


def test_an_older_version_is_kept_in_its_place_and_overwrites_nothing(database: Database) -> None:
    put(database, record("one", "2020-01-01"))
    put(database, record("three", "2024-01-01"))
    assert put(database, record("two", "2022-01-01")) == ["older"]
    assert put(database, record("two", "2022-01-01")) == ["older"]
    with database.read() as conn:
        found = versions(conn, STUDY)
        assert [(v.last_update, v.changed) for v in found] == [
            ("2020-01-01", ()),
            ("2022-01-01", ("two",)),
            ("2024-01-01", ("three",)),
        ]
        assert [event.kind for event in events(conn, STUDY)] == ["added", "changed", "older"]
        current = get_study_record(conn, STUDY)
        assert current is not None
        assert current.version == 3


def test_the_first_version_may_come_last(database: Database) -> None:
    put(database, record("b", "2024-01-01"))
    put(database, record("a", "2020-01-01"))
    with database.read() as conn:
        assert [v.changed for v in versions(conn, STUDY)] == [(), ("b",)]


def test_one_batch_may_hold_a_study_many_times(database: Database) -> None:
    batch = [
        record("b", "2022-01-01"),
        record("a", "2020-01-01"),
        record("b", "2022-01-01"),
        record("c", "2024-01-01"),
        record("a", "2020-01-01"),
        record("x", nct_id=OTHER),
    ]
    assert put(database, *batch) == ["loaded", "older", "unchanged", "loaded", "older", "loaded"]
    with database.read() as conn:
        assert [v.last_update for v in versions(conn, STUDY)] == ["2020-01-01", "2022-01-01", "2024-01-01"]
        assert count(conn) == 2


def test_content_that_returns_counts_from_its_last_day(database: Database) -> None:
    put(database, record("mesh one", served_on="2024-02-01"), record("mesh two", served_on="2024-02-02"))
    assert put(database, record("mesh one", served_on="2024-02-03")) == ["loaded"]
    with database.read() as conn:
        current = get_study_record(conn, STUDY)
        assert current is not None
        assert current.content.endswith(b"mesh one")
        assert [event.kind for event in events(conn, STUDY)] == ["added", "changed", "changed"]
        assert [v.changed for v in versions(conn, STUDY)] == [(), ("one",)]


def test_the_same_bytes_are_known_before_any_work(database: Database) -> None:
    old, new = record("old", "2020-01-01"), record("new", "2024-01-01")
    put(database, old, new)
    with database.read() as conn:
        found = known_bytes(conn, [old.raw_hash, new.raw_hash, b"?" * 32])
    assert {key: one.is_current for key, one in found.items()} == {old.raw_hash: False, new.raw_hash: True}
    assert {one.nct_id for one in found.values()} == {STUDY}


def test_replaced_identifiers_lead_to_the_study(database: Database) -> None:
    old = NctId("NCT99000077")
    put(database, record("a", aliases=(old, old)))
    with database.read() as conn:
        assert resolve(conn, old) == STUDY
        assert resolve(conn, STUDY) == STUDY
    put(database, record("b", "2025-01-01", aliases=()))
    with database.read() as conn:
        assert resolve(conn, old) is None


def test_an_alias_that_two_studies_claim_leads_to_the_lower(database: Database) -> None:
    old = NctId("NCT99000077")
    put(database, record("b", nct_id=OTHER, aliases=(old,)), record("a", aliases=(old,)))
    with database.read() as conn:
        assert resolve(conn, old) == STUDY


def test_current_records_come_in_pages_each_once(database: Database) -> None:
    ids = [NctId(f"NCT99{n:06d}") for n in range(25)]
    put(database, *[record("a", nct_id=nct_id) for nct_id in reversed(ids)])
    put(database, record("b", "2025-01-01", nct_id=ids[3]))
    with database.read() as conn:
        assert [one.nct_id for one in iter_current(conn, batch=10)] == ids
        assert [one.nct_id for one in records_of(conn, [ids[7], ids[2]])] == [ids[2], ids[7]]
        changed = list(iter_changed(conn, 20, batch=2))
        assert [one.nct_id for one in changed] == [ids[4], ids[2], ids[1], ids[0], ids[3]]
        assert changed[-1].event_id == generation(conn) == 26


def test_a_batch_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as conn:
        put_records(conn, [record("a")], words_that_differ, NOW)
        raise RuntimeError
    with database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(study_version)) == 0


def test_records_are_packed_with_a_dictionary_once_there_are_enough(database: Database) -> None:
    samples, contents = (
        Samples(),
        [f"{n} studies of breathing {n * n}".encode() * 20 for n in range(TRAIN_ON)],
    )
    enough = [samples.add("v2-json", content) for content in contents]
    assert all(one is None for one in enough[:-1])
    assert enough[-1] == contents
    trained = train(contents)
    assert trained is not None
    with database.write() as conn:
        kept = add_dictionary(conn, "v2-json", trained, TRAIN_ON, NOW)
    with database.read() as conn:
        assert newest_dictionaries(conn) == {"v2-json": kept}
    packer = Packer()
    packer.learn(kept)
    packed = packer.pack(contents[5], kept.id)
    assert len(packed) < len(Packer().pack(contents[5], None))
    assert packer.unpack(packed, kept.id) == contents[5]


def test_too_few_samples_make_no_dictionary() -> None:
    assert train([b"a"]) is None
