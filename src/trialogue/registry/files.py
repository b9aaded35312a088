"""Records from files and folders, one after the other, in whatever form they come.

One v2 study, a page of the API, one study a line, each also in gzip or zstd; the registry's zip of
JSON files; legacy XML, single or in zip, tar, tar.gz, tar.zst; folders of all that. Files are known by
their first bytes, not by their names. What cannot be read is named and reading goes on.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from trialogue.errors import NotFoundError
from trialogue.registry.archives import read_tar, read_zip
from trialogue.registry.form import Form
from trialogue.registry.json_text import read_json
from trialogue.registry.malformed import MAX_RECORD_BYTES, find_nct_id
from trialogue.registry.records import RawRecord, Unreadable
from trialogue.registry.sniff import Kind, strip_bom
from trialogue.registry.streams import BrokenStreamError, stream_faults, unpacked

Item = RawRecord | Unreadable

_REASONS = {
    Kind.EMPTY: "the file is empty",
    Kind.HTML: "this is a web page, not a record",
    Kind.OTHER_XML: "this is XML, but not a clinical_study record",
    Kind.OTHER: "this is neither JSON nor XML nor an archive of them",
}
_NESTED = "an archive inside an archive is not opened: unpack it first"


def read_records(paths: Iterable[Path]) -> Iterator[Item]:
    """All records under these paths; ``-`` is the standard input.

    Raises NotFoundError, before anything is read, where a path does not exist.
    """
    listed = list(paths)
    for path in listed:
        if str(path) != "-" and not path.exists():
            raise NotFoundError(f"{path}: there is no such file or folder")
    return _read_all(listed)


def _read_all(paths: list[Path]) -> Iterator[Item]:
    for path in paths:
        if str(path) == "-":
            yield from _told(_read_stream(sys.stdin.buffer, "standard input"), "standard input")
        elif path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_path(path)


def _read_folder(folder: Path) -> Iterator[Item]:
    """Every file under a folder, in the order of names; what is no record is named and skipped."""
    empty, unopened = True, list[OSError]()
    for root, folders, names in os.walk(folder, onerror=unopened.append):
        folders.sort()
        linked = [name for name in folders if (Path(root) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            empty = False
            path = Path(root) / name
            if path.is_file():
                yield from _read_path(path, in_folder=True)
            else:
                yield Unreadable(source=str(path), position="", reason="this is not a file", skipped=True)
    for error in unopened:
        reason = f"it cannot be opened: {error.strerror}"
        yield Unreadable(source=str(error.filename), position="", reason=reason)
    if empty and not unopened:
        yield Unreadable(source=str(folder), position="", reason="the folder holds no file", skipped=True)


def _read_path(path: Path, *, in_folder: bool = False) -> Iterator[Item]:
    try:
        file = path.open("rb")
    except OSError as error:
        yield Unreadable(source=str(path), position="", reason=f"it cannot be opened: {error.strerror}")
        return
    with file:
        yield from _told(_read_stream(file, str(path), in_folder=in_folder), str(path))


def _told(items: Iterator[Item], source: str) -> Iterator[Item]:
    """The items; where their stream breaks, that as the last one."""
    try:
        yield from items
    except BrokenStreamError as error:
        yield Unreadable(source=source, position="", reason=str(error))


def _read_stream(file: BinaryIO, source: str, *, in_folder: bool = False) -> Iterator[Item]:
    stream, kind = unpacked(file)
    if kind is Kind.ZIP and stream is file:
        yield from read_zip(source, file, _read_member)
    elif kind is Kind.TAR:
        yield from read_tar(source, stream, _read_member)
    else:
        yield from _read_plain(stream, kind, source, skippable=in_folder)


def _read_member(content: BinaryIO, source: str, place: str) -> Iterator[Item]:
    """A member of an archive: as a file, but no archive again."""
    stream, kind = unpacked(content)
    if kind is Kind.TAR:
        kind = Kind.ZIP
    yield from _read_plain(stream, kind, source, place, skippable=True)


def _read_plain(
    stream: io.BufferedReader, kind: Kind, source: str, place: str = "", *, skippable: bool = False
) -> Iterator[Item]:
    if kind is Kind.JSON:
        yield from read_json(stream, source, place)
    elif kind is Kind.RECORD_XML:
        yield _read_xml(stream, source, place)
    elif kind in _REASONS:
        skipped = skippable and kind is not Kind.EMPTY
        yield Unreadable(source=source, position=place, reason=_REASONS[kind], skipped=skipped)
    else:
        yield Unreadable(source=source, position=place, reason=_NESTED)


def _read_xml(stream: io.BufferedReader, source: str, place: str) -> Item:
    with stream_faults():
        content = strip_bom(stream.read(MAX_RECORD_BYTES + 1))
    if len(content) > MAX_RECORD_BYTES:
        reason = f"it is longer than {MAX_RECORD_BYTES / 1e6:.0f} MB, the most that a record may have"
        nct_id = find_nct_id(content)
        return Unreadable(source=source, position=place, reason=reason, nct_id=nct_id, content=content)
    return RawRecord(source=source, position=place, content=content, form=Form.LEGACY_XML)
