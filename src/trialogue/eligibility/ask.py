"""Which question to ask next: the one that is likely to decide most for the least effort.

Only what can still change the outcome is asked. A question's worth is the chance that its answer
decides a criterion, summed over the criteria that it serves, divided by the effort it costs; the
chances and efforts below are judgements, kept in one place, the same for every study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from trialogue.eligibility.ask_words import own_words, question_for
from trialogue.eligibility.evaluate import by_cohort, field_verdicts, root_truths
from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Broader, Person
from trialogue.eligibility.keys import criterion_key, parse_key, settled
from trialogue.eligibility.parents import Bearing
from trialogue.eligibility.subsumption import known_broader
from trialogue.eligibility.tree import Node, forest, look
from trialogue.model.criterion import CriteriaText, CriterionKind
from trialogue.model.profile import Profile
from trialogue.model.question import Question, QuestionKind
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Not,
    Requirement,
)
from trialogue.model.study import Study
from trialogue.model.truth import Truth, all_of

# The chance that an answer goes against a person, and what it costs to answer (a yes or no is 1).
_CHANCE = {CriterionKind.INCLUSION: 0.5, CriterionKind.EXCLUSION: 0.2}
_EFFORT = {QuestionKind.YESNO: 1.0, QuestionKind.CHOICE: 1.0, QuestionKind.NUMBER: 2.5}
_FIRST = {"age": 0, "sex": 1}
_FREE_EFFORT = 1.5
_WORDS_PER_EFFORT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A question that one criterion needs, and the chance that it decides it."""

    question: Question
    chance: float


def questions(study: Study, criteria: CriteriaText, broader: Broader = known_broader) -> tuple[Question, ...]:
    """Every question of a study, for a person of whom nothing is known, best first."""
    return open_questions(study, criteria, Profile(), broader=broader)


def next_question(
    study: Study,
    criteria: CriteriaText,
    profile: Profile,
    on: date | None = None,
    broader: Broader = known_broader,
) -> Question | None:
    """The best question that is still open, or None when no answer can change the outcome."""
    left = open_questions(study, criteria, profile, on=on, broader=broader)
    return left[0] if left else None


def open_questions(
    study: Study,
    criteria: CriteriaText,
    profile: Profile,
    on: date | None = None,
    broader: Broader = known_broader,
) -> tuple[Question, ...]:
    """The questions that can still change the outcome, best first, each once.

    What was answered, also with "I don't know" or "skip", is not asked again.
    """
    person = Person(profile=profile, on=on, broader=broader)
    fields = [verdict.truth for verdict in field_verdicts(study, person)]
    trees = [look(node, person, study.nct_id) for node in forest(criteria)]
    common, cohorts = by_cohort(tree[0] for tree in trees)
    if all_of([*fields, *root_truths(common)]) is Truth.NOT_MET:
        return ()
    alive = {
        id(seen) for cohort in cohorts if all_of(root_truths(cohort)) is not Truth.NOT_MET for seen in cohort
    }
    if cohorts and not alive and len(cohorts) > 1:
        return ()
    wanted = list(_for_fields(study, person))
    for tree in trees:
        root = tree[0]
        if root.node.criterion.cohort is None or id(root) in alive:
            truths = {id(seen.node): seen.judged.truth for seen in tree}
            wanted.extend(_for_node(root.node, truths, person, study.nct_id))
    return _best_first(wanted, profile)


def _for_fields(study: Study, person: Person) -> Iterator[_Wanted]:
    fields = study.eligibility
    ages = fields.minimum_age is not None or fields.maximum_age is not None
    for key, needed in (("age", ages), ("sex", fields.sex.value != "ALL")):
        question = question_for(IsSex(sex=fields.sex) if key == "sex" else Aged())
        if needed and question is not None:
            yield _Wanted(question=question, chance=0.5)


def _for_node(node: Node, truths: Mapping[int, Truth], person: Person, nct_id: str) -> Iterator[_Wanted]:
    """What a criterion still needs: nothing if decided, else its own demand and its children's.

    ``truths``: what was found of it and of all below it, by the node's identity."""
    if truths[id(node)] is not Truth.UNKNOWN:
        return
    criterion = node.criterion
    if not node.children or node.bearing is not Bearing.LABEL:
        yield from _for_requirement(node, criterion.requirement, person, nct_id)
    for child in node.children:
        yield from _for_node(child, truths, person, nct_id)


def _for_requirement(node: Node, requirement: Requirement, person: Person, nct_id: str) -> Iterator[_Wanted]:
    key = criterion_key(nct_id, node.words)
    if judge(requirement, person, key=key).truth is not Truth.UNKNOWN:
        return
    match requirement:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _for_requirement(node, part, person, nct_id)
        case Not(part=HasCondition() | HasTreatment() | Holds() as part) if part.qualifiers:
            # Without the record's "no": what is asked stands in positive words.
            yield _wanted(node, question_for(part) or own_words(key, node.words))
        case Not(part=part):
            yield from _for_requirement(node, part, person, nct_id)
        case Free():
            yield _wanted(node, own_words(key, node.words))
        case _:
            question = question_for(requirement, node.words)
            yield _wanted(node, question or own_words(key, node.words))


def _wanted(node: Node, question: Question) -> _Wanted:
    served = replace(question, criteria=(node.criterion.id,))
    return _Wanted(question=served, chance=_CHANCE[node.criterion.kind])


def _best_first(wanted: list[_Wanted], profile: Profile) -> tuple[Question, ...]:
    """One question a key, with all criteria it serves, in the order of its worth."""
    questions_: dict[str, Question] = {}
    chances: dict[str, float] = {}
    for one in wanted:
        key = one.question.key
        if key in profile.answers:
            continue
        known = questions_.get(key)
        served = (*known.criteria, *one.question.criteria) if known else one.question.criteria
        questions_[key] = replace(one.question, criteria=tuple(dict.fromkeys(served)))
        chances[key] = chances.get(key, 0.0) + one.chance
    worth = _worths(questions_, chances)
    order = sorted(questions_, key=lambda key: (_FIRST.get(key, 2), -worth[key]))
    return tuple(questions_[key] for key in order)


def _worths(asked: dict[str, Question], chances: dict[str, float]) -> dict[str, float]:
    """By key: its own chance, and half that of the narrower questions that a "no" would answer."""
    atoms = {key: settled(parse_key(key)) for key in asked if not key.startswith("criterion:")}
    by_subject: dict[str, list[str]] = {}
    for key, atom in atoms.items():
        by_subject.setdefault(atom.subject, []).append(key)
    worth: dict[str, float] = {}
    for key, question in asked.items():
        total = chances[key]
        if key in atoms and question.kind is QuestionKind.YESNO:
            same = (k for k in by_subject[atoms[key].subject] if k != key)
            total += sum(chances[k] / 2 for k in same if atoms[key].covers(atoms[k]))
        worth[key] = total / _effort(question)
    return worth


def _effort(question: Question) -> float:
    if question.quote is None:
        return _EFFORT[question.kind]
    return _FREE_EFFORT + len(question.quote.split()) / _WORDS_PER_EFFORT
