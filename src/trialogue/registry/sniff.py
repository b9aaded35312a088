"""What a file is, by its first bytes; names lie."""

from __future__ import annotations

from enum import StrEnum

HEAD_BYTES = 8192


class Kind(StrEnum):
    """What the first bytes show."""

    EMPTY = "empty"
    GZIP = "gzip"
    ZSTD = "zstd"
    ZIP = "zip"
    TAR = "tar"
    JSON = "json"
    RECORD_XML = "record xml"
    HTML = "html"
    OTHER_XML = "other xml"
    OTHER = "other"


_MAGIC = (
    (b"\x1f\x8b", Kind.GZIP),
    (b"\x28\xb5\x2f\xfd", Kind.ZSTD),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
)
_BOM = b"\xef\xbb\xbf"


def sniff(head: bytes) -> Kind:
    """The kind of a file that begins with ``head`` (up to 8 KiB of it)."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return Kind.TAR
    text = strip_bom(head).lstrip()
    if not text:
        return Kind.EMPTY if len(head) < HEAD_BYTES else Kind.OTHER
    # A bracket alone may begin anything (a settings file does so); an array of studies goes on thus.
    if text.startswith(b"{") or (text.startswith(b"[") and text[1:].lstrip()[:1] == b"{"):
        return Kind.JSON
    return _xml(text) if text.startswith(b"<") else Kind.OTHER


def strip_bom(content: bytes) -> bytes:
    """Without the mark that some editors put before UTF-8."""
    return content.removeprefix(_BOM)


def _xml(text: bytes) -> Kind:
    lowered = text[:HEAD_BYTES].lower()
    if b"<clinical_study" in lowered:
        return Kind.RECORD_XML
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered[:1024]:
        return Kind.HTML
    # A long document type before the record: an entity bomb, which the decoder names and refuses.
    return Kind.RECORD_XML if b"<!doctype" in lowered or b"<!entity" in lowered else Kind.OTHER_XML
