"""Whether a comparison names the thing that it limits, against Chia's own relations.

Chia joins values and times to what they are of (``Has_value``, ``Has_temporal``,
``Has_multiplier``). Its spans are drawn wider than Leaf's, so only the place is compared: a name is
right where its phrase overlaps the thing joined to the value. Rules were made with its faults in view.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from bench.shared import evaluator, shared_data
from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons import find_comparisons

Row = tuple[str, str, str]
_RELATIONS = frozenset({"Has_value", "Has_temporal", "Has_multiplier"})
_AGES = frozenset({"age", "aged", "old"})


def link_rows() -> list[Row]:
    """The share of comparisons whose name is at the right place: ages, limits, windows."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    archive = shared_data() / "annotations" / "chia_without_scope.zip"
    for doc in evaluator("brat").read(archive):
        joined = _joined(doc)
        for c in find_comparisons(doc.text):
            things = [thing for value, thing in joined if _over(c, value)]
            kind = "ages" if c.variable == "age" else "windows of time" if c.is_time else "limits"
            if kind != "ages":
                things = [thing for thing in things if thing.type != "Person" or _says_age(thing)]
            if things:
                every[kind] += 1
                right[kind] += _names_one(c, things)
    return [
        (f"comparisons, Chia, thing named, {kind}", f"{right[kind] / every[kind]:.3f}", str(every[kind]))
        for kind in ("ages", "limits", "windows of time")
        if every[kind]
    ]


def _joined(doc: Any) -> list[tuple[Any, Any]]:
    """(value or time, what it is of), each a span."""
    of: defaultdict[str, list[Any]] = defaultdict(list)
    for relation, thing, value in doc.relations:
        if relation in _RELATIONS and thing in doc.spans and value in doc.spans:
            of[value].append(doc.spans[thing])
    return [(doc.spans[value], thing) for value, things in of.items() for thing in things]


def _over(c: Comparison, value: Any) -> bool:
    return any(start < c.end and c.start < end for start, end in value.pieces)


def _says_age(thing: Any) -> bool:
    return "year" in thing.text or thing.text.lower() in _AGES


def _names_one(c: Comparison, things: Iterable[Any]) -> bool:
    if c.variable == "age" and c.var_start is None:
        return any(thing.type == "Person" or thing.text.lower() in _AGES for thing in things)
    if c.var_start is None or c.var_end is None:
        return False
    return any(thing.start < c.var_end and c.var_start < thing.end for thing in things)
