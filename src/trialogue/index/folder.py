"""The folder of the index: generations side by side, and a small file that says which one counts."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trialogue.errors import StoreUnavailableError
from trialogue.index.schema import FORMAT

_CURRENT = "current.json"
_STATE = "state.json"


class DamagedIndexError(Exception):
    """The folder holds no index that this version can read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a generation has caught up with. Written last, so that it never promises too much."""

    marker: int
    sites: str
    synonyms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The index folder of an instance."""

    path: Path

    def current(self) -> Path:
        """The generation that counts. Raises DamagedIndexError where there is none to read."""
        found = _read(self.path / _CURRENT)
        if found.get("format") != FORMAT:
            raise DamagedIndexError("the search index was made by another version")
        return self.path / str(found.get("generation"))

    def stamp(self) -> tuple[int, int]:
        """Changes when any process has written to the index."""
        with contextlib.suppress(OSError, DamagedIndexError):
            generation = self.current()
            return (
                (self.path / _CURRENT).stat().st_mtime_ns,
                (generation / _STATE).stat().st_mtime_ns,
            )
        return (0, 0)

    def new(self) -> Path:
        """An empty generation beside the others. Raises StoreUnavailableError."""
        made = self.path / f"g-{uuid.uuid4().hex[:12]}"
        with writing_to(self.path):
            (made / "engine").mkdir(parents=True)
        return made

    def swap(self, generation: Path) -> None:
        """Make a generation the one that counts, and remove all others."""
        with writing_to(self.path):
            _write(self.path / _CURRENT, {"format": FORMAT, "generation": generation.name})
        for other in self.path.glob("g-*"):
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out. Raises StoreUnavailableError where one is at work."""
        with writing_to(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            file = (self.path / "lock").open("w")
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreUnavailableError(
                    "another process is writing the search index; try again when it is done"
                ) from None
            yield


def read_state(generation: Path) -> State:
    """Raises DamagedIndexError where it cannot be read."""
    found = _read(generation / _STATE)
    try:
        return State(
            marker=int(str(found["marker"])), sites=str(found["sites"]), synonyms=str(found["synonyms"])
        )
    except (KeyError, ValueError):
        raise DamagedIndexError("the search index is damaged") from None


def write_state(generation: Path, state: State) -> None:
    """Replace the state in one step."""
    fields = {"marker": state.marker, "sites": state.sites, "synonyms": state.synonyms}
    _write(generation / _STATE, fields)


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn a full disk or a folder without the right to write into one clear message."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreUnavailableError(f"{path}: the search index cannot be written: {reason}") from None


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DamagedIndexError("there is no search index yet") from None
    except (OSError, ValueError):
        raise DamagedIndexError("the search index is damaged") from None
    if not isinstance(found, dict):
        raise DamagedIndexError("the search index is damaged")
    return found


def _write(path: Path, fields: dict[str, object] | dict[str, str | int]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(fields, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
