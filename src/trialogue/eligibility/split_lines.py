"""From a criteria text to its blocks: a list item, a paragraph, a line, each with its place.

Two forms of text come from the registry. API v2 gives markdown: a line is a line, an item starts
with ``* `` or ``1. ``, sub-items are indented, and ``< > [ ] * _ ) .`` may stand behind a
backslash. Legacy XML breaks lines at about 100 characters, indents everything by eight and puts
an empty line before each item, so there a line break inside a block means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.eligibility.patterns import Pattern

# Style of a list mark. A mark of another style at the same indentation opens a list inside.
BULLET, DASH, NUMBER, PAREN_NUMBER, BRACKET_NUMBER = "*", "-", "1.", "1)", "(1)"
_MARK = re.compile(
    r"(?P<bullet>\\?[*+•●▪◦‣·○■□►➢➤✓✔❖§](?![*+\w])|[•●▪◦‣○■□►➢➤✓✔❖](?=\w)"
    r"|\\?[-‐-―−]{1,3}(?=\s|[^\W\d_])|\.(?=\s)|o(?=\s)|<li[^<>\n]{0,40}>)"
    r"|(?P<open>\\?[(\[])?(?:(?P<pre>[IE])[- ]?(?=\d))?"
    r"(?:(?P<num>\d{1,3})|(?P<alpha>[A-Za-z]|[ivx]{2,5}|[IVX]{2,5}))"
    r"(?P<close>\\?[.):]\.?|\\?\]|\.\\?\))(?=\s|$|[^\W\d_a-z]|(?<=\))[^\W\d_])"
    r"|(?P<dec>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=\s+[A-Z])"
)
_INDENTED = " " * 6
_BREAK = Pattern(r"\n|<(?:br|p|li|tr|div|/ul|/ol|h[1-6])\b")
_ROMAN_LETTERS = "ivxIVX"
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(slots=True)
class Block:
    """A run of text from ``start`` to ``end`` that is one item, paragraph or line.

    ``body`` is where its words begin, after the mark. ``style`` is None without a mark; ``value``
    the number that the mark counts (a bullet: 0). ``gap``: an empty line stands before it.
    """

    start: int
    end: int
    body: int
    indent: int
    style: str | None = None
    value: int = 0
    gap: bool = True
    alternative: tuple[str, int] | None = None


def is_wrapped(text: str) -> bool:
    """Whether line breaks inside a block mean nothing: the legacy form, indented by eight."""
    if _INDENTED not in text:
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return sum([line.startswith(_INDENTED) for line in lines]) * 10 >= len(lines) * 9 > 0


def blocks(text: str) -> list[Block]:
    """All blocks, in order. Every character that is not white space lies in one of them."""
    wrapped = is_wrapped(text)
    found: list[Block] = []
    gap = True
    for start, line in _lines(text):
        words = line.strip()
        if not words:
            gap = True
            continue
        width = len(line) - len(line.lstrip()) if line[0] != words[0] else 0
        body = start + width
        end = body + len(words)
        indent = len(line[:width].expandtabs(4)) if width else 0
        block = Block(start=body, end=end, body=body, indent=indent, gap=gap)
        if gap or not wrapped:
            _read_mark(text, block)
        if found and block.style is None and _goes_on(text, found[-1], block, wrapped=wrapped):
            found[-1].end = end
        else:
            found.append(block)
        gap = False
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, each with its place; an HTML block tag also starts one."""
    if "<" not in text:
        at = 0
        for line in text.split("\n"):
            yield at, line
            at += len(line) + 1
        return
    ranges, at = [], 0
    for found in _BREAK.finditer(text):
        ranges.append((at, found.start()))
        at = found.end() if found[0] == "\n" else found.start()
    ranges.append((at, len(text)))
    for number, (start, stop) in enumerate(ranges):
        if start < stop or text.startswith("\n", stop) or number == 0:
            yield start, text[start:stop]


def _goes_on(text: str, before: Block, block: Block, *, wrapped: bool) -> bool:
    """Whether an unmarked line is part of the block before it."""
    if not block.gap and (wrapped or _continues(text, before, block)):
        return True
    return _is_cut(text, before, block)


def _continues(text: str, before: Block, block: Block) -> bool:
    """Whether an unmarked line without an empty line before it goes on with the block before.

    A line indented below an item does; so does a line that starts small after a long line that
    has no closing mark (a hard wrap in a pasted text).
    """
    if before.style is not None and block.indent > before.indent + 1 and text[before.end - 1] != ":":
        return True
    long_before = before.end - before.start >= 50
    first, last = text[block.body], text[before.end - 1]
    return long_before and first.islower() and last not in ".;:" and not text[before.body].islower()


def _is_cut(text: str, before: Block, block: Block) -> bool:
    """Whether an empty line stands in the middle of a sentence: a line pasted with its wraps.

    The line before is as long as a wrapped line, starts large, and ends without a mark.
    """
    if not text[block.body].islower() or not before.end - before.start >= 55:
        return False
    last = text[before.end - 1]
    return (
        (last.islower() or last.isdigit()) and text[before.body].isupper() and before.indent >= block.indent
    )


def _read_mark(text: str, block: Block) -> None:
    """Set the style and value of the mark that the block starts with, if any."""
    first, second = text[block.body : block.body + 1], text[block.body + 1 : block.body + 2]
    if second.isalpha() and first.isalpha() and second not in _ROMAN_LETTERS:
        return
    if first == "*" and second == " " and block.body + 1 < block.end:
        block.style = BULLET
        block.body = _after_space(text, block.body + 1, block.end)
        return
    found = _MARK.match(text, block.body, block.end)
    if found is None or found.end() == block.end:
        return
    if found["bullet"]:
        last = found["bullet"][-1]
        block.style = DASH if last in "-‐‑‒–—―−" else BULLET
    elif found["dec"]:
        parts = found["dec"].split(".")
        block.style, block.value = "1" + ".1" * (len(parts) - 1), int(parts[-1])
    else:
        suffix = ("(" if found["open"] else "") + "{}" + (")" if found["close"][-1] in ")]" else ".")
        if found["num"]:
            block.style, block.value = suffix.format((found["pre"] or "") + "1"), int(found["num"])
        else:
            _read_letters(block, found["alpha"], suffix)
    block.body = _after_space(text, found.end(), block.end)


def _after_space(text: str, place: int, end: int) -> int:
    while place < end and text[place].isspace():
        place += 1
    return place


def _read_letters(block: Block, letters: str, suffix: str) -> None:
    """A letter may count as a letter or as a roman number: keep both, the list decides."""
    case = "a" if letters.islower() else "A"
    lower = letters.lower()
    roman = _roman(lower) if set(lower) <= set("ivx") else 0
    as_letter = (suffix.format(case), ord(lower[0]) - 96)
    as_roman = (suffix.format("i" if case == "a" else "I"), roman)
    if len(letters) > 1:
        block.style, block.value = as_roman
    elif roman == 1:
        (block.style, block.value), block.alternative = as_roman, as_letter
    else:
        block.style, block.value = as_letter
        block.alternative = as_roman if roman else None


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def without_mark(text: str) -> str:
    """A criterion's words without the list mark before them."""
    block = Block(start=0, end=len(text), body=0, indent=0)
    _read_mark(text, block)
    return text[block.body :]
