"""From finished nodes to criteria: ids, joins, and which words bar nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from trialogue.eligibility.or_next import with_alternatives
from trialogue.eligibility.parents import Bearing, bearing_of, lets_off, turns_each
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.split_joins import join_of
from trialogue.eligibility.split_notes import bars_nobody, is_footnote
from trialogue.eligibility.split_tree import Node
from trialogue.model.criterion import Criterion, CriterionKind, Joined
from trialogue.model.provenance import Span
from trialogue.model.requirement import Free, Not, Requirement

_FREE = Free()

_EXCLUDED = Pattern(
    r"(?<!not )(?<!not be )\bexcluded\b(?! (?:if|unless|when))"
    r"|\b(?:are|is|be) ineligible(?=\W*$| for (?:this|the))"
    r"|\b(?:are|is|will|be) not (?:be )?(?:eligible|considered|candidates)"
    r"(?: (?:for|to) (?:(?:this|the|study) )?(?:participat\w+|enrol\w+|study|trial|inclusion|entry|entering"
    r"|protocol)\b|(?=\W*$))"
    r"|\bwill not be (?:included|enrolled|allowed to participate)|\bare not allowed to participate",
)
_WILL_BE_OUT = Pattern(
    r"\b(?:patients?|participants?|subjects?|individuals|people|those|wom[ae]n|m[ae]n|children)\b[^.;]{3,160}"
    r"\b(?:are|will be|is) excluded\b(?! (?:if|unless|when|from [^.]{0,30}\b(?:analys|cohort|part|arm)))"
)
# "Exclusion of another cause:" is asked of who joins: a cause is excluded, not a person.
_NAMES_EXCLUSION = Pattern(
    r"\W*(?:(?:main|specific|additional|other|key) )?(?:reasons? (?:for|of) )?"
    r"exclusions?(?: (?:to|from|for)\b|:)"
)
#: Above a list of what keeps out: "will be excluded if they have any of the following:".
_OUT_IF = Pattern(
    r"(?<!not )(?<!not be )(?:\b(?:excluded|disqualified|ineligible)"
    r"|not (?:be )?(?:eligible|included|enrolled))\b(?: from [\w ]{1,40})? (?:if|when|for)"
    r" (?:they|he|she|any|one|the following|there|either|meeting|having)\b"
    r"[^.;]{0,90}:\W*$"
    r"|\bmeet(?:s|ing)? (?:any|one|1)\b[^.;:]{0,60}\bdisqualified\b[^.;:]{0,60}:\W*$"
    r"|\bpreclude\b[^.;:]{0,30}\bparticipat\w+[^.;:]{0,60}:\W*$"
)
#: Above a list of what people must be or have, wherever it stands.
_IN_IF = Pattern(
    r"^\W*(?:to be eligible,? )?(?:(?:all|the|a|each|every|any|eligible)\s+)*(?:patients?|subjects?"
    r"|participants?|individuals?|persons?|people|volunteers?|wom[ae]n|candidates?)"
    r"\s+(?:must|should|(?:will )?have to)\b"
    r"(?!.*\b(?:not|no|none|without|never|free|exclu\w+|disqualif\w+|ineligib\w+)\b)[^.;]{0,120}:\W*$"
)
_NO = Pattern(r"(?:no|not|absence of|without)\b(?! (?:able|willing|capable|suitable|eligible|more|less))")
# Under an exception or an explained demand, only what says that it demands does.
_DEMANDS = Pattern(r"(?:no|not|must|at least|none)\b")
_OR_START = re.compile(r"(?:Or|OR|or),? (?=[a-z])")
_OR_END = re.compile(r"[\s,;]\(?(?:and/or|or|OR)[\s.,:;)]*$")
_OTHERWISE = Pattern(r"\b(?:unless|except|otherwise|if|but|however|eligible if)\b")


#: Gives what a criterion demands: its words, its parent's (empty for none), its kind, and the heading that
#: says of when treatments are (empty for none).
Reader = Callable[[str, str, CriterionKind, str], Requirement]


def emit(text: str, roots: list[Node], read: Reader) -> tuple[Criterion, ...]:
    """All criteria in the order of the text, with ids such as ``i1``, ``e2.3``."""
    _turn_negative_exclusions(text, roots)
    _join_by_first_words(text, roots)
    counts = {CriterionKind.INCLUSION: 0, CriterionKind.EXCLUSION: 0}
    found: list[Criterion] = []
    for node in roots:
        kind = _kind_of(text, node)
        counts[kind] += 1
        first = f"{kind[0]}{counts[kind]}"
        if not node.children:
            found.append(_criterion(text, node, (kind, first), None, read))
            continue
        stack: list[tuple[Node, str, Criterion | None]] = [(node, first, None)]
        while stack:
            current, name, parent = stack.pop()
            criterion = _criterion(text, current, (kind, name), parent, read)
            found.append(criterion)
            if current.children:
                stack.extend(
                    (child, f"{name}.{place}", criterion)
                    for place, child in reversed(list(enumerate(current.children, 1)))
                )
    return with_alternatives(found)


def _join_by_first_words(text: str, nodes: list[Node]) -> None:
    """ "Or has a contraindication" is another way to meet what stands before it."""
    for before, node in pairwise(nodes):
        if node.kind is before.kind and _OR_START.match(text, node.body, node.end):
            before.or_next = True
    for node in nodes:
        _join_by_first_words(text, node.children)


def _turn_negative_exclusions(text: str, roots: list[Node]) -> None:
    """Where most exclusions of a section say "No …", they say what a person must be free of.

    One "no pacemaker" among exclusions bars who has none; a whole list of them is a list of demands.
    """
    sections: dict[int, list[Node]] = {}
    for node in roots:
        if node.kind is CriterionKind.EXCLUSION and node.bars:
            sections.setdefault(node.section, []).append(node)
    for nodes in sections.values():
        negative = [node for node in nodes if _NO.match(text, node.body, node.end)]
        if len(negative) >= 3 and len(negative) >= 0.6 * len(nodes):
            for node in negative:
                node.kind, node.kind_given = CriterionKind.INCLUSION, False


def _kind_of(text: str, node: Node) -> CriterionKind:
    """The heading's kind, unless the words themselves say that they keep people out."""
    words = text[node.body : node.end]
    if node.kind is CriterionKind.EXCLUSION:
        if node.children and _IN_IF.within(words):
            node.kind_given = False
            return CriterionKind.INCLUSION
        return node.kind
    if node.children and (_NAMES_EXCLUSION.match(words) or _OUT_IF.within(words)):
        node.kind_given = False
        return CriterionKind.EXCLUSION
    if "xclude" not in words and "ligible" not in words and "not " not in words:
        return CriterionKind.INCLUSION
    found = _EXCLUDED.search(words)
    if found is None or words.count("(", 0, found.start()) > words.count(")", 0, found.start()):
        return CriterionKind.INCLUSION
    plain = node.children or (len(words) - found.end() < 60 and not _OTHERWISE.search(words))
    if plain and not re.search(r"\. +[A-Z]", words[: found.start()]):
        node.kind_given = False
        return CriterionKind.EXCLUSION
    return CriterionKind.INCLUSION


