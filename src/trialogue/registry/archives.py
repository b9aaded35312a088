"""Zip and tar archives, member by member, never unpacked to disk and never held whole in memory."""

from __future__ import annotations

import io
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from trialogue.registry.records import RawRecord, Unreadable
from trialogue.registry.streams import MAX_RATIO, RATIO_GRACE, BrokenStreamError

Read = Callable[[BinaryIO, str, str], Iterator[RawRecord | Unreadable]]
"""Reads the records of one stream: the stream, the source, the place in it."""

_RATIO_FLOOR = 2**20  # below one unpacked megabyte no ratio is suspicious
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1


def read_zip(path: str, file: BinaryIO, read: Read) -> Iterator[RawRecord | Unreadable]:
    """The records in a zip. Raises BrokenStreamError where the archive itself is broken."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenStreamError(f"the zip archive is damaged or cut off: {error}") from None
    with archive:
        size, given = file.seek(0, io.SEEK_END), 0
        for info in archive.infolist():
            if info.is_dir():
                continue
            given += info.file_size
            if given > RATIO_GRACE and given > MAX_RATIO * max(1, size):
                raise BrokenStreamError(f"it unpacks to more than {MAX_RATIO} times its size")
            refusal = _refused_name(info.filename) or _refused_zip(info)
            if refusal:
                yield refusal_of(path, info.filename, refusal)
                continue
            yield from _zip_member(archive, info, path, read)


def read_tar(path: str, stream: BinaryIO, read: Read) -> Iterator[RawRecord | Unreadable]:
    """The records in a tar, as it streams by. Raises BrokenStreamError."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                if member.isdir():
                    continue
                refusal = _refused_name(member.name) or _refused_tar(member)
                if refusal:
                    yield refusal_of(path, member.name, refusal)
                    continue
                content = cast("BinaryIO", archive.extractfile(member))
                yield from _member(content, path, member.name, read)
    except tarfile.TarError as error:
        raise BrokenStreamError(f"the tar archive is damaged or cut off: {error}") from None


def refusal_of(path: str, name: str, reason: str) -> Unreadable:
    """A member that is not read."""
    return Unreadable(source=path, position=name, reason=reason)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, read: Read
) -> Iterator[RawRecord | Unreadable]:
    try:
        with archive.open(info) as content:
            yield from _member(cast("BinaryIO", content), path, info.filename, read)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield refusal_of(path, info.filename, f"this member is damaged: {error}")


def _member(content: BinaryIO, path: str, name: str, read: Read) -> Iterator[RawRecord | Unreadable]:
    """One member; where it is broken that is said of it, and the archive goes on."""
    try:
        yield from read(content, path, name)
    except BrokenStreamError as error:
        yield refusal_of(path, name, str(error))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        yield refusal_of(path, name, f"this member is damaged: {error}")


def _refused_name(name: str) -> str:
    """Why a member of this name is not read, or nothing. No record of the registry needs such a name."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts:
        return "a path that leads out of the archive (..) is refused"
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "an absolute path is refused"
    return ""


def _refused_zip(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link is not followed"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if info.file_size > _RATIO_FLOOR and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return f"it unpacks to more than {MAX_RATIO} times its size: this looks like a bomb"
    return ""


def _refused_tar(member: tarfile.TarInfo) -> str:
    if not member.isreg():
        return "a link or device is not followed"
    if member.issparse():
        return "a file with holes is refused"
    return ""
