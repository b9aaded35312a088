"""Where a record contradicts itself: findings in plain words, each with the fields at odds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from trialogue.insight import contradictions_dates, contradictions_design, contradictions_status
from trialogue.insight import contradictions_text as texts
from trialogue.insight.odds import Odds
from trialogue.model.provenance import Origin, Provenance
from trialogue.model.study import Study

Rule = Callable[[Study, date], Iterator[Odds]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A finding. ``rule`` names the rule; ``sources`` hold the values that are at odds."""

    rule: str
    words: str
    sources: tuple[Provenance, ...]


RULES: dict[str, Rule] = {
    **contradictions_status.RULES,
    **contradictions_dates.RULES,
    **contradictions_design.RULES,
    **texts.RULES,
}


def contradictions(study: Study, today: date) -> tuple[Contradiction, ...]:
    """All findings of all rules, in the order of the rules.

    A rule fires only where two pieces of the record cannot both be right, or where something that
    the registry demands is missing or overdue; none judges the study.
    """
    return tuple(_found(study, today))


def _found(study: Study, today: date) -> Iterator[Contradiction]:
    for name, rule in RULES.items():
        for odds in rule(study, today):
            sources = tuple(
                Provenance(
                    origin=Origin.REGISTRY,
                    piece=piece,
                    record_date=study.dates.last_update,
                    quote=value,
                    rule=name,
                )
                for piece, value in odds.values
            )
            yield Contradiction(rule=name, words=odds.words, sources=sources)
