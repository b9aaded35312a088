"""JSON text as records: a study, a page of studies, an array of studies, or one a line.

Lines are the quick way. A document of many lines is read at once where it is small and whole;
otherwise it is taken apart by its brackets, so that what stands before a cut is kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from trialogue.registry.brackets import split_objects
from trialogue.registry.form import Form
from trialogue.registry.malformed import MAX_RECORD_BYTES, find_nct_id
from trialogue.registry.records import RawRecord, Unreadable
from trialogue.registry.sniff import strip_bom
from trialogue.registry.wire import Wire

_HELD = 10_000
_AT_ONCE = MAX_RECORD_BYTES


class _Shape(Wire):
    protocol_section: msgspec.Raw | None = None
    studies: list[msgspec.Raw] | None = None


_SHAPE = msgspec.json.Decoder(_Shape)
_SHAPES = msgspec.json.Decoder(list[msgspec.Raw])
_TOO_LONG = f"it is longer than {MAX_RECORD_BYTES / 1e6:.0f} MB, the most that a record may have"
NOT_A_STUDY = "this is JSON, but neither a study nor a page of studies"


def read_json(stream: io.BufferedReader, source: str, place: str = "") -> Iterator[RawRecord | Unreadable]:
    """The records of a stream; ``place`` names it inside an archive. Raises BrokenStreamError."""
    first = strip_bom(_line(stream))
    while not first.strip():
        first = _line(stream)
    if _one_a_line(first, stream):
        yield from _together(_lines(first, stream, source, place), source, place)
    else:
        yield from _document(first, stream, source, place)


def _line(stream: io.BufferedReader) -> bytes:
    return stream.readline(MAX_RECORD_BYTES + 2)


def _one_a_line(first: bytes, stream: io.BufferedReader) -> bool:
    """Whether each line is a whole; so too where the first is broken and the next begins anew."""
    text = first.strip()
    if not text.startswith(b"{") or (len(first) > MAX_RECORD_BYTES and not first.endswith(b"\n")):
        return False
    if text.endswith(b"}") and _shape(text) is not None:
        return True
    return len(text) > 1 and text[-1:] not in b"{[,:" and stream.peek(64).lstrip()[:1] == b"{"


def _shape(text: bytes) -> _Shape | None:
    try:
        return _SHAPE.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _together(
    items: Iterator[RawRecord | Unreadable], source: str, place: str
) -> Iterator[RawRecord | Unreadable]:
    """The items; where no line of a file is a study, that is said once and not of each line."""
    held: list[Unreadable] = []
    for item in items:
        if isinstance(item, Unreadable) and item.reason == NOT_A_STUDY and len(held) < _HELD:
            held.append(replace(item, content=item.content[:_HELD]))
            continue
        yield from held
        yield item
        yield from items
        return
    if len(held) > 1:
        yield Unreadable(
            source=source,
            position=place,
            reason=f"these are {len(held)} lines of JSON, and none of them is a study",
            content=held[0].content,
        )
    else:
        yield from held


def _lines(
    line: bytes, stream: io.BufferedReader, source: str, place: str
) -> Iterator[RawRecord | Unreadable]:
    number = 0
    while line:
        number += 1
        position = _join(place, f"line {number}")
        if len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
            yield _unreadable(source, position, _TOO_LONG, line)
            while line and not line.endswith(b"\n"):
                line = _line(stream)
        elif text := line.strip():
            yield from _text(text, source, position)
        line = _line(stream)


def _text(text: bytes, source: str, position: str) -> Iterator[RawRecord | Unreadable]:
    if text.startswith(b'{"protocolSection"'):
        yield _record(text, source, position)
        return
    shape = _shape(text)
    if shape is not None and shape.studies is not None:
        yield from _studies(shape.studies, source, position)
    elif not text.startswith(b"{") or (shape is not None and shape.protocol_section is None):
        yield _unreadable(source, position, NOT_A_STUDY, text)
    else:
        yield _record(text, source, position)


def _studies(studies: list[msgspec.Raw], source: str, place: str) -> Iterator[RawRecord | Unreadable]:
    for number, study in enumerate(studies, start=1):
        yield _record(bytes(study), source, _join(place, f"study {number}"))


def _document(
    first: bytes, stream: io.BufferedReader, source: str, place: str
) -> Iterator[RawRecord | Unreadable]:
    content = first + stream.read(max(0, _AT_ONCE - len(first)))
    if len(content) < _AT_ONCE:
        shape = _shape(content)
        if shape is not None and shape.studies is None:
            yield from _text(content.strip(), source, place)
            return
        studies = shape.studies if shape else _array(content)
        if studies is not None:
            yield from _studies(studies, source, place)
            return
    for number, (found, reason) in enumerate(split_objects(content, stream), start=1):
        position = _join(place, f"study {number}")
        if reason:
            yield _unreadable(source, position, reason, found)
        else:
            yield from _text(found, source, position)


def _array(content: bytes) -> list[msgspec.Raw] | None:
    try:
        return _SHAPES.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _record(content: bytes, source: str, position: str) -> RawRecord:
    return RawRecord(source=source, position=position, content=content, form=Form.V2_JSON)


def _unreadable(source: str, position: str, reason: str, content: bytes) -> Unreadable:
    return Unreadable(
        source=source, position=position, reason=reason, nct_id=find_nct_id(content), content=content
    )


def _join(place: str, position: str) -> str:
    return f"{place}, {position}" if place else position
