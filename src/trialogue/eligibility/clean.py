"""The record's words as a reader should see them: without markdown marks."""

from __future__ import annotations

import re
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
    "|".join(pattern.pattern for pattern in (_ESCAPE, _ENTITY)) + "|" + _TAG.pattern + r"|\*\*|__|\||\s+",
    re.IGNORECASE,
)


_SIGNS = re.compile(r"[\\&<*_|]")
_DOUBLED = re.compile(" {2,}")


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Unescape, drop the list mark, emphasis and inline tags, make every run of white space one space."""
    words = without_mark(text)
    if not _SIGNS.search(words):
        return " ".join(words.split())
    return _DOUBLED.sub(" ", _MARKS.sub(_shown, words)).strip(" ")


def _shown(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    if found[2]:
        return _ENTITIES[found[2].lower()]
    if (
        found[0] == "|"
        or found[0].isspace()
        or found[0].lower().startswith(("<br", "<p", "<li", "</p", "</li", "<div"))
    ):
        return " "
    return ""
