"""Split an eligibility text into headings and a tree of criteria, with places in the text.

Nothing is dropped and nothing is made up: each character that is not white space lies in exactly
one heading or criterion; what cannot be placed is a criterion of its own. The way is: blocks
(``split_lines``) → headings (``split_headings``) → tree (``split_tree``) → lists written as prose
(``split_prose``, ``split_nci``) → ids.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from trialogue.eligibility import split_nci
from trialogue.eligibility.split_emit import Reader, emit
from trialogue.eligibility.split_groups import PATIENTS
from trialogue.eligibility.split_headings import (
    HeadingFound,
    Scope,
    SectionNames,
    find_heading,
)
from trialogue.eligibility.split_inside import inside
from trialogue.eligibility.split_lines import Block, blocks
from trialogue.eligibility.split_prose import numbered, semicolons, sentences
from trialogue.eligibility.split_tables import Columns
from trialogue.eligibility.split_timed import goes_on, only_allows, timed_heading
from trialogue.eligibility.split_tree import Node, TreeBuilder, adopt_flat, every
from trialogue.model.criterion import CriteriaText, CriterionKind, Heading
from trialogue.model.provenance import Span
from trialogue.model.requirement import Free, Requirement

_OR_ALONE = re.compile(r"[\W_]*(?:and/or|or|and|oder|ou)[\W_]*", re.IGNORECASE)
_LONGEST_JOINING = 20
_LONG_PROSE = 400
_SHORTEST_LIST = 40
_FREE = Free()


def _unread(_text: str, _parent: str, _kind: CriterionKind, _topic: str) -> Requirement:
    return _FREE


def split(text: str, read: Reader = _unread) -> CriteriaText:
    """The headings and criteria of one text. Without ``read`` every requirement is ``Free``."""
    splitter = _Splitter(text)
    for block in blocks(text):
        splitter.take(block)
    splitter.finish()
    return CriteriaText(
        text=text, headings=tuple(splitter.headings), criteria=emit(text, splitter.tree.roots, read)
    )


class _Splitter:
    """Reads blocks in order and keeps what the headings so far say of the criteria to come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = TreeBuilder(text)
        self.headings: list[Heading] = []
        self.section = 0
        self.kind: CriterionKind | None = None
        self.local: CriterionKind | None = None
        self.cohort: str | None = None
        self.outer_cohort: str | None = None
        self.bars = True
        self.topic = ""
        self.fresh = True
        self.names = SectionNames(text)
        self.old_style = split_nci.is_old_style(text)
        self.last: Node | None = None
        self.columns = Columns(text) if "|" in text else None

    def take(self, block: Block) -> None:
        """Place one block, cut first where a heading stands in its middle."""
        if self.columns is not None and self._take_row(block, self.columns):
            return
        if not self.names.within(block.body, block.end):
            self._take_whole(block, named=False)
            return
        cuts = inside(self.text, block.body, block.end)
        cuts.append(block.end)
        self._take_part(block, cuts[0])
        for start, end in pairwise(cuts):
            self._take_part(Block(start=start, end=end, body=start, indent=block.indent), end)

    def _take_row(self, block: Block, columns: Columns) -> bool:
        """Place a row of a table whose columns are lists; whether the block was one."""
        if columns.is_heading(block):
            span = Span(start=block.start, end=block.end)
            self.section += 1
            self.headings.append(Heading(text=span.of(self.text), span=span, cohort=self.cohort))
            self.tree.close()
            return True
        local, parts = self.local, columns.parts(block)
        for part, kind in parts:
            self.local = kind or local
            self._take_criterion(part)
        self.local = local
        return bool(parts)

    def _take_part(self, block: Block, end: int) -> None:
        while end > block.start and self.text[end - 1].isspace():
            end -= 1
        block.end = end
        self._take_whole(block)

    def _take_whole(self, block: Block, *, named: bool = True) -> None:
        if self.old_style and (block.style is None or self.text.startswith("--", block.start)):
            self._take_old_style(replace(block, style=None, body=block.start))
        else:
            self._take_plain(block, named=named)

    def _take_plain(self, block: Block, *, named: bool = True) -> None:
        """A block in which nothing is to be cut; not ``named``: no name of a section stands in it."""
        while True:
            marked = block.style is not None
            named = named and self.names.within(block.body, block.end)
            heading = find_heading(self.text, block.body, block.end, named=named, marked=marked)
            if heading is None:
                self._take_criterion(block)
                return
            self._take_heading(block.start, heading)
            if heading.end >= block.end:
                return
            rest = self._skip_space(heading.end, block.end)
            block = Block(start=rest, end=block.end, body=rest, indent=block.indent, gap=False)

    def _take_heading(self, start: int, found: HeadingFound) -> None:
        span = Span(start=start, end=found.end)
        self.section += 1
        self._take_topic(span.of(self.text), found)
        if found.scope is Scope.SECTION:
            self.kind, self.local = found.kind, None
            self.cohort = found.cohort or self.outer_cohort
        elif found.scope is Scope.COHORT:
            self.cohort = found.cohort
            if self.fresh or self.outer_cohort is not None:
                self.outer_cohort = found.cohort
        elif found.scope is Scope.LOCAL:
            self.local = found.kind
        else:
            self.local = None
        self.fresh = found.scope in (Scope.SECTION, Scope.COHORT) and self.kind is None
        kind = self.local or self.kind
        self.headings.append(Heading(text=span.of(self.text), span=span, kind=kind, cohort=self.cohort))
        self.tree.close()
        self.last = None

    def _take_topic(self, words: str, found: HeadingFound) -> None:
        """What a heading says of time, and whether what stands below it bars."""
        if found.scope is not Scope.COHORT or not self.topic:
            self.bars = found.bars
        if found.scope is Scope.TOPIC or found.scope is Scope.SECTION:
            self.topic = timed_heading(words)
        elif found.scope is Scope.LOCAL and self.topic:
            self.topic = self.topic if goes_on(words) else ""
            self.bars = found.bars and not (self.topic and only_allows(words))

    def _take_criterion(self, block: Block) -> None:
        if block.end - block.start <= _LONGEST_JOINING and self._joins_neighbours(block):
            return
        last = self.last
        if not self.bars and last is not None and last.style is not None and block.style is None:
            # What was allowed is listed; a paragraph after the list is no longer under "Allowed:".
            self.bars, self.local = last.indent < block.indent, None
        node = self.tree.add(block)
        self.fresh = False
        if node is None:
            return
        kind = self.local or self.kind
        node.kind, node.kind_given = kind or CriterionKind.INCLUSION, kind is not None
        node.cohort, node.bars, node.section = self.cohort, self.bars, self.section
        node.topic = self.topic
        self.last = node

    def _joins_neighbours(self, block: Block) -> bool:
        """Whether the block is a bare "or" or "and": it then ends the criterion before it."""
        last = self.last
        if last is None or last.children:
            return False
        if not _OR_ALONE.fullmatch(self.text, block.start, block.end):
            return False
        last.end = block.end
        last.or_next = "or" in self.text[block.start : block.end].lower().split()[-1:]
        return True

    def _take_old_style(self, block: Block) -> None:
        """A block of the old style: labels become headings, lost full stops are found again."""
        if split_nci.is_label(self.text, block.start, block.end):
            self._take_heading(block.start, HeadingFound(end=block.end, scope=Scope.TOPIC))
            return
        found = split_nci.labels(self.text, block.start, block.end)
        if not found:
            self._take_plain(block)
            return
        if found[0][0] > block.start:
            self._take_demands(block.start, found[0][0], block)
        ends = [*(place for place, _, _ in found[1:]), block.end]
        for (start, after, kept), end in zip(found, ends, strict=True):
            if kept:
                self._take_demands(start, end, block)
                continue
            self._take_heading(start, HeadingFound(end=after, scope=Scope.TOPIC))
            rest = self._skip_space(after, end)
            if rest < end:
                self._take_demands(rest, end, block)

    def _take_demands(self, start: int, end: int, block: Block) -> None:
        cuts = [start, *split_nci.demands(self.text, start, end), end]
        for first, last in pairwise(cuts):
            stop = last
            while stop > first and self.text[stop - 1].isspace():
                stop -= 1
            if first < stop:
                self._take_plain(Block(start=first, end=stop, body=first, indent=block.indent))

    def _skip_space(self, place: int, end: int) -> int:
        while place < end and self.text[place].isspace():
            place += 1
        return place

    def finish(self) -> None:
        """Find the lists that were written flat or as prose."""
        named = {heading.cohort for heading in self.headings} - {None}
        if named == {PATIENTS}:
            self.headings = [replace(heading, cohort=None) for heading in self.headings]
            for node in every(self.tree.roots):
                node.cohort = None
        self._finish_list(self.tree.roots, root=True)

    def _finish_list(self, nodes: list[Node], *, root: bool) -> None:
        adopt_flat(nodes, self.text)
        lone = self._lone_sections(nodes) if root else set()
        found: list[Node] = []
        for node in nodes:
            if node.children:
                self._finish_list(node.children, root=False)
                found.append(node)
            elif node.end - node.body < _SHORTEST_LIST:
                found.append(node)
            else:
                found.extend(self._parts(node, node.section in lone))
        nodes[:] = found

    def _lone_sections(self, nodes: list[Node]) -> set[int]:
        """Sections that hold only one or two unmarked paragraphs: prose in place of a list."""
        counts: dict[int, int] = {}
        for node in nodes:
            marked = node.style is not None or bool(node.children)
            counts[node.section] = counts.get(node.section, 0) + (3 if marked else 1)
        return {section for section, count in counts.items() if count <= 2}

    def _parts(self, node: Node, lone: bool) -> list[Node]:
        """The node itself, or what its words list: children under an intro, or siblings."""
        if node.value == 1:
            places = numbered(self.text, node.start, node.end)
            if places and places[0] <= node.start + 1:
                return self._cut(node, [node.start, *places[1:]])
        places = numbered(self.text, node.body, node.end)
        if places:
            return self._numbered_parts(node, places)
        if node.style is not None:
            return [node]
        places = semicolons(self.text, node.body, node.end) if lone else []
        if not places and (lone or node.end - node.body > _LONG_PROSE):
            places = sentences(self.text, node.body, node.end)
        return self._cut(node, [node.start, *places])

    def _numbered_parts(self, node: Node, places: list[int]) -> list[Node]:
        if places[0] <= node.body:
            if node.style is None:
                return self._cut(node, places)
            places = places[1:]
        parts = self._cut(node, [node.start, *places])
        if node.style is None and not self.text[parts[0].body : parts[0].end].strip(" ,.;"):
            return parts
        parts[0].children = parts[1:]
        parts[0].opens = True
        return parts[:1]

    def _cut(self, node: Node, places: list[int]) -> list[Node]:
        ends = [*places[1:], node.end]
        parts: list[Node] = []
        for start, end in zip(places, ends, strict=True):
            stop = end
            while self.text[stop - 1].isspace():
                stop -= 1
            parts.append(node.part(start, stop))
        parts[-1].or_next = node.or_next
        return parts
