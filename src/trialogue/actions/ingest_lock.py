"""One load at a time: a second one waits for the first."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from trialogue.errors import StoreUnavailableError
from trialogue.store.database import Database
from trialogue.store.faults import told_plainly

FILE_NAME = "load.lock"
_KEY = 7470102


@contextmanager
def one_load(folder: Path, database: Database) -> Iterator[None]:
    """Wait for other loads into this data folder, and into this server from other machines.

    The lock goes with the process, however it ends. Raises StoreUnavailableError where the folder
    cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / FILE_NAME).open("a")
    except OSError as error:
        raise StoreUnavailableError(
            f"The folder {folder} cannot be written: {error.strerror}. Nothing was changed."
        ) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if database.is_sqlite:
            yield
            return
        with told_plainly(database.place):
            connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _KEY})
        try:
            yield
        finally:
            connection.invalidate()  # ends the session, and the lock with it
            connection.close()
