"""Judge a tree of criteria: each in its own polarity, then what it means for taking part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Judged, Person
from trialogue.eligibility.keys import criterion_key
from trialogue.eligibility.parents import Bearing, announces, bearing_of
from trialogue.eligibility.split_lines import without_mark
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind, Joined
from trialogue.model.truth import Truth, all_of, any_of, at_least


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A criterion that bars, with its children: those that bar too, and ``beside`` them the others.

    The others say who is let off, or explain: the criterion means nothing without them.
    """

    criterion: Criterion
    children: tuple[Node, ...] = ()
    beside: tuple[Criterion, ...] = ()
    bearing: Bearing = Bearing.LABEL

    @property
    def words(self) -> str:
        """The record's words: the criterion's own, then those beside it."""
        if not self.beside:
            return self.criterion.text
        said = "; ".join(without_mark(one.text).strip().rstrip(".;,") for one in self.beside)
        return f"{self.criterion.text.strip()} {said}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found of one criterion: in its own polarity, and for taking part."""

    node: Node
    judged: Judged
    takes_part: Truth


def forest(criteria: CriteriaText) -> tuple[Node, ...]:
    """The criteria that bar, as trees, in the order of the text."""
    children: dict[str | None, list[Criterion]] = {}
    for criterion in criteria.criteria:
        children.setdefault(criterion.parent, []).append(criterion)
    return tuple(_node(criterion, children) for criterion in children.get(None, ()) if criterion.bars)


def _node(criterion: Criterion, children: dict[str | None, list[Criterion]]) -> Node:
    found = children.get(criterion.id, ())
    below = tuple(_node(child, children) for child in found if child.bars)
    beside = tuple(child for child in found if not child.bars)
    if not below:
        return Node(criterion=criterion, beside=beside)
    words = without_mark(criterion.text)
    inclusion = criterion.kind is CriterionKind.INCLUSION
    if not criterion.join_said and (inclusion or not announces(words)):
        # Whole in itself: what stands under it says more of it, or gives cases of it.
        bearing = Bearing.DEMAND if inclusion else Bearing.EXAMPLES
        return Node(criterion=criterion, children=below, beside=beside, bearing=bearing)
    bearing = bearing_of(words, criterion.kind, negated=criterion.negated)
    return Node(criterion=criterion, children=below, beside=beside, bearing=bearing)


def look(node: Node, person: Person, nct_id: str, *, turned: bool = False) -> list[Seen]:
    """The node and all below it, itself first. ``turned``: an odd number of parents turn it round."""
    own = judge(node.criterion.requirement, person, key=criterion_key(nct_id, node.words))
    mirrored = (node.criterion.kind is CriterionKind.EXCLUSION) != turned
    if not node.children:
        return [Seen(node=node, judged=own, takes_part=~own.truth if mirrored else own.truth)]
    below = [look(c, person, nct_id, turned=turned != node.criterion.negated) for c in node.children]
    children = joined_truth(node, [seen[0].judged.truth for seen in below])
    truth = _with_own(node, own.truth, children)
    answers = dict(pair for seen in below for pair in seen[0].judged.answers)
    judged = Judged(truth=truth, rule=_rule(node), answers=(*own.answers, *answers.items()))
    first = Seen(node=node, judged=judged, takes_part=~truth if mirrored else truth)
    return [first, *(one for seen in below for one in seen)]


def joined_truth(node: Node, truths: Sequence[Truth]) -> Truth:
    """The truths of a parent's children, joined as its words say."""
    match node.criterion.joined:
        case Joined.ANY:
            joined = any_of(truths)
        case Joined.AT_LEAST:
            count = node.criterion.join_count or 1
            # A list shorter than the count was not found whole: it decides nothing.
            joined = at_least(count, truths) if count <= len(truths) else Truth.UNKNOWN
        case _:
            joined = all_of(either(node.children, truths))
            if not node.criterion.join_said and joined is not any_of(truths):
                joined = Truth.UNKNOWN
    return ~joined if node.criterion.negated else joined


def either(nodes: Sequence[Node], truths: Iterable[Truth]) -> list[Truth]:
    """The truths of neighbours, those with a bare "or" between them taken together."""
    groups: list[list[Truth]] = []
    open_ = False
    for node, truth in zip(nodes, truths, strict=True):
        if open_:
            groups[-1].append(truth)
        else:
            groups.append([truth])
        open_ = node.criterion.or_next
    return [any_of(group) for group in groups]


def _with_own(node: Node, own: Truth, children: Truth) -> Truth:
    match node.bearing:
        case Bearing.LABEL:
            return children
        case Bearing.DEMAND:
            join = any_of if node.criterion.negated else all_of
            return join((own, children))
        case Bearing.CONDITION:
            return any_of((~own, children))
        case Bearing.EXAMPLES:
            join = all_of if node.criterion.negated else any_of
            return join((own, children))


def _rule(node: Node) -> str:
    criterion = node.criterion
    if not criterion.join_said:
        return "the points below, as far as they agree"
    words = {Joined.ANY: "any of the points below", Joined.ALL: "all of the points below"}
    count = f"at least {criterion.join_count} of the points below"
    rule = count if criterion.joined is Joined.AT_LEAST else words.get(criterion.joined or Joined.ALL, "")
    return f"not {rule}" if criterion.negated else rule
