"""Records read ahead for their pages: never old, and a page says the same with them and without."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from tests.fixtures.records import put_record, record
from tests.fixtures.site import browser, open_site

from trialogue.actions import extracts, work
from trialogue.actions.extracts import alone, extract_of, forget_all, read_ahead, reader_version
from trialogue.actions.statistics import count_registry
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.plain.extract import extract
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.extracts import study_extract, unread
from trialogue.store.studies import get_current
from trialogue.store.tables import study
from trialogue.wiring import Services

ONE = NctId("NCT99000001")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return open_site(tmp_path)


def go_on() -> bool:
    return False


def kept(services: Services) -> int:
    with services.database.read() as conn:
        return conn.scalar(select(func.count()).select_from(study_extract)) or 0


def held(services: Services) -> Study:
    with services.database.read() as conn:
        found = get_current(conn, ONE)
    assert found is not None
    return decode_study(found.content, Form(found.form))


def test_all_is_read_once(services: Services) -> None:
    with services.database.read() as conn:
        studies = conn.scalar(select(func.count()).select_from(study)) or 0
    assert read_ahead(services.database, go_on, 0) == studies == kept(services)
    assert read_ahead(services.database, go_on, 0) == 0


def test_a_page_is_the_same_with_it_and_without(services: Services) -> None:
    before = browser(services).get(f"/studies/{ONE}").text
    read_ahead(services.database, go_on, 0)
    assert browser(services).get(f"/studies/{ONE}").text == before


def test_what_is_kept_is_what_the_page_takes(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    read_ahead(services.database, go_on, 0)
    monkeypatch.setattr(extracts, "extract", None)
    with services.database.read() as conn:
        assert extract_of(conn, held(services)) == extract(held(services))


def test_a_changed_record_is_read_anew(services: Services) -> None:
    read_ahead(services.database, go_on, 0)
    put_record(services.database, record(ONE, updated="2026-11-20", criteria="Inclusion:\n- Only this"))
    with services.database.read() as conn:
        assert unread(conn, reader_version()) == [ONE]
        assert [c.text for c in extract_of(conn, held(services)).criteria] == ["- Only this"]
    assert read_ahead(services.database, go_on, 0) == 1


def test_another_reader_reads_anew(services: Services) -> None:
    read_ahead(services.database, go_on, 0)
    with services.database.write() as conn:
        conn.execute(update(study_extract).values(reader="another", content=b"nothing that can be read"))
    with services.database.read() as conn:
        assert extract_of(conn, held(services)) == extract(held(services))
        assert len(unread(conn, reader_version())) == kept(services)


def test_open_studies_come_first(services: Services) -> None:
    count_registry(services.database, services.clock().date())
    with services.database.read() as conn:
        first = unread(conn, reader_version())
    assert first != sorted(first)
    assert held(services).status == "RECRUITING"
    assert first.index(ONE) < len(first) // 2


def test_it_stops_when_told(services: Services) -> None:
    assert read_ahead(services.database, lambda: True, 0) == 0


def test_a_record_that_cannot_be_read_is_left_out() -> None:
    assert extracts.read_batch([(ONE, 1, str(Form.V2_JSON), b"{}")]) == []


def test_the_worker_reads_ahead_what_was_loaded(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_READ_EVERY_SECONDS", 0.01)

    async def until_read() -> None:
        while not kept(services):
            await asyncio.sleep(0.01)

    async def read_forget_read() -> None:
        task = asyncio.create_task(work.read_ahead_forever(services.office))
        await until_read()
        forget_all(services.database)
        await until_read()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(asyncio.wait_for(read_forget_read(), timeout=60))


def test_one_process_reads_ahead_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path) as first, alone(tmp_path) as second:
        assert (first, second) == (True, False)
    with alone(tmp_path) as later:
        assert later


def test_they_can_all_be_removed(services: Services) -> None:
    read_ahead(services.database, go_on, 0)
    forget_all(services.database)
    assert kept(services) == 0
