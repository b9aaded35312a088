"""Adverse events and table groups of legacy XML, in the API's form."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trialogue.registry import wire_results as wire
from trialogue.registry.legacy_tree import ROOT, node_at, nodes, text
from trialogue.registry.malformed import MalformedRecordError

_PREFIXES = {"P": "FG", "B": "BG", "O": "OG", "E": "EG"}
# The rows that count people with any event; API v2 keeps them with the groups.
_TOTALS = {
    "total, all-cause mortality": ("deaths_affected", "deaths_at_risk"),
    "total, serious adverse events": ("serious_affected", "serious_at_risk"),
    "total, other adverse events": ("other_affected", "other_at_risk"),
}


def group_id(node: Element) -> str:
    """The id of a group as API v2 spells it: ``P1`` → ``FG000``."""
    given = node.get("group_id", "")
    prefix, number = _PREFIXES.get(given[:1]), given[1:]
    return f"{prefix}{int(number) - 1:03d}" if prefix and number.isascii() and number.isdigit() else given


def read_groups(node: Element) -> tuple[wire.GroupWire, ...]:
    """The columns of a table."""
    return tuple(
        [
            wire.GroupWire(
                id=group_id(one), title=text(one, "title") or "", description=text(one, "description")
            )
            for one in nodes(node, "group_list/group")
        ]
    )


def read_events(node: Element | None) -> wire.Events | None:
    """Serious and other events, their totals moved to the groups."""
    if node is None:
        return None
    totals: dict[str, dict[str, int | None]] = {}
    serious = _events(node_at(node, "serious_events"), totals)
    other = _events(node_at(node, "other_events"), totals)
    groups = [
        wire.EventGroupWire(id=g.id, title=g.title, description=g.description, **totals.get(g.id, {}))
        for g in read_groups(node)
    ]
    return wire.Events(
        frequency_threshold=text(node, "other_events/frequency_threshold"),
        time_frame=text(node, "time_frame"),
        description=text(node, "desc"),
        event_groups=tuple(groups),
        serious_events=serious,
        other_events=other,
    )


def _events(node: Element | None, totals: dict[str, dict[str, int | None]]) -> tuple[wire.EventWire, ...]:
    events = []
    for category in nodes(node, "category_list/category") if node is not None else ():
        organ_system = text(category, "title")
        for event in nodes(category, "event_list/event"):
            term = text(event, "sub_title") or ""
            stats = tuple([_stat(one) for one in nodes(event, "counts")])
            if organ_system == "Total" and term.lower() in _TOTALS:
                affected, at_risk = _TOTALS[term.lower()]
                for stat in stats:
                    totals.setdefault(stat.group, {}).update({affected: stat.affected, at_risk: stat.at_risk})
            else:
                events.append(wire.EventWire(term=term, organ_system=organ_system, stats=stats))
    return tuple(events)


def _stat(node: Element) -> wire.EventStat:
    return wire.EventStat(
        group=group_id(node),
        affected=_number(node, "subjects_affected"),
        at_risk=_number(node, "subjects_at_risk"),
        events=_number(node, "events"),
    )


def _number(node: Element, name: str) -> int | None:
    given = node.get(name)
    if given is None or not given.strip():
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise MalformedRecordError(
            reason=f"{given[:40]!r} is not a number of people",
            path=f"{ROOT}/clinical_results/…/{node.tag}/@{name}",
        )
    return int(given)
