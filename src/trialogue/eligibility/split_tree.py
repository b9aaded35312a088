"""From blocks to a tree: which item stands under which, by indentation and style of mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.split_lines import BULLET, DASH, Block
from trialogue.model.criterion import CriterionKind

_OPENS = Pattern(
    r"(?:[:：]|\b(?:following|as follows|follows|below|either|one of|any of|all of|include|including))"
    r"[\s*_.\\)]*$",
)
_OPENING = (
    *(":", "：", "following", "follows", "below", "either", "one of", "any of", "all of"),
    *("include", "including"),
)
# All that may stand after such a word, white space first.
_AFTER_OPENING = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "*_.\\)"
_SUBJECT = Pattern(
    r"(?:patients?|subjects?|participants?|age|aged|males?|females?|women|men|written|signed|informed|willing"
    r"|able|ability|provide|adequate|ecog|voluntar\w+|no |not |history|known|previous|prior|must|for |if "
    r"|life expectancy|body|bmi|agree\w*|consent|understand\w*|negative|anticipated|expected)\b",
)


@dataclass(slots=True)
class Node:
    """A criterion in the making. ``end`` is where its own words end, before its first child.

    ``topic``: the heading above it that says of when treatments are.
    """

    start: int
    end: int
    body: int
    indent: int = 0
    style: str | None = None
    value: int = 0
    section: int = 0
    kind: CriterionKind | None = None
    kind_given: bool = True
    cohort: str | None = None
    bars: bool = True
    topic: str = ""
    opens: bool = False
    or_next: bool = False
    children: list[Node] = field(default_factory=list)

    def part(self, start: int, end: int) -> Node:
        """A node of some of the words, in the same place of the tree; the mark is that of the first."""
        first = start == self.start
        return replace(
            self,
            start=start,
            end=end,
            body=self.body if first else start,
            style=self.style if first else None,
            value=0,
            opens=False,
            or_next=False,
            children=[],
        )


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the words between two places lead in a list."""
    if not text[start:end].rstrip(_AFTER_OPENING).lower().endswith(_OPENING):
        return False
    return _OPENS.search(text, start, end) is not None


class TreeBuilder:
    """Takes blocks in order and hangs each where its indentation and mark say.

    Every block is looked at against the open path only, and the path loses what it passes, so the
    work is linear in the number of blocks (the path's depth is at most ``_DEEPEST``).
    """

    _DEEPEST = 12

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Node] = []
        self._path: list[Node] = []
        self._broken: list[Node] = []
        self._after: tuple[list[Node], int] = (self.roots, 0)

    def close(self) -> None:
        """Nothing that follows stands under anything before: a heading came."""
        self._path.clear()
        self._broken.clear()

    def add(self, block: Block) -> Node | None:
        """Hang one block; None where it only goes on with the item before."""
        path = self._path
        while path and path[-1].indent > block.indent:
            path.pop()
        if block.value:
            self._settle_letter(block)
        if block.style is None:
            if self._add_paragraph(block):
                return None
        else:
            self._find_place(block)
        node = Node(
            start=block.start,
            end=block.end,
            body=block.body,
            indent=block.indent,
            style=block.style,
            value=block.value,
            opens=_opens(self.text, max(block.body, block.end - 60), block.end),
        )
        (path[-1].children if path else self.roots).append(node)
        if len(path) < self._DEEPEST:
            path.append(node)
        return node

    def _add_paragraph(self, block: Block) -> bool:
        """Leave the lists that a paragraph ends. True if it only goes on with an item."""
        path = self._path
        if path and path[-1].indent >= block.indent:
            broken = list(path)
            while path and path[-1].indent >= block.indent:
                path.pop()
            if broken[-1].style is not None:
                among = path[-1].children if path else self.roots
                self._broken, self._after = broken, (among, len(among))
        if path and path[-1].style is not None and not path[-1].opens and not path[-1].children:
            path[-1].end = block.end
            return True
        return False

    def _find_place(self, block: Block) -> None:
        """Cut the open path so that its last node is the parent of a marked block."""
        path = self._path
        for depth, node in enumerate(path):
            if node.indent == block.indent and node.style == block.style and self._goes_on(node, block):
                del path[depth:]
                return
        if self._resume(block):
            return
        while path:
            last = path[-1]
            if last.style is None:
                if last.opens:
                    return
            elif last.indent < block.indent or self._nests(last, block):
                return
            path.pop()

    def _goes_on(self, node: Node, block: Block) -> bool:
        return not node.value or block.value != 1 or node.value == 1 or not self._path[-1].opens

    def _resume(self, block: Block) -> bool:
        """A paragraph broke a numbered list, and here its next number comes."""
        for depth, node in enumerate(self._broken):
            if node.style == block.style and node.value and block.value == node.value + 1:
                among, since = self._after
                target = self._broken[depth - 1].children if depth else self.roots
                if among is not target:
                    target.extend(among[since:])
                    del among[since:]
                self._path[:] = self._broken[:depth]
                self._broken = []
                return True
        return False

    def _nests(self, last: Node, block: Block) -> bool:
        """Whether a mark of another style at the same indentation opens a list inside the last item."""
        if last.indent != block.indent or block.value > 1 or last.style == block.style:
            return False
        bullets = (BULLET, DASH)
        return last.opens or (last.value > 0 and block.value == 1 and block.style not in bullets)

    def _settle_letter(self, block: Block) -> None:
        """Decide between letter and roman number by the open lists; a letter out of turn is no mark.

        "E. coli infection" at the start of a line is not item E.
        """
        if block.style is None or block.style[-2] not in "aAiI":
            return
        options = [(block.style, block.value)]
        if block.alternative:
            options.append(block.alternative)
        for style, value in options:
            for node in (*self._path, *self._broken):
                if node.style == style and node.value + 1 == value:
                    block.style, block.value = style, value
                    return
        for style, value in options:
            if value == 1 or (style[-2] in "iI" and value > 1 and len(options) == 1):
                block.style, block.value = style, value
                return
        block.style, block.value, block.body = None, 0, block.start


def every(nodes: list[Node]) -> Iterator[Node]:
    """All nodes of some trees."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children)


def adopt_flat(siblings: list[Node], text: str) -> None:
    """Put items under a parent that opens a list ("any of the following:") without indenting it.

    The list ends at an item that opens another or starts with a new subject. Where the parent was
    a paragraph, only unmarked lines follow it; a marked list has been hung already.
    """
    place = 0
    while place < len(siblings):
        node = siblings[place]
        if node.opens and not node.children:
            last = place + 1
            while last < len(siblings) and _belongs(node, siblings[last], text, siblings[place + 1]):
                last += 1
            if last - place > (1 if text[node.end - 1] in ":：" else 2):
                node.children = siblings[place + 1 : last]
                del siblings[place + 1 : last]
        place += 1


def _belongs(parent: Node, node: Node, text: str, first: Node) -> bool:
    same = node.style == parent.style and node.indent == parent.indent and node.section == parent.section
    if not same or node.children or node.opens or (parent.value and node.value == parent.value + 1):
        return False
    subject = _SUBJECT.match(text, node.body, min(node.end, node.body + 30))
    alike = subject is not None and text.startswith(subject[0], first.body)
    return node is first or subject is None or alike
