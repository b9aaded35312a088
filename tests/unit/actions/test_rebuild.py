"""Everything that is derived comes out the same again from the raw records."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, update
from tests.unit.actions.made_studies import NOW, instance, nct, raw, v2

from trialogue.actions import rebuild as module
from trialogue.actions.ingest import Parts, ingest
from trialogue.actions.rebuild import rebuild
from trialogue.model.ids import NctId
from trialogue.model.search import Query
from trialogue.store.database import Database
from trialogue.store.quarantine import Rejected, list_quarantine, put_quarantine
from trialogue.store.studies import get_study_record, resolve, versions
from trialogue.store.tables import study, study_alias, study_version

RECORDS = [
    v2(1, title="First", updated="2021-01-01"),
    v2(1, title="Second", updated="2022-01-01", aliases=[nct(77)]),
    v2(2, title="Other"),
    v2(1, title="Zeroth", updated="2020-01-01"),
]


def view(database: Database) -> list[object]:
    with database.read() as conn:
        kept = [versions(conn, NctId(nct(n))) for n in (1, 2)]
        return [[(v.content, v.changed, v.last_update, v.is_current) for v in several] for several in kept]


def test_a_rebuild_changes_nothing_of_a_sound_store(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    ingest(here, map(raw, RECORDS), processes=0)
    before = view(database)
    first, second = rebuild(here, processes=0), rebuild(here, processes=2)
    assert (first.studies, first.versions, first.corrected, first.unreadable) == (2, 4, 0, 0)
    assert first.digest == second.digest
    assert view(database) == before
    assert set(first.as_json()) >= {"studies", "digest", "seconds"}


def test_the_order_of_loading_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    ingest(here, map(raw, RECORDS[:2]), processes=0)
    one = rebuild(here, processes=0)
    other = instance(database, tmp_path)
    ingest(other, map(raw, reversed(RECORDS[:2])), processes=0)
    assert rebuild(other, processes=0).digest == one.digest


def test_what_was_derived_wrongly_is_set_right(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    ingest(here, map(raw, RECORDS), processes=0)
    before, digest = view(database), rebuild(here, processes=0).digest
    with database.write() as conn:
        conn.execute(update(study_version).values(last_update="1999", changed=["nonsense"]))
        oldest = versions(conn, NctId(nct(1)))[0].version_id
        conn.execute(update(study).where(study.c.nct_id == nct(1)).values(version_id=oldest))
        conn.execute(delete(study_alias))
    report = rebuild(here, processes=0)
    assert report.corrected > 0
    assert report.digest == digest
    assert view(database) == before
    with database.read() as conn:
        assert resolve(conn, NctId(nct(77))) == nct(1)
    assert here.index.search(Query(words="second")).total == 1
    assert rebuild(here, processes=0).corrected == 0


def test_a_lost_index_comes_back(database: Database, tmp_path: Path) -> None:
    ingest(instance(database, tmp_path), map(raw, RECORDS), processes=0)
    other = instance(database, tmp_path)
    assert other.index.size() == 0
    rebuild(other, processes=0)
    assert other.index.size() == 2


def test_what_can_be_read_now_leaves_the_quarantine(database: Database, tmp_path: Path) -> None:
    here = instance(database, tmp_path)
    good, bad = raw(v2(5)), raw(v2(6, status="WISHFUL"))
    with database.write() as conn:
        kept = [
            Rejected(
                source="a", position=str(n), reason="an earlier reader", form="v2-json", content=one.content
            )
            for n, one in enumerate([good, bad])
        ]
        put_quarantine(conn, kept, NOW)
    report = rebuild(here, processes=0)
    assert (report.mended, report.studies) == (1, 1)
    with database.read() as conn:
        assert [row.rejected.content for row in list_quarantine(conn)] == [bad.content]
        assert get_study_record(conn, NctId(nct(5))) is not None


def test_hooks_run_after_the_index(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def hook(services: Parts) -> None:
        sizes.append(services.index.size())

    monkeypatch.setattr(module, "HOOKS", (hook,))
    here = instance(database, tmp_path)
    ingest(here, map(raw, RECORDS), processes=0)
    rebuild(here, processes=0)
    assert sizes == [2]
