"""Quarantine, pulls and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.unit.store.made_records import NOW, OTHER, STUDY

from trialogue.store.database import Database
from trialogue.store.notes import note, put_note
from trialogue.store.pulls import PageRead, PullState, page_done, pull_state, start_pull
from trialogue.store.quarantine import (
    KEPT_BYTES,
    Rejected,
    count_quarantine,
    list_quarantine,
    put_quarantine,
    quarantined_of,
    quarantined_studies,
    release_rows,
)

BAD = Rejected(
    source="a.json",
    position="3",
    reason="'Femle' is not a sex",
    path="$.protocolSection",
    nct_id=STUDY,
    form="v2-json",
    content=b"{}",
)


def test_a_bad_record_is_kept_whole_with_its_reason(database: Database) -> None:
    with database.write() as conn:
        put_quarantine(conn, [BAD], NOW)
    with database.read() as conn:
        (row,) = list_quarantine(conn)
        assert quarantined_studies(conn) == {STUDY}
    assert row.rejected == BAD
    assert (row.size, row.complete, row.first_seen_at) == (2, True, NOW)


def test_the_same_bad_record_is_one_row_with_its_newest_reason(database: Database) -> None:
    later = NOW + timedelta(days=1)
    with database.write() as conn:
        put_quarantine(conn, [BAD, BAD], NOW)
    with database.write() as conn:
        put_quarantine(conn, [replace(BAD, reason="still wrong", source="b.json"), BAD_FILE], later)
    with database.read() as conn:
        first, second = list_quarantine(conn)
    assert (first.rejected.reason, first.rejected.source) == ("still wrong", "b.json")
    assert (first.first_seen_at, first.last_seen_at) == (NOW, later)
    assert second.rejected == BAD_FILE


BAD_FILE = Rejected(source="c.zip", position="x.json", reason="the file ends too early")


def test_what_a_database_cannot_keep_is_made_harmless(database: Database) -> None:
    odd = Rejected(source="a\udcff.json", position="1\0", reason="r" * 9000, content=b"\0\xff")
    with database.write() as conn:
        put_quarantine(conn, [odd], NOW)
    with database.read() as conn:
        (row,) = list_quarantine(conn)
    assert row.rejected.content == b"\0\xff"
    assert row.rejected.source == "a?.json"
    assert len(row.rejected.reason) == 2000


def test_of_an_enormous_record_the_beginning_is_kept(database: Database) -> None:
    with database.write() as conn:
        put_quarantine(conn, [replace(BAD, content=b"x" * (KEPT_BYTES + 5))], NOW)
    with database.read() as conn:
        (row,) = list_quarantine(conn)
    assert (row.size, row.complete, len(row.rejected.content)) == (KEPT_BYTES + 5, False, KEPT_BYTES)


def test_release(database: Database) -> None:
    with database.write() as conn:
        put_quarantine(conn, [BAD, replace(BAD, nct_id=OTHER, content=b"[]"), BAD_FILE], NOW)
        assert quarantined_of(conn, []) == ()
        release_rows(conn, [row.id for row in quarantined_of(conn, [STUDY])])
        assert [row.rejected.nct_id for row in list_quarantine(conn)] == [OTHER, None]
        release_rows(conn, [row.id for row in list_quarantine(conn)])
        assert count_quarantine(conn) == 0


def test_a_pull_goes_on_where_it_was_cut(database: Database) -> None:
    with database.read() as conn:
        assert pull_state(conn, "all") == PullState(scope="all")
    with database.write() as conn:
        start_pull(conn, "all", NOW)
        page_done(conn, "all", "t2", PageRead(read=1000, newest="2024-05-01"), NOW)
    with database.read() as conn:
        cut = pull_state(conn, "all")
    assert (cut.is_cut, cut.next_token, cut.pages, cut.read, cut.high_water) == (True, "t2", 1, 1000, "")
    with database.write() as conn:
        page_done(conn, "all", None, PageRead(read=10, newest="2024-04-01"), NOW)
    with database.read() as conn:
        done = pull_state(conn, "all")
    assert (done.is_cut, done.next_token, done.pages, done.read) == (False, None, 2, 1010)
    assert done.high_water == "2024-05-01"


def test_a_new_pull_keeps_the_high_water_of_the_last_one_that_ended(database: Database) -> None:
    with database.write() as conn:
        page_done(conn, "all", None, PageRead(read=10, newest="2024-04-01"), NOW)
        start_pull(conn, "all", NOW)
        page_done(conn, "all", "t2", PageRead(read=10, newest="2024-06-01"), NOW)
        assert pull_state(conn, "all").high_water == "2024-04-01"
        page_done(conn, "all", None, PageRead(read=0), NOW)
        assert pull_state(conn, "all").high_water == "2024-06-01"


def test_notes(database: Database) -> None:
    with database.write() as conn:
        assert note(conn, "demonstration") is None
        put_note(conn, "demonstration", "yes")
        put_note(conn, "demonstration", "no")
        assert note(conn, "demonstration") == "no"
        put_note(conn, "demonstration", None)
        assert note(conn, "demonstration") is None
