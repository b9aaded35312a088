"""The work on a batch of records that needs no store: read, hash, pack, and make ready for search.

Runs in worker processes.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from trialogue.actions.ingest_content import content_of, json_tree
from trialogue.index.document import StudyDocument, study_document
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.registry.decode import MalformedRecordError, decode_study
from trialogue.registry.form import Form
from trialogue.registry.malformed import find_nct_id
from trialogue.registry.records import RawRecord
from trialogue.store.packing import Dictionary, Packer
from trialogue.store.quarantine import Rejected
from trialogue.store.records import NewRecord, raw_hash

_ENCODE = msgspec.msgpack.Encoder()
_DECODE = msgspec.msgpack.Decoder(StudyDocument)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Records that are not known yet, what was rejected between them, and how to pack them.

    ``hashes``: ``raw_hash`` of each item, where they were made already (of what was rejected: empty).
    """

    items: Sequence[RawRecord | Rejected]
    hashes: Sequence[bytes] = ()
    dictionaries: Mapping[str, Dictionary] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A record to put, with its search document in encoded form."""

    record: NewRecord
    document: bytes


_packer = Packer()


def prepare(batch: Batch) -> list[Ready | Rejected]:
    """Make each record of a batch ready, or say why it cannot be. Nothing in a record stops it."""
    for known in batch.dictionaries.values():
        if not _packer.knows(known.id):
            _packer.learn(known)
    ids = {form: known.id for form, known in batch.dictionaries.items()}
    hashes = batch.hashes or itertools.repeat(b"")
    return [
        item if isinstance(item, Rejected) else _prepare(item, known or raw_hash(item.content), ids)
        for item, known in zip(batch.items, hashes, strict=False)
    ]


def encode_document(study: Study) -> bytes:
    """The search document of a study in encoded form: a tenth of the cost of pickling it."""
    return pack_document(study_document(study))


def pack_document(document: StudyDocument) -> bytes:
    """A search document in encoded form."""
    return _ENCODE.encode(document)


def document_of(content: bytes, form: str) -> bytes | None:
    """The search document of a stored record; None where this reader finds it malformed."""
    try:
        return encode_document(decode_study(content, Form(form)))
    except MalformedRecordError:
        return None


def open_document(document: bytes) -> StudyDocument:
    """The document again."""
    return _DECODE.decode(document)


def _prepare(raw: RawRecord, known_hash: bytes, dictionaries: Mapping[str, int]) -> Ready | Rejected:
    try:
        return _ready(raw, known_hash, dictionaries.get(raw.form))
    except MalformedRecordError as error:
        return _rejected(raw, error)
    except Exception as error:
        # One record that the reader stumbles over must not stop the others.
        failure = MalformedRecordError(reason=f"the reader failed on this record ({type(error).__name__})")
        return _rejected(raw, failure)


def _ready(raw: RawRecord, known_hash: bytes, dictionary_id: int | None) -> Ready:
    tree = json_tree(raw.content, raw.form)
    study = decode_study(raw.content, raw.form, tree)
    content = content_of(raw.content, raw.form, tree)
    record = NewRecord(
        nct_id=study.nct_id,
        form=raw.form.value,
        last_update=last_update(study),
        served_on=content.served_on,
        raw_hash=known_hash,
        content_hash=content.digest,
        size=len(raw.content),
        source=f"{raw.source} {raw.position}".replace("\0", " ").encode("utf-8", "replace").decode()[:500],
        packed=_packer.pack(raw.content, dictionary_id),
        dictionary_id=dictionary_id,
        aliases=aliases(study),
    )
    return Ready(record=record, document=encode_document(study))


def _rejected(raw: RawRecord, error: MalformedRecordError) -> Rejected:
    return Rejected(
        source=raw.source,
        position=raw.position,
        reason=error.reason,
        path=error.path,
        nct_id=error.nct_id or find_nct_id(raw.content),
        form=raw.form.value,
        content=raw.content,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rederived:
    """What this reader says of a stored version."""

    version_id: int
    last_update: str
    aliases: tuple[NctId, ...]


def rederive(versions: Sequence[tuple[int, bytes, str]]) -> list[Rederived | None]:
    """Read stored versions (id, content, form) again; None for one that is malformed to this reader."""
    return [_rederived(*version) for version in versions]


def _rederived(version_id: int, content: bytes, form: str) -> Rederived | None:
    try:
        study = decode_study(content, Form(form))
    except MalformedRecordError:
        return None
    return Rederived(version_id=version_id, last_update=last_update(study), aliases=aliases(study))


def last_update(study: Study) -> str:
    """The day of a record's last update, ISO, as exact as it is given; empty where it is not."""
    updated = study.dates.last_update or study.dates.last_posted
    return updated.iso if updated else ""


def aliases(study: Study) -> tuple[NctId, ...]:
    """The identifiers that this study has replaced."""
    return tuple(alias for alias in study.aliases if alias != study.nct_id)
