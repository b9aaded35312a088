"""The record's text as safe HTML.

The registry's API v2 writes text in a small part of markdown: paragraphs, lists with ``*`` or
numbers, sub-lists by four spaces, ``**bold**``, and a backslash before a sign that is meant as
itself. Older records bring plain text with the same habits. Only these are read; everything else,
HTML above all, is shown as the signs that it consists of.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

_ITEM = re.compile(r"^([ \t]*)(?:([*+•●▪-])|(\d{1,3})[.)])[ \t]+(?=\S)")
_INLINE = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# An empty comment is how the registry's markdown parts two lists.
_COMMENT = re.compile(r"^[ \t]*<!--.*?-->[ \t]*$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_MAX_DEPTH = 6


def record_html(text: str | None) -> Markup:
    """Blocks: paragraphs and lists. Empty for None and white space."""
    lines = _COMMENT.sub("", _clean(text)).split("\n")
    writer = _Writer()
    for line in lines:
        writer.add(line.expandtabs(4).rstrip())
    return writer.finish()


def record_line(text: str | None) -> Markup:
    """One line: bold and escapes are read, line breaks become spaces, a leading bullet goes."""
    line = _SPACE.sub(" ", _ITEM.sub("", _clean(text))).strip()
    return _inline(line)


def record_text(text: str | None) -> str:
    """Plain words in one line, without any mark."""
    if text and _is_plain(text):
        return text.strip()
    line = _SPACE.sub(" ", _ITEM.sub("", _clean(text))).strip()
    bare = _INLINE.sub(lambda m: m[1] if m[1] else m[2], line)
    return _ESCAPED.sub(r"\1", bare)


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """One line with some ranges of its characters highlighted."""
    parts: list[Markup] = []
    at = 0
    for start, end in sorted(marks):
        if start < at or end > len(text):
            continue
        parts.append(escape(_ESCAPED.sub(r"\1", text[at:start])))
        parts.append(Markup("<mark>%s</mark>") % text[start:end])
        at = end
    parts.append(escape(_ESCAPED.sub(r"\1", text[at:])))
    return Markup("").join(parts)


def _is_plain(text: str) -> bool:
    """Whether a text has no mark, escape, entity or white space but single spaces: most have none."""
    marked = "\\" in text or "*" in text or "&" in text or "  " in text or not text.isprintable()
    return not marked and _ITEM.match(text) is None


def _clean(text: str | None) -> str:
    """Line breaks made one kind; entities that the sender had encoded twice made signs again.

    The registry's change of titles to capitals makes an encoded ``&amp;`` into ``&Amp;``.
    """
    plain = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\\&", "&").replace("&Amp;", "&")
    for _ in range(2):
        if "&" in plain:
            plain = html.unescape(plain)
    return _CONTROL.sub("", plain)


def _inline(text: str) -> Markup:
    if "\\" not in text and "**" not in text:
        return escape(text)
    parts: list[Markup] = []
    at = 0
    for match in _INLINE.finditer(text):
        parts.append(escape(text[at : match.start()]))
        at = match.end()
        if match[1]:
            parts.append(escape(match[1]))
        else:
            parts.append(Markup("<strong>%s</strong>") % _ESCAPED.sub(r"\1", match[2]))
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def _opening(number: str | None) -> Markup:
    if number is None:
        return Markup("<ul><li>")
    return Markup("<ol><li>") if number == "1" else Markup('<ol start="%d"><li>') % int(number)


@dataclass(slots=True)
class _List:
    tag: str
    indent: int


@dataclass(slots=True)
class _Writer:
    """Reads lines one by one. Lists that are open stand in ``lists``, the innermost last."""

    out: list[Markup] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    after_blank: bool = False
    fresh: bool = False  # an item has been opened and holds nothing yet

    def add(self, line: str) -> None:
        match = _ITEM.match(line)
        if not line:
            self._flush()
            self.after_blank = True
            return
        if match:
            self._item(len(match[1]), match[3], line[match.end() :])
        else:
            self._text(line)
        self.after_blank = False

    def finish(self) -> Markup:
        self._flush()
        self._close_to(0)
        return Markup("").join(self.out)

    def _item(self, indent: int, number: str | None, words: str) -> None:
        self._flush()
        while len(self.lists) > 1 and indent < self.lists[-1].indent:
            self._close()
        tag = "ol" if number else "ul"
        deeper = bool(self.lists) and indent > self.lists[-1].indent + 1 and len(self.lists) < _MAX_DEPTH
        if self.lists and not deeper:
            if self.lists[-1].tag == tag:
                self.out.append(Markup("</li><li>"))
                self.words, self.fresh = [words], True
                return
            self._close()
        self.out.append(_opening(number))
        self.lists.append(_List(tag=tag, indent=indent))
        self.words, self.fresh = [words], True

    def _text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        while self.lists and self.after_blank and indent <= self.lists[-1].indent:
            self._close()
        self.words.append(line.strip())

    def _flush(self) -> None:
        if self.words:
            words = _inline(" ".join(self.words))
            self.out.append(words if self.fresh else Markup("<p>%s</p>") % words)
            self.fresh = False
        self.words = []

    def _close(self) -> None:
        self._flush()
        self.out.append(Markup("</li></ol>") if self.lists.pop().tag == "ol" else Markup("</li></ul>"))

    def _close_to(self, depth: int) -> None:
        while len(self.lists) > depth:
            self._close()
