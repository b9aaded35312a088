"""What may go wrong: only what was posted as seen, or what the record's own sentences say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from trialogue.model.codes import DateType, InterventionModel
from trialogue.model.results import AdverseEvents, EventGroup
from trialogue.model.study import Study
from trialogue.plain.conditions import in_sentence
from trialogue.plain.interventions import main_interventions
from trialogue.plain.passages import passages, source
from trialogue.plain.sentence import Sentence, from_piece, unknown
from trialogue.plain.triggers import trigger

_RISK = trigger(
    r"\b(?:side[- ]effects?|adverse (?:effects?|reactions?)|complications?|toxicit(?:y|ies))\b[^.;]{0,40}?"
    r"\b(?:include[sd]?|such as|(?:is|are|were|was) (?:mild|common|rare|known|usually|mostly|generally)"
    r"|may (?:occur|include)|observed|reported)\b",
    "effect",
    "reaction",
    "complication",
    "toxicit",
)
_AIM = re.compile(
    r"\b(?:aim|purpose|objective|evaluate|assess|determine|investigate|whether|compare|number of"
    r"|measured|recorded|"
    r"questionnaire|incidence of|will be (?:monitored|graded|recorded))\b",
    re.IGNORECASE,
)
# "No side effects were reported": praise of a treatment is no answer to what may go wrong.
_DENIED = re.compile(
    r"\b(?:no|not|without|free of)\b[^.;]{0,40}(?:effects?|reactions?|complications?|toxicit)", re.I
)

_LETTERS = 5  # the most that an abbreviation has: "ALT", "COVID"
_COMMON = {
    "treatment", "group", "therapy", "patients", "study", "control", "cells", "dose", "daily", "medication",
    "adverse", "effects", "injection", "disease", "asthma", "allergy", "cancer", "clinical", "response",
}  # fmt: skip


def what_may_go_wrong(study: Study, elsewhere: Sentence | None = None) -> tuple[Sentence, ...]:
    """Posted adverse events of this study; else of studies of the same treatment; and quoted sentences.

    ``elsewhere`` is what insight counted over other studies. Where there is nothing, the one
    sentence says so and whom to ask. Nothing is inferred from phase or kind of treatment.
    """
    found = [*_posted(study)]
    if elsewhere is not None and not found:
        found.append(elsewhere)
    found += list(_said(study))[:2]
    return tuple(found) or (unknown(study, "side effects only from posted or quoted words"),)


def serious_total(study: Study) -> tuple[int, int] | None:
    """People with a serious event, and people at risk, over the groups; None where groups overlap.

    Groups whose title says that they sum the others ("Total", "All participants") would count a
    person twice, so they are left out; so is a table in which a group gives no number at risk. In a
    crossover a person stands in several groups, and so where more are at risk than took part.
    """
    pairs = _serious(study)
    if not pairs or share_people(study):
        return None
    return sum(a for a, _ in pairs), sum(n for _, n in pairs)


def share_people(study: Study) -> bool:
    """Whether the groups of the posted adverse events hold some people more than once."""
    if study.design.intervention_model is InterventionModel.CROSSOVER:
        return len(_serious(study)) > 1
    enrolled = study.enrollment
    if enrolled is None or enrolled.kind is not DateType.ACTUAL:
        return False
    return sum(n for _, n in _serious(study)) > enrolled.count > 0


def _serious(study: Study) -> list[tuple[int, int]]:
    """(affected, at risk) of each group; empty where one gives no number, or more affected than at risk."""
    events = study.results.adverse_events if study.results else None
    if events is None:
        return []
    groups = [g for g in events.groups if not _is_total(g)] or list(events.groups)
    known = [(g.serious_affected, g.serious_at_risk) for g in groups]
    pairs = [(a, n) for a, n in known if a is not None and n and a <= n]
    return pairs if len(pairs) == len(groups) else []


def _is_total(group: EventGroup) -> bool:
    return (
        re.search(
            r"\b(?:total|overall|all (?:participants|patients|subjects|arms|groups)|combined"
            r"|pooled)\b",
            group.title,
            re.IGNORECASE,
        )
        is not None
    )


def _posted(study: Study) -> Iterator[Sentence]:
    events = study.results.adverse_events if study.results else None
    if events is None:
        return
    overlapping, pairs = share_people(study), _serious(study)
    total = max(pairs, key=lambda p: p[0] / p[1]) if pairs and overlapping else serious_total(study)
    if total is not None and total[1] > 0:
        affected, at_risk = total
        said = "people had a serious health problem, whatever its cause"
        words = f"In the posted results {affected:,} of {at_risk:,} {said}."
        if overlapping:
            words = (
                "One person may stand in several of the posted groups. In the group with the largest share, "
                f"{affected:,} of {at_risk:,} {said}."
            )
        cell = from_piece(study, "EventGroupSeriousNumAffected", f"{affected} of {at_risk}")
        yield Sentence(words=words, sources=(cell,))
    common = _most_common(events, max if overlapping else sum)
    if common:
        words = f"Most often named: {', '.join(common)}."
        yield Sentence(words=words, sources=(from_piece(study, "OtherEventTerm"),))


def _most_common(events: AdverseEvents, over: Callable[[list[int]], int]) -> list[str]:
    """The events of the most people, as "headache (12 people)"; five at most. ``over``: how groups count."""
    counts: dict[str, int] = {}
    totals = {g.id for g in events.groups if _is_total(g)}
    for event in events.events:
        number = over([c.affected or 0 for c in event.counts if c.group not in totals] or [0])
        key = _term(event.term.strip())
        if number and key:
            counts[key] = max(counts.get(key, 0), number)
    most = max(counts.values(), default=0)
    many = {term: number for term, number in counts.items() if number > 1 or most == 1}
    top = sorted(many.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    where = " in one group" if over is max else ""
    return [f"{term} ({number:,} {'person' if number == 1 else 'people'}{where})" for term, number in top]


def _term(term: str) -> str:
    """An event's name inside a sentence; some teams write all of them in capitals."""
    return term.lower() if term.isupper() and len(term) > _LETTERS else in_sentence(term)


def _said(study: Study) -> Iterator[Sentence]:
    """Sentences on side effects that name the treatment; on other treatments they say nothing here."""
    names = {
        w.lower() for t in main_interventions(study) for n in (t.name, *t.other_names) for w in _words(n)
    }
    for passage in passages(study):
        if passage.piece.startswith(("Primary", "Secondary")):
            continue
        for quote in _RISK.quotes(passage):
            words = quote.words
            if len(words) > 400 or _AIM.search(words) or _DENIED.search(words):
                continue
            if names & {w.lower() for w in _words(words)}:
                shown = f"The record says: “{words}”"
                yield Sentence(words=shown, sources=(source(study, quote, "quoted on side effects"),))


def _words(text: str) -> list[str]:
    """Words long enough to name a treatment."""
    return [w for w in re.findall(r"[\w-]{5,}", text) if w.lower() not in _COMMON]
