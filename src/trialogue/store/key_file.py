"""The file of master keys. It lies outside the database, and a backup of one never holds the other."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from trialogue.errors import BadDataError, StoreUnavailableError
from trialogue.store.sealing import KeyRing, new_key


@dataclass(slots=True, kw_only=True)
class KeyFile:
    """A key file that is read again when it has changed (another process may rotate keys)."""

    path: Path
    _ring: KeyRing | None = field(default=None, init=False)
    _seen: tuple[int, int] = field(default=(0, 0), init=False)

    def ring(self) -> KeyRing:
        """The keys of now; makes the file where there is none.

        Raises BadDataError for a broken file, StoreUnavailableError where it cannot be read or made.
        """
        try:
            if not self.path.exists():
                _create(self.path, _new_ring())
            stat = self.path.stat()
            seen = (stat.st_mtime_ns, stat.st_ino)
            if self._ring is None or seen != self._seen:
                self._ring, self._seen = _read(self.path), seen
        except OSError as error:
            raise StoreUnavailableError(f"The key file {self.path}: {error.strerror}.") from None
        return self._ring

    def add_master(self) -> KeyRing:
        """Put a new master key in use; the older ones stay on the ring."""
        ring = self.ring()
        name = f"k{secrets.token_hex(4)}"
        ring = replace(ring, current=name, masters={**ring.masters, name: new_key()})
        _replace(self.path, ring)
        return self.ring()

    def drop_old_masters(self) -> KeyRing:
        """Forget all master keys but the one in use."""
        ring = self.ring()
        _replace(self.path, replace(ring, masters={ring.current: ring.masters[ring.current]}))
        return self.ring()


def _new_ring() -> KeyRing:
    name = f"k{secrets.token_hex(4)}"
    return KeyRing(current=name, masters={name: new_key()}, marks=new_key(), trail=new_key())


def _text(ring: KeyRing) -> str:
    def coded(key: bytes) -> str:
        return base64.b64encode(key).decode()

    masters = {name: coded(key) for name, key in ring.masters.items()}
    document = {
        "about": "Trialogue's keys. Without this file, answers and messages cannot be read. Keep it "
        "apart from backups of the database.",
        "current": ring.current,
        "masters": masters,
        "marks": coded(ring.marks),
        "trail": coded(ring.trail),
    }
    return json.dumps(document, indent=2) + "\n"


def _read(path: Path) -> KeyRing:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        masters = {str(name): base64.b64decode(key) for name, key in document["masters"].items()}
        ring = KeyRing(
            current=document["current"],
            masters=masters,
            marks=base64.b64decode(document["marks"]),
            trail=base64.b64decode(document["trail"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadDataError(f"{path}: this is not a key file of Trialogue; bring back the right one") from None
    if any(len(key) != 32 for key in (*masters.values(), ring.marks, ring.trail)):
        raise BadDataError(f"{path}: a key in this file has the wrong length; bring back the right file")
    return ring


def _create(path: Path, ring: KeyRing) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = _write_beside(path, ring)
    try:
        # A link never replaces: of two processes that start at once, one makes the keys.
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink(missing_ok=True)


def _replace(path: Path, ring: KeyRing) -> None:
    os.replace(_write_beside(path, ring), path)  # noqa: PTH105


def _write_beside(path: Path, ring: KeyRing) -> Path:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_text(ring))
        file.flush()
        os.fsync(file.fileno())
    return beside
