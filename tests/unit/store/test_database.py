"""The store opens, upgrades, keeps transactions whole, and says in one message why it cannot."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from trialogue.config import Settings
from trialogue.errors import StoreUnavailableError, UsageError
from trialogue.store import upgrade
from trialogue.store.database import Database, open_database
from trialogue.store.schema import whole_metadata
from trialogue.store.tables import pull, store_note

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def note(name: str) -> dict[str, str]:
    return {"name": name, "value": "x"}


def test_migrations_make_exactly_the_tables_that_the_code_knows(database: Database) -> None:
    with database.read() as connection:
        found = compare_metadata(MigrationContext.configure(connection), whole_metadata())
    assert found == []


def test_migrations_stand_in_one_line_and_are_named_as_their_files() -> None:
    folder = Path(upgrade.__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    assert tuple(script.revision for script in reversed(scripts)) == upgrade.revisions()
    assert all(Path(script.path).stem == script.revision for script in scripts)


def test_an_empty_store_is_made_and_a_second_upgrade_does_nothing(
    empty_postgres_url: str, tmp_path: Path
) -> None:
    for url in (empty_postgres_url, f"sqlite:///{tmp_path}/deep/er/a.sqlite"):
        opened = open_database(url)
        for _ in range(2):
            opened.upgrade()
            with opened.read() as connection:
                assert upgrade.version_of(connection) == upgrade.revisions()[-1]
        opened.close()


def test_two_upgrades_at_once_are_safe(empty_postgres_url: str, tmp_path: Path) -> None:
    for url in (empty_postgres_url, f"sqlite:///{tmp_path}/a.sqlite"):
        stores = [open_database(url) for _ in range(4)]
        failures: list[BaseException] = []

        def run(store: Database, failures: list[BaseException] = failures) -> None:
            try:
                store.upgrade()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=run, args=(store,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for store in stores:
            store.close()
        assert failures == []


def test_a_newer_store_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))
    with pytest.raises(StoreUnavailableError, match=r"newer Trialogue.*9999_from_the_future"):
        database.upgrade()


def test_writes_are_all_or_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(store_note), [note("a")])
        raise RuntimeError
    with database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(store_note)) == 0


def test_a_reader_sees_one_state(database: Database) -> None:
    count = select(func.count()).select_from(store_note)
    with database.read() as reader:
        assert reader.scalar(count) == 0
        with database.write() as writer:
            writer.execute(insert(store_note), [note("a")])
        assert reader.scalar(count) == 0
    with database.read() as reader:
        assert reader.scalar(count) == 1


def test_broken_constraints_are_not_an_outage_and_show_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.write() as connection:
        connection.execute(insert(store_note), [note("a")])
        connection.execute(store_note.insert().values(name="a", value="a private answer"))
    assert "a private answer" not in str(caught.value)


def test_times_keep_their_zone(database: Database) -> None:
    row = {"scope": "all", "pages": 0, "read": 0, "newest": "", "high_water": "", "updated_at": NOW}
    with database.write() as connection:
        connection.execute(
            insert(pull).values(started_at=NOW.astimezone(timezone(timedelta(hours=9))), **row)
        )
    with database.read() as connection:
        found = connection.execute(select(pull.c.started_at, pull.c.finished_at)).one()
    assert found.started_at == NOW
    assert found.started_at.utcoffset() == timedelta(0)
    assert found.finished_at is None


def test_a_time_without_zone_is_refused(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    row = {"scope": "all", "pages": 0, "read": 0, "newest": "", "high_water": "", "updated_at": NOW}
    with pytest.raises(Exception, match="needs its zone"), database.write() as connection:
        connection.execute(insert(pull).values(started_at=naive, **row))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://h/d", "mysql is not known"),
        ("nonsense", "is not a URL"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_a_wrong_url_is_a_usage_error(url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        open_database(url)


def test_settings_name_the_store(tmp_path: Path) -> None:
    opened = open_database(Settings(data=str(tmp_path / "data")))
    opened.upgrade()
    opened.close()
    assert (tmp_path / "data" / "trialogue.sqlite").is_file()


def test_a_server_that_is_not_there() -> None:
    opened = open_database("postgresql://someone:hush@127.0.0.1:1/none")
    with pytest.raises(StoreUnavailableError, match=r"none at 127\.0\.0\.1: .* not answer") as caught:
        opened.upgrade()
    assert "hush" not in str(caught.value)
    assert "someone" not in str(caught.value)


def test_a_server_connection_that_is_ended(postgres_url: str, empty_postgres_url: str) -> None:
    opened = open_database(empty_postgres_url)
    with pytest.raises(StoreUnavailableError, match="server"), opened.write() as connection:
        other = open_database(postgres_url)
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
        with other.write() as killer:
            killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        other.close()
        connection.execute(text("SELECT 1"))
    with opened.read() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    opened.close()


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"a letter to my aunt, long enough to be read as a header" * 9)
    with pytest.raises(StoreUnavailableError, match="not a Trialogue store"):
        open_database(f"sqlite:///{tmp_path}/a.sqlite").upgrade()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="cannot be made"):
        open_database(f"sqlite:///{tmp_path}/file/a.sqlite")


def test_a_store_that_another_program_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    opened = open_database(f"sqlite:///{path}", busy_seconds=0.05)
    opened.upgrade()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match="another process is writing"), opened.write():
        pass
    holder.close()
    opened.close()


def test_a_full_disk_loses_nothing_accepted(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/a.sqlite")
    opened.upgrade()
    with opened.write() as connection:
        connection.execute(insert(store_note), [note("kept")])
    with pytest.raises(StoreUnavailableError, match="disk is full") as caught, opened.write() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(insert(store_note), [{"name": "big", "value": "secret words " * 100_000}])
    assert "secret words" not in str(caught.value)
    assert "INSERT" not in str(caught.value)
    with opened.read() as connection:
        assert connection.scalars(select(store_note.c.name)).all() == ["kept"]
    opened.close()


def test_a_store_that_may_only_be_read(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/a.sqlite")
    opened.upgrade()
    with pytest.raises(StoreUnavailableError, match="not written"), opened.write() as connection:
        connection.execute(text("PRAGMA query_only = 1"))
        connection.execute(insert(store_note), [note("a")])
    opened.close()


def test_a_server_that_may_only_be_read(empty_postgres_url: str) -> None:
    opened = open_database(empty_postgres_url)
    opened.upgrade()
    with pytest.raises(StoreUnavailableError, match="takes no writes"), opened.read() as connection:
        connection.execute(insert(store_note), [note("a")])
    opened.close()
