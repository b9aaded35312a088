"""The database: SQLite in one folder, or a PostgreSQL server. One way in for reading, one for writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from trialogue.config import Settings
from trialogue.errors import StoreUnavailableError, UsageError
from trialogue.store import upgrade
from trialogue.store.faults import told_plainly
from trialogue.store.turns import Turns

FILE_NAME = "trialogue.sqlite"
_WRITES = "trialogue_writes"
_LIGHT = "trialogue_light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """An open store. ``place`` names it in messages, without a password; ``turns``: of SQLite's writers."""

    engine: Engine
    place: str
    turns: Turns | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file rather than a server."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state, and writes nothing."""
        options: dict[str, Any] = {}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with told_plainly(self.place), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def write(self, *, light: bool = False) -> Iterator[Connection]:
        """One transaction: all of it is kept at the end of the block, or nothing after an error.

        On SQLite it waits at the start for other writers. ``light``: what may be lost again with the
        machine's power in the next moments, though never with the process (a draft, a count, a lease);
        it does not wait for the disk. Raises StoreUnavailableError.
        """
        options = {_WRITES: True, _LIGHT: light}
        with told_plainly(self.place), self._turn(), self.engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                if light and not self.is_sqlite:
                    connection.execute(text("SET LOCAL synchronous_commit = off"))
                yield connection

    def _turn(self) -> AbstractContextManager[None]:
        return nullcontext() if self.turns is None else self.turns.turn()

    def upgrade(self) -> None:
        """Bring the tables up to this version of the program; make them where there are none.

        Raises StoreUnavailableError where a newer version of the program made the store.
        """
        with self.read() as connection:
            if upgrade.is_current(connection, self.place):
                return
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(7470101)"))
            if not upgrade.is_current(connection, self.place):
                upgrade.apply(connection)

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def open_database(where: str | Settings, *, busy_seconds: float = 30.0) -> Database:
    """Open the store that the settings, or a URL, name: ``sqlite:///…`` or ``postgresql://…``.

    ``busy_seconds``: how long a SQLite writer waits for another. Connects to nothing yet.
    Raises UsageError for a URL of another kind, StoreUnavailableError where the folder cannot be made.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, busy_seconds)
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=10,
        max_overflow=20,
        connect_args={"connect_timeout": 10, "application_name": "trialogue"},
    )
    return Database(engine=engine, place=f"{url.database} at {url.host or 'this machine'}")


def _url(where: str | Settings) -> URL:
    if isinstance(where, Settings):
        where = where.database_url or f"sqlite:///{where.folder / FILE_NAME}"
    try:
        url = make_url(where.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        raise UsageError("database_url is not a URL: it needs sqlite:///… or postgresql://…") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise UsageError(f"database_url: {url.get_backend_name()} is not known; sqlite and postgresql are")
    return url


def _open_sqlite(url: URL, busy_seconds: float) -> Database:
    if not url.database or url.database == ":memory:":
        raise UsageError("database_url: SQLite needs a file, as in sqlite:///folder/trialogue.sqlite")
    path = Path(url.database)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(f"The folder {path.parent} cannot be made: {error.strerror}.") from None
    engine = create_engine(
        url, hide_parameters=True, pool_size=10, max_overflow=20, connect_args={"timeout": busy_seconds}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine=engine, place=f"in {path}", turns=Turns(path, busy_seconds))


def _prepare(connection: Any, _record: object) -> None:
    # Python's driver would open transactions by itself, and only before some statements.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -65536",
        "mmap_size = 268435456",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(_WRITES):
        connection.exec_driver_sql("BEGIN")
        return
    # In WAL mode NORMAL leaves out the wait for the disk at a commit; the next FULL one makes up for it.
    connection.exec_driver_sql(f"PRAGMA synchronous = {'NORMAL' if options.get(_LIGHT) else 'FULL'}")
    # A deferred transaction that writes after it has read fails at once if another wrote meanwhile.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