def _criterion(
    text: str, node: Node, kind_and_name: tuple[CriterionKind, str], parent: Criterion | None, read: Reader
) -> Criterion:
    kind, name = kind_and_name
    span = Span(start=node.start, end=node.end)
    words = text[node.body : node.end]
    joined: Joined | None = None
    count: int | None = None
    negated, said = False, True
    if node.children:
        join = join_of(words, kind)
        joined, count, negated, said = join.joined, join.count, join.negated, join.said
        if join.exceptions:
            for child in node.children:
                child.bars = child.bars and bool(_DEMANDS.match(text, child.body, child.end))
        if joined is not Joined.AT_LEAST and _mostly_or(text, node.children):
            joined, said = Joined.ANY, True
    own = text[node.start : node.end]
    # What stands under a note says more of it.
    bars = node.bars and (parent is None or parent.bars)
    bars = bars and not bars_nobody(words, kind, parent=bool(node.children))
    bars = bars and not is_footnote(text, node.start)
    requirement = _requirement(own, node, (kind, parent), read) if bars else _FREE
    return Criterion(
        id=name,
        kind=kind,
        text=own,
        span=span,
        requirement=requirement,
        parent=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        joined=joined,
        join_count=count,
        join_said=said,
        negated=negated,
        or_next=node.or_next or _ends_in_or(words[-12:]),
        cohort=node.cohort,
        kind_given=node.kind_given,
        bars=bars,
        apart=parent is None or _is_apart_under(parent, requirement),
    )


def _requirement(
    own: str, node: Node, place: tuple[CriterionKind, Criterion | None], read: Reader
) -> Requirement:
    """What words demand. Below an inclusion those who "will be excluded" are who must not be meant."""
    kind, parent = place
    above = parent.text if parent else ""
    if parent is None or node.children or kind is CriterionKind.EXCLUSION or not _says_excluded(own):
        return read(own, above, kind, node.topic)
    out = read(own, above, CriterionKind.EXCLUSION, node.topic)
    return out if isinstance(out, Not) else Not(part=out)


def _says_excluded(words: str) -> bool:
    if "xclude" not in words or "." in words.strip().rstrip(".") or _OTHERWISE.search(words):
        return False
    return _WILL_BE_OUT.search(words) is not None


def _is_apart_under(parent: Criterion, own: Requirement) -> bool:
    """Whether a parent's statement leaves it to its children to say their own sense.

    A parent that is told as a demand of its own ("I do not have G6PD deficiency"), that only names its
    children ("General"), any of which keeps out, or that bars nobody, turns nothing round. What stands
    below exceptions, or is counted ("two or more of"), is told as it stands, and so are words that were
    not read below a demand: they may explain it.
    """
    if not parent.apart or lets_off(parent.text):
        return False
    if not parent.bars:
        return True
    if parent.joined is not None and parent.join_said:
        return turns_each(parent)
    if not isinstance(own, Free):
        return True
    label = bearing_of(parent.text, parent.kind, negated=parent.negated) is Bearing.LABEL
    return label and isinstance(parent.requirement, Free)


def _ends_in_or(words: str) -> bool:
    return ("or" in words or "OR" in words) and _OR_END.search(words) is not None


def _mostly_or(text: str, children: list[Node]) -> bool:
    """Whether an "or" closes every child but the last (or the last but one)."""
    if len(children) < 2:
        return False
    return all(
        child.or_next or _ends_in_or(text[max(child.body, child.end - 12) : child.end])
        for child in children[-2:-1]
    )
