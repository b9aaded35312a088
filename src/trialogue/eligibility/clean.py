"""The record's words as a reader should see them: without markdown marks, each character placed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.split_lines import without_mark

# API v2 puts a backslash before what markdown would read as a mark.
_ESCAPE = re.compile(r"\\(?!&(?:lt|gt|amp|quot|nbsp|le|ge);)([\\`*_{}\[\]()#+\-.!<>~|&$^=:;\"'/%@,?])")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|p|br|li|ul|ol|sup|sub|span|div|h[1-6])\b[^<>\n]{0,80}>", re.I)
_ENTITY = re.compile(r"\\?&(lt|gt|amp|quot|nbsp|#39|le|ge|plusmn|micro|deg);")
_ENTITIES = {
    "lt": "<", "gt": ">", "amp": "&", "quot": '"', "nbsp": " ", "#39": "'",
    "le": "≤", "ge": "≥", "plusmn": "±", "micro": "µ", "deg": "°",
}  # fmt: skip
_MARKS = re.compile(
    "|".join(pattern.pattern for pattern in (_ESCAPE, _ENTITY)) + "|" + _TAG.pattern + r"|\*\*|__|\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """Display text; ``offsets[n]`` is the place of its character n in the verbatim text."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=4096)
def plain_text(text: str, *, mark: bool = False) -> PlainText:
    """Unescape, drop emphasis and inline tags, make every run of white space one space.

    The list mark at the start is dropped too unless ``mark``.
    """
    start = 0 if mark else len(text) - len(without_mark(text))
    out: list[str] = []
    offsets: list[int] = []
    at = start
    for found in _MARKS.finditer(text, start):
        out.append(text[at : found.start()])
        offsets.extend(range(at, found.start()))
        shown = _shown(found)
        out.append(shown)
        offsets.extend([found.end() - 1 if found[1] else found.start()] * len(shown))
        at = found.end()
    out.append(text[at:])
    offsets.extend(range(at, len(text)))
    return _stripped("".join(out), offsets)


def _shown(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    if found[2]:
        return _ENTITIES[found[2].lower()]
    if found[0].isspace() or found[0].lower().startswith(("<br", "<p", "<li", "</p", "</li", "<div")):
        return " "
    return ""


def _stripped(text: str, offsets: list[int]) -> PlainText:
    """Without spaces at the ends and doubled spaces left by dropped tags."""
    kept = [n for n, char in enumerate(text) if char != " " or (0 < n < len(text) - 1 and text[n - 1] != " ")]
    while kept and text[kept[-1]] == " ":
        kept.pop()
    while kept and text[kept[0]] == " ":
        kept.pop(0)
    return PlainText(text="".join(text[n] for n in kept), offsets=tuple(offsets[n] for n in kept))
