"""Which code made what is stored: another program makes it anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def code_digest(*rooms: str) -> str:
    """A digest of all code and tables of these rooms (folders of the package)."""
    digest = hashlib.sha256()
    for room in rooms:
        for name, content in sorted(_contents(files("trialogue") / room, room)):
            digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:16]


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _contents(entry, name)
        else:
            yield name, entry.read_bytes()
