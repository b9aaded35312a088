"""What a driver's error means: one message with the place and the mend, no SQL and no values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from trialogue.errors import StoreUnavailableError
from trialogue.store.turns import TooLongError

# Primary result codes of SQLite (extended ones begin with the same words).
_SQLITE = {
    "SQLITE_FULL": "the disk is full; make room and run it again: nothing accepted is lost",
    "SQLITE_READONLY": "it can be read but not written; check the rights of the folder and the file",
    "SQLITE_BUSY": "another process is writing to it; try again in a moment",
    "SQLITE_LOCKED": "another process is writing to it; try again in a moment",
    "SQLITE_CANTOPEN": "it cannot be opened; check that the folder exists and may be written",
    "SQLITE_PERM": "it cannot be opened; check the rights of the folder and the file",
    "SQLITE_IOERR": "the disk does not answer as it should; check the disk and the room on it",
    "SQLITE_NOTADB": "the file there is not a Trialogue store",
    "SQLITE_CORRUPT": "the file is damaged; bring back a backup",
    "SQLITE_TOOBIG": "a value is larger than the engine can keep",
}
# Classes and codes of SQLSTATE, longest first (PostgreSQL documentation, appendix A).
_POSTGRES = {
    "53100": "the server's disk is full; make room and run it again: nothing accepted is lost",
    "53300": "the server takes no more connections; try again in a moment",
    "25006": "the server takes no writes (it is a standby or read-only)",
    "42501": "this user may not do that there; check the rights that the server gives",
    "55P03": "another process holds it; try again in a moment",
    "40": "another process changed the same rows; try again",
    "57": "the server stopped the work (it is restarting, or was told to)",
    "58": "the server's disk does not answer as it should",
    "53": "the server has run out of something (disk, memory or connections)",
    "28": "the server does not accept this user and password",
    "08": "the server went away; check that it runs",
}
_FULL = (_SQLITE["SQLITE_FULL"], _POSTGRES["53100"])
_GONE = "the server does not answer; check that it runs and that database_url is right"


@contextmanager
def told_plainly(place: str) -> Iterator[None]:
    """Turn a driver's error that means "not available" into StoreUnavailableError.

    ``place`` names the store. Other database errors (a broken constraint, wrong SQL) pass through.
    """
    try:
        yield
    except TooLongError:
        raise _unavailable(place, _SQLITE["SQLITE_BUSY"]) from None
    except PoolTimeoutError:
        raise _unavailable(place, "too many at once; try again in a moment") from None
    except DBAPIError as error:
        words = _meaning(error)
        if words is None:
            raise
        raise _unavailable(place, words) from None


def _unavailable(place: str, words: str) -> StoreUnavailableError:
    said = f"The store {place}: {words}."
    return StoreUnavailableError(said, is_full=words in _FULL, in_public=f"The store: {words}.")


def _meaning(error: DBAPIError) -> str | None:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return next((words for code, words in _SQLITE.items() if name.startswith(code)), None)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((words for code, words in _POSTGRES.items() if state.startswith(code)), None)
    return _GONE if isinstance(error, OperationalError | InterfaceError) else None
