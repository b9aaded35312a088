"""Killed at any moment, a load loses nothing that was accepted and ends as if never disturbed."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.conftest import ROOT
from tests.unit.actions.made_studies import instance, nct, raw, v2

from trialogue.actions.ingest import ingest
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.model.search import Query
from trialogue.store.database import Database, open_database
from trialogue.store.studies import count, iter_current
from trialogue.store.tables import registry_event, study, study_version

MANY = 1500


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with second versions of some, old versions of others and bad ones between."""
    path = tmp_path_factory.mktemp("records") / "many.jsonl"
    lines = []
    for n in range(MANY):
        lines.append(json.dumps(v2(n, title=f"Study {n}", updated="2023-01-01")))
        if n % 50 == 0:
            lines.append(json.dumps(v2(n, title=f"Study {n}, changed", updated="2024-01-01")))
        if n % 60 == 0:
            lines.append(json.dumps(v2(n, title=f"Study {n}, old", updated="2021-01-01")))
        if n % 400 == 0:
            lines.append(json.dumps(v2(n + 10_000, status="WISHFUL")))
    path.write_text("\n".join(lines))
    return path


def child(url: str, folder: Path, file: Path, processes: int = 0, **options: object) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    # Some machines forbid compiled files beside the sources; without any, a start takes seconds.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environ["PYTHONPYCACHEPREFIX"] = str(file.parent)
    command = [sys.executable, "-m", "tests.unit.actions.load_child", url, str(folder), str(file)]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [*command, str(processes)],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def accepted(process: subprocess.Popen[str], lines: int) -> int:
    """Read so many lines of progress; the records that the child has said to have accepted."""
    assert process.stdout is not None
    done = 0
    for _ in range(lines):
        line = process.stdout.readline()
        if not line.strip().isdigit():
            break
        done = int(line)
    return done


def state(database: Database) -> dict[str, object]:
    """Every version and event of every study, without the numbers of rows."""
    with database.read() as conn:
        table = study_version
        kept = conn.execute(
            select(table.c.nct_id, table.c.last_update, table.c.raw_hash, table.c.changed, study.c.nct_id)
            .outerjoin(study, study.c.version_id == table.c.id)
            .order_by(table.c.nct_id, table.c.last_update)
        )
        seen = conn.execute(
            select(registry_event.c.nct_id, registry_event.c.kind, registry_event.c.changed).order_by(
                registry_event.c.id
            )
        )
        return {"versions": [tuple(row) for row in kept], "events": [tuple(row) for row in seen]}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, file: Path) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("undisturbed")
    database = open_database(f"sqlite:///{folder}/a.sqlite")
    database.upgrade()
    from trialogue.actions.ingest import load_paths

    load_paths(instance(database, folder), [file], processes=0)
    found = state(database)
    database.close()
    return found


def test_killed_again_and_again(
    database: Database, database_url: str, tmp_path: Path, file: Path, undisturbed: dict[str, object]
) -> None:
    dice = random.Random(7)
    for processes in (0, 2, 0):
        process = child(database_url, tmp_path, file, processes)
        done = accepted(process, dice.randint(1, 3))
        process.kill()
        process.communicate()
        with database.read() as conn:
            assert count(conn) >= done // 2  # nothing accepted is lost; some are versions of others
    process = child(database_url, tmp_path, file)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert f"'quarantined': {len(range(0, MANY, 400))}" in out
    assert state(database) == undisturbed
    index = TantivyIndex(tmp_path / "index")
    assert index.size() == MANY
    assert index.search(Query(words="changed")).total == len(range(0, MANY, 50))
    assert index.search(Query(words="old")).total == 0


def test_killed_between_the_store_and_the_index(database: Database, tmp_path: Path) -> None:
    class DyingIndex(TantivyIndex):
        def apply(self, *args: object) -> None:
            raise KeyboardInterrupt

    ingest(instance(database, tmp_path, TantivyIndex(tmp_path / "index")), [raw(v2(1))], processes=0)
    dying = instance(database, tmp_path, DyingIndex(tmp_path / "index"))
    with pytest.raises(KeyboardInterrupt):
        ingest(dying, [raw(v2(2)), raw(v2(1, title="Humming", updated="2025"))], processes=0)
    index = TantivyIndex(tmp_path / "index")
    assert index.size() == 1
    ingest(instance(database, tmp_path, index), [], processes=0)
    assert index.size() == 2
    assert index.search(Query(words="humming")).total == 1


def test_ctrl_c_leaves_a_whole_store(tmp_path: Path, file: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a.sqlite")
    database.upgrade()
    process = child(f"sqlite:///{tmp_path}/a.sqlite", tmp_path, file, 2)
    accepted(process, 1)
    process.send_signal(signal.SIGINT)
    process.communicate()
    with database.read() as conn:
        assert count(conn) > 0
        assert all(one.content for one in iter_current(conn))
    database.close()


def test_two_loads_at_once(
    database: Database, database_url: str, tmp_path: Path, file: Path, undisturbed: dict[str, object]
) -> None:
    both = [child(database_url, tmp_path, file) for _ in range(2)]
    outs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], outs
    assert state(database) == undisturbed
    assert TantivyIndex(tmp_path / "index").size() == MANY


def limited(bytes_: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    return limit


def test_a_disk_that_fills_up(tmp_path: Path, file: Path, undisturbed: dict[str, object]) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    database = open_database(url)
    database.upgrade()
    process = child(url, tmp_path, file, 0, preexec_fn=limited(700_000))
    _, err = process.communicate()
    assert process.returncode == 1
    assert len(err.strip().splitlines()) == 1, err
    assert "disk" in err
    with database.read() as conn:
        assert count(conn) < MANY
    process = child(url, tmp_path, file)
    process.communicate()
    assert process.returncode == 0
    assert state(database) == undisturbed
    database.close()


def test_a_folder_that_cannot_be_written(tmp_path: Path, file: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    database = open_database(url)
    database.upgrade()
    database.close()
    taken = tmp_path / "taken"
    taken.write_text("")
    process = child(url, taken, file)
    _, err = process.communicate()
    assert process.returncode == 1
    assert "cannot be written" in err


def test_the_ids_of_the_file_are_fictional() -> None:
    assert nct(0) == "NCT99000000"
