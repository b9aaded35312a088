"""Raw records packed with zstd and a dictionary that is trained on this store's own records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

import zstandard
from sqlalchemy import Connection, Engine, func, insert, select

from trialogue.store.schema import next_id
from trialogue.store.tables import dictionary

LEVEL = 3
DICTIONARY_BYTES = 112 * 1024
TRAIN_ON = 1000
"""Records of one form to train a dictionary on. Those before are packed without one."""
_SEGMENT, _DMER = 200, 8
"""Given, the trainer need not search for the best: on real records that takes four times as long, and
packs them no smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """A trained dictionary of one form."""

    id: int
    form: str
    content: bytes


class Packer:
    """Packs and unpacks; keeps what is made ready for each dictionary. Not for two threads at once."""

    def __init__(self) -> None:
        self._packers: dict[int | None, zstandard.ZstdCompressor] = {None: zstandard.ZstdCompressor(LEVEL)}
        self._openers: dict[int | None, zstandard.ZstdDecompressor] = {None: zstandard.ZstdDecompressor()}

    def learn(self, known: Dictionary) -> None:
        """Make a dictionary ready."""
        ready = zstandard.ZstdCompressionDict(known.content)
        self._packers[known.id] = zstandard.ZstdCompressor(LEVEL, dict_data=ready)
        self._openers[known.id] = zstandard.ZstdDecompressor(dict_data=ready)

    def knows(self, dictionary_id: int | None) -> bool:
        """Whether this dictionary was learnt."""
        return dictionary_id in self._packers

    def pack(self, content: bytes, dictionary_id: int | None) -> bytes:
        """Compress with a dictionary that was learnt."""
        return self._packers[dictionary_id].compress(content)

    def unpack(self, packed: bytes, dictionary_id: int | None) -> bytes:
        """The bytes again."""
        return self._openers[dictionary_id].decompress(packed)


def unpack(conn: Connection, packer: Packer, packed: bytes, dictionary_id: int | None) -> bytes:
    """The bytes again; reads the dictionary from the store where the packer has not learnt it."""
    if not packer.knows(dictionary_id):
        row = conn.execute(select(dictionary).where(dictionary.c.id == dictionary_id)).one()
        packer.learn(Dictionary(id=row.id, form=row.form, content=row.content))
    return packer.unpack(packed, dictionary_id)


_READY: WeakKeyDictionary[Engine, dict[int, zstandard.ZstdCompressionDict]] = WeakKeyDictionary()


def unpack_one(conn: Connection, packed: bytes, dictionary_id: int | None) -> bytes:
    """The bytes of one record again. A dictionary is read once for each store that is open."""
    if dictionary_id is None:
        return zstandard.ZstdDecompressor().decompress(packed)
    ready = _READY.setdefault(conn.engine, {})
    if dictionary_id not in ready:
        wanted = select(dictionary.c.content).where(dictionary.c.id == dictionary_id)
        ready[dictionary_id] = zstandard.ZstdCompressionDict(conn.execute(wanted).scalar_one())
    return zstandard.ZstdDecompressor(dict_data=ready[dictionary_id]).decompress(packed)


def newest_dictionaries(conn: Connection) -> dict[str, Dictionary]:
    """The newest dictionary of each form."""
    newest = select(func.max(dictionary.c.id)).group_by(dictionary.c.form)
    rows = conn.execute(select(dictionary).where(dictionary.c.id.in_(newest)))
    return {row.form: Dictionary(id=row.id, form=row.form, content=row.content) for row in rows}


def train(samples: Sequence[bytes]) -> bytes | None:
    """A dictionary for records like these; None where they are too few or too alike for one."""
    try:
        return zstandard.train_dictionary(DICTIONARY_BYTES, list(samples), k=_SEGMENT, d=_DMER).as_bytes()
    except zstandard.ZstdError:
        return None


def add_dictionary(conn: Connection, form: str, content: bytes, trained_on: int, now: datetime) -> Dictionary:
    """Keep a dictionary."""
    new = next_id(conn, dictionary)
    conn.execute(
        insert(dictionary).values(id=new, form=form, content=content, trained_on=trained_on, trained_at=now)
    )
    return Dictionary(id=new, form=form, content=content)


@dataclass(slots=True)
class Samples:
    """Records of forms that have no dictionary yet, gathered until there are enough of one."""

    by_form: dict[str, list[bytes]] = field(default_factory=dict)

    def add(self, form: str, content: bytes) -> Sequence[bytes] | None:
        """Take one more; returns them all at the moment when they are enough."""
        gathered = self.by_form.setdefault(form, [])
        gathered.append(content)
        return self.by_form.pop(form) if len(gathered) >= TRAIN_ON else None
