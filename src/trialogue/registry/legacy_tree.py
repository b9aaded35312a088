"""An XML record as a tree that can do no harm, and readers of its fields that know their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from xml.etree.ElementTree import XML, Element, ParseError, XMLParser

from trialogue.registry.malformed import MalformedRecordError, check_size, check_text, find_nct_id

T = TypeVar("T")
ROOT = "/clinical_study"
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ITEM = re.compile(r"-\s{2,}")
_FOREIGN = (
    (b"<!DOCTYPE", "a document type is refused"),
    (b"<!ENTITY", "an entity is refused"),
    (b"\0", "it holds a NUL byte"),
)


def parse_tree(content: bytes) -> Element:
    """The root element. Raises MalformedRecordError.

    A document type is refused, and with it every entity: no record of the registry has one. Whatever
    encoding it declares, the text is read as UTF-8.
    """
    check_size(content)
    check_text(content)
    for mark, reason in _FOREIGN:
        if mark in content or mark.lower() in content:
            raise MalformedRecordError(reason=reason, path="/", nct_id=find_nct_id(content))
    try:
        # Safe without more: what makes XML dangerous is a document type, refused above.
        root = XML(content, XMLParser(encoding="utf-8"))  # noqa: S314
    except ParseError as error:
        raise MalformedRecordError(
            reason=f"this is not whole XML: {error}", path="/", nct_id=find_nct_id(content)
        ) from None
    if root.tag != "clinical_study":
        raise MalformedRecordError(reason=f"the root is {root.tag[:40]!r}, not clinical_study", path="/")
    return root


def node_at(node: Element, path: str) -> Element | None:
    """The first element at ``path``."""
    found: Element | None = node
    for tag in path.split("/"):
        found = found.find(tag) if found is not None else None
    return found


def nodes(node: Element, path: str) -> list[Element]:
    """All elements at ``path``. One step at a time: single steps are quick."""
    found = [node]
    for tag in path.split("/"):
        found = [inner for one in found for inner in one.findall(tag)]
    return found


def text(node: Element, path: str) -> str | None:
    """The text at ``path`` without white space around it; None where there is none."""
    found = node_at(node, path)
    return ((found.text or "").strip() or None) if found is not None else None


def texts(node: Element, path: str) -> tuple[str, ...]:
    """All texts at ``path`` that are not empty."""
    return tuple([t for e in nodes(node, path) if (t := (e.text or "").strip())])


def value(node: Element, path: str, read: Callable[[str], T]) -> T | None:
    """``read(text)``, or None where there is no text. Raises MalformedRecordError with the path."""
    found = text(node, path)
    if found is None:
        return None
    try:
        return read(found)
    except ValueError as error:
        raise MalformedRecordError(reason=str(error), path=_place(node, path)) from None


def _place(node: Element, path: str) -> str:
    return f"{ROOT}/{path}" if f"/{node.tag}" == ROOT else f"{ROOT}/…/{node.tag}/{path}"


def paragraphs(node: Element, path: str) -> str | None:
    """A text block as API v2 would give it: no margin, no line breaks inside a paragraph.

    The registry broke its XML text at about 100 characters; those breaks say nothing.
    """
    found = text(node, f"{path}/textblock")
    if found is None:
        return None
    parts = [" ".join(part.split()) for part in _raw_paragraphs(found)]
    return "\n\n".join(part for part in parts if part)


def _raw_paragraphs(block: str) -> list[str]:
    lines = block.replace("\r\n", "\n").replace("\r", "\n")
    return [
        _ITEM.sub("* ", part, count=1) if _ITEM.match(part) else part for part in _BLANK_LINE.split(lines)
    ]


def verbatim(node: Element, path: str) -> str | None:
    """A text block as it stands, margin and breaks kept; only line ends are made ``\\n``."""
    found = node_at(node, f"{path}/textblock")
    if found is None:
        found = node_at(node, path)
    if found is None or not (found.text or "").strip():
        return None
    return (found.text or "").replace("\r\n", "\n").replace("\r", "\n")
