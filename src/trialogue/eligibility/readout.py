"""What was read, as plain values for JSON: the forms of ``trialogue eligibility``.

``docs/eligibility.md`` describes them; ``REQUIREMENT_KEYS`` and the tests hold them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from trialogue.eligibility.ask import questions
from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.concepts import Names, named, names_of, record_ids
from trialogue.eligibility.entities import Finder, default_finder
from trialogue.eligibility.entity import Entity, EntityType
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.naming import Named
from trialogue.eligibility.read import READER_VERSION, ReadingContext, context_of, read_criteria
from trialogue.eligibility.say import statement
from trialogue.model.age import Age
from trialogue.model.codes import RecruitmentStatus, Sex
from trialogue.model.criterion import CriteriaText, Criterion
from trialogue.model.ids import NctId
from trialogue.model.profile import Profile
from trialogue.model.requirement import Requirement
from trialogue.model.study import EligibilityFields, Study
from trialogue.model.verdict import Verdict

_NOBODY = NctId("NCT00000000")


def study_of(
    text: str, minimum_age: Age | None = None, maximum_age: Age | None = None, sex: Sex = Sex.ALL
) -> Study:
    """A study that has nothing but criteria, and the fields that bound them."""
    fields_ = EligibilityFields(criteria=text, minimum_age=minimum_age, maximum_age=maximum_age, sex=sex)
    status = RecruitmentStatus.UNKNOWN
    return Study(nct_id=_NOBODY, brief_title="", status=status, eligibility=fields_)


def readout(
    study: Study, context: ReadingContext | None = None, finder: Finder | None = None
) -> list[dict[str, Any]]:
    """Each criterion with its requirement, statement, question, comparisons and mentions.

    ``finder`` finds the mentions; without it the one that ships does.
    """
    text = study.eligibility.criteria
    criteria = read_criteria(text, context)
    asked: dict[str, str] = {}
    for question in questions(study, criteria):
        for criterion_id in question.criteria:
            asked.setdefault(criterion_id, question.words)
    names = names_of(text, context or ReadingContext())
    comparisons, entities = find_comparisons(text), (finder or default_finder()).find(text)
    return [
        {
            "id": c.id,
            "kind": c.kind.value,
            "start": c.span.start,
            "end": c.span.end,
            "text": c.text,
            "parent": c.parent,
            "requirement": requirement_value(c.requirement),
            "statement": statement(c).whole,
            "question": asked.get(c.id),
            "comparisons": [comparison_value(one) for one in comparisons if _inside(one.start, c)],
            "entities": [_entity_value(one, text, names) for one in entities if _inside(one.start, c)],
        }
        for c in criteria.criteria
    ]


def verdicts(study: Study, profile: Profile) -> dict[str, Any]:
    """The outcome for one person, and the verdict on each criterion and field."""
    criteria = read_criteria(study.eligibility.criteria, context_of(study))
    found = prescreen(study, criteria, profile)
    return {
        "outcome": found.outcome.value,
        "verdicts": [_verdict_value(verdict) for verdict in found.verdicts],
        "conflicts": [conflict.words for conflict in found.conflicts],
        "reader": READER_VERSION,
    }


def _verdict_value(verdict: Verdict) -> dict[str, Any]:
    c = verdict.criterion
    place = {"field": verdict.field} if c is None else {"id": c.id, "kind": c.kind.value, "text": c.text}
    span = {} if c is None else {"start": c.span.start, "end": c.span.end}
    answers = {key: answer.value for key, answer in verdict.answers}
    return {**place, **span, "truth": verdict.truth.name, "rule": verdict.rule, "answers": answers}


def requirement_value(requirement: Requirement) -> dict[str, Any]:
    """A requirement: its ``type``, and its parts that say something."""
    value: dict[str, Any] = {"type": type(requirement).__name__}
    for field in fields(requirement):
        part = _plain(getattr(requirement, field.name))
        if part not in (None, [], False, ""):
            value[field.name] = part
    return value


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Requirement):
            return requirement_value(value)
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def comparison_value(c: Comparison) -> dict[str, Any]:
    """A comparison in the form of the evaluation scripts."""
    return {
        "start": c.start,
        "end": c.end,
        "variable": c.variable,
        "var_start": c.var_start,
        "var_end": c.var_end,
        "op": c.op.value,
        "value": list(c.value) if isinstance(c.value, tuple) else c.value,
        "unit": c.unit,
    }


def _entity_value(entity: Entity, text: str, names: Names) -> dict[str, Any]:
    concept = None
    if entity.type in {EntityType.CONDITION, EntityType.DRUG, EntityType.PROCEDURE}:
        concept = concept_value(text[entity.start : entity.end], names, entity.type is EntityType.CONDITION)
    return {"type": entity.type.value, "start": entity.start, "end": entity.end, "concept": concept}


def concept_value(mention: str, names: Names, condition: bool = True) -> dict[str, Any] | None:
    """What a mention names: label, identities (several: ambiguous), the same in other vocabularies.

    ``broader``: the identities are of something that the mention is a kind of.
    """
    own = record_ids(mention, names)
    found = named(mention, names) if condition else Named(ids=own) if own else None
    if found is None:
        return None
    labels = names.lexicon.labels
    also = (other for one in found.ids for other in names.lexicon.others(one))
    label = labels.get(found.ids[0], mention) if len(found.ids) == 1 else mention
    return {"name": label, "ids": list(found.ids), "also": sorted(also), "broader": found.broader}


def _inside(place: int, criterion: Criterion) -> bool:
    return criterion.span.start <= place < criterion.span.end


def explained(
    criteria: CriteriaText, asked: dict[str, str], names: Names, finder: Finder, only: str | None = None
) -> list[str]:
    """The tree in lines: id, place, kind, requirement, concepts, statement and question of each criterion."""
    lines: list[str] = []
    entities = finder.find(criteria.text)
    for c in criteria.criteria:
        if only not in {None, c.id}:
            continue
        pad = "  " * c.depth
        joined = f", joined by {c.joined.value}" if c.joined else ""
        lines.append(f"{pad}{c.id}  [{c.span.start}:{c.span.end}]  {c.kind.value}{joined}")
        lines.append(f"{pad}  text         {' '.join(c.text.split())}")
        lines.append(f"{pad}  requirement  {requirement_words(c.requirement)}")
        lines += [f"{pad}  concept      {words}" for words in _concepts(c, criteria.text, entities, names)]
        lines.append(f"{pad}  statement    {statement(c).whole}")
        lines.append(f"{pad}  question     {asked.get(c.id, '(none)')}")
    return lines


def _concepts(c: Criterion, text: str, entities: Iterable[Entity], names: Names) -> Iterator[str]:
    """ "type 2 diabetes: MESH:D003924 Diabetes Mellitus, Type 2", each mention once."""
    said: set[str] = set()
    for entity in entities:
        mention = text[entity.start : entity.end]
        concept = _entity_value(entity, text, names)["concept"] if _inside(entity.start, c) else None
        if concept is None or mention in said:
            continue
        said.add(mention)
        labels = (f"{one} {names.lexicon.labels.get(one, '')}".strip() for one in concept["ids"])
        kind = "a kind of " if concept["broader"] else ""
        yield f"{mention}: {kind}{' or '.join(labels)}"


def requirement_words(requirement: Requirement) -> str:
    """A requirement in one line."""
    value = requirement_value(requirement)
    name = value.pop("type")
    parts = value.pop("parts", None)
    if parts is not None:
        inner = ", ".join(requirement_words(part) for part in requirement.parts)  # type: ignore[union-attr]
        return f"{name}({inner})"
    if "part" in value:
        return f"{name}({requirement_words(requirement.part)})"  # type: ignore[union-attr]
    return f"{name}({', '.join(f'{k}={v}' for k, v in value.items())})"
