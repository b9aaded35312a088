"""Rows of tables: "| Inclusion | Exclusion |", and below it what each column lists.

Markdown has a row on a line between bars. Where the first row names the two lists, each cell below
is a criterion of its column's kind; any other row is one criterion, read as if it had no bars.
"""

from __future__ import annotations

import re

from trialogue.eligibility.split_headings import HeadingFound, find_heading
from trialogue.eligibility.split_lines import Block
from trialogue.model.criterion import CriterionKind

#: A cell from its bar on: where its bar stands, where its words begin and end.
Cell = tuple[int, int, int]
_WORDS = re.compile(r"\|[\s*_]*([^|\s](?:[^|]*[^|\s])?)?\s*")


class Columns:
    """What the columns of the table that is being read list."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kinds: list[CriterionKind | None] = []

    def is_heading(self, block: Block) -> bool:
        """Whether a row names columns or is a line; notes what the columns list."""
        cells = self._cells(block)
        if len(cells) < 2:
            return False
        if all(set(self.text[first:last]) <= set("-:= ") for _, first, last in cells):
            return True
        kinds = [self._kind(first, last) for _, first, last in cells]
        if any(kinds):
            self._kinds = kinds
        return any(kinds)

    def parts(self, block: Block) -> list[tuple[Block, CriterionKind | None]]:
        """The criteria of a row with the kinds of their columns; none where it is no such row."""
        cells = self._cells(block)
        if not cells:
            self._kinds = []
        if not self._kinds or len(cells) < 2:
            return []
        kinds = self._kinds + [None] * len(cells)
        said = [(cell, kind) for cell, kind in zip(cells, kinds, strict=False) if cell[1] < cell[2]]
        ends = [*(cell[0] for cell, _ in said[1:]), block.end]
        return [
            (self._part(block, start if at else block.start, first, end), kind)
            for at, (((start, first, _), kind), end) in enumerate(zip(said, ends, strict=True))
        ]

    def _part(self, block: Block, start: int, first: int, end: int) -> Block:
        while self.text[end - 1].isspace():
            end -= 1
        return Block(start=start, end=end, body=first, indent=block.indent)

    def _cells(self, block: Block) -> list[Cell]:
        """The cells of a row, without the nothing behind its last bar."""
        if self.text[block.body] != "|":
            return []
        found = [
            (m.start(), m.start(1), m.end(1)) if m[1] else (m.start(), m.end(), m.end())
            for m in _WORDS.finditer(self.text, block.body, block.end)
        ]
        return found[:-1] if found[-1][1] == found[-1][2] else found

    def _kind(self, first: int, last: int) -> CriterionKind | None:
        if first == last:
            return None
        found: HeadingFound | None = find_heading(self.text, first, last, named=True, marked=False)
        return found.kind if found is not None and found.end >= last else None
