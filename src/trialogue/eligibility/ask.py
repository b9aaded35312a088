"""Which question to ask next: the one that is likely to decide most for the least effort.

Only what can still change the outcome is asked. A question's worth is the chance that its answer
decides a criterion, summed over the criteria that it serves, divided by the effort it costs; the
chances and efforts below are judgements, kept in one place, the same for every study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trialogue.eligibility.ask_own_words import Setting, own_words
from trialogue.eligibility.ask_words import positive_words, question_for
from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.evaluate import by_cohort, field_verdicts, root_truths
from trialogue.eligibility.for_whom import holds_for_no_man
from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Broader, Person
from trialogue.eligibility.keys import criterion_key, parse_key, settled
from trialogue.eligibility.parents import Bearing, lets_off, says_nothing
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.split_joins import last_sentence
from trialogue.eligibility.split_lines import without_mark
from trialogue.eligibility.subsumption import known_broader
from trialogue.eligibility.tree import Node, forest, look
from trialogue.eligibility.windows import find_window
from trialogue.model.codes import Sex
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind, Joined
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
# A child of few words is often but a name.
_NAME_WORDS = 5
_JUDGED = Pattern(r"\b(?:eligible|ineligible|exclu\w+|disqualified|no|not|without|absence|none|never)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A question that one criterion needs, and the chance that it decides it.

    ``waits``: how many demands above it say for whom it holds, and are open. ``of_women``: no man need be
    asked."""

    question: Question
    chance: float
    waits: int = 0
    of_women: bool = False


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
    truths = {id(seen.node): seen.judged.truth for tree in trees for seen in tree}
    asked = [tree[0].node for tree in trees if tree[0].node.criterion.cohort is None or id(tree[0]) in alive]
    for node, either in _with_either(asked):
        place = _Place(truths=truths, person=person, nct_id=study.nct_id, free=either)
        wanted.extend(_for_node(node, place))
    wanted.extend(_sex_before(wanted))
    return _best_first(wanted, profile)


def _sex_before(wanted: list[_Wanted]) -> Iterator[_Wanted]:
    """The question on sex, where its answer spares half of all people more questions than it costs."""
    of_women = [one for one in wanted if one.of_women]
    question = question_for(IsSex(sex=Sex.FEMALE))
    if len({one.question.key for one in of_women}) > 1 and question is not None:
        served = tuple(dict.fromkeys(id_ for one in of_women for id_ in one.question.criteria))
        yield _Wanted(question=replace(question, criteria=served), chance=0.0)


def _for_fields(study: Study, person: Person) -> Iterator[_Wanted]:
    fields = study.eligibility
    ages = fields.minimum_age is not None or fields.maximum_age is not None
    for key, needed in (("age", ages), ("sex", fields.sex.value != "ALL")):
        question = question_for(IsSex(sex=fields.sex) if key == "sex" else Aged())
        if needed and question is not None:
            yield _Wanted(question=question, chance=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a criterion stands while the tree is gone through.

    ``truths``: what was found of each, by the node's identity. ``lead``: the words above it. ``turned``: a
    yes keeps the person out. ``free``: another point of its list may do instead."""

    truths: Mapping[int, Truth]
    person: Person
    nct_id: str
    lead: str = ""
    turned: bool = False
    free: bool = False
    waits: int = 0


def _for_node(node: Node, place: _Place) -> Iterator[_Wanted]:
    """What a criterion still needs: nothing if decided, else its own demand and its children's."""
    if place.truths[id(node)] is not Truth.UNKNOWN:
        return
    criterion = node.criterion
    if not node.children or node.bearing is not Bearing.LABEL:
        yield from _for_requirement(node, criterion.requirement, place)
    below = replace(
        place,
        lead=_lead(place.lead, criterion),
        turned=place.turned != criterion.negated,
        free=place.free or criterion.joined in (Joined.ANY, Joined.AT_LEAST),
        waits=place.waits + (node.bearing is Bearing.CONDITION),
    )
    for child, either in _with_either(node.children):
        yield from _for_node(child, replace(below, free=below.free or either))


def _with_either(nodes: Sequence[Node]) -> Iterator[tuple[Node, bool]]:
    """Each, and whether a bare "or" joins it to a neighbour."""
    before = False
    for node in nodes:
        yield node, before or node.criterion.or_next
        before = node.criterion.or_next


def _lead(above: str, parent: Criterion) -> str:
    """The words that stand over children: their parent's, or those further up where it only says "any of".

    None where they turn the children round: these are asked as they stand."""
    own = without_mark(parent.text).rstrip()
    told = last_sentence(own)
    if parent.negated or lets_off(own) or _JUDGED.within(told):
        return ""
    if says_nothing(own):
        return above
    return plain_text(told) if own.endswith(":") else ""


def _for_requirement(node: Node, requirement: Requirement, place: _Place) -> Iterator[_Wanted]:
    key = criterion_key(place.nct_id, node.words)
    if judge(requirement, place.person, key=key).truth is not Truth.UNKNOWN:
        return
    match requirement:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _for_requirement(node, part, place)
        case Not(part=HasCondition() | HasTreatment() | Holds() as part) if part.qualifiers:
            # Without the record's "no": what is asked stands in positive words.
            asked = question_for(part, positive_words(part, node.words))
            question = asked or _own_words(node, key, place)
            yield replace(_wanted(node, question, place), of_women=holds_for_no_man(part))
        case Not(part=part):
            yield from _for_requirement(node, part, replace(place, turned=not place.turned))
        case Free():
            yield _wanted(node, _own_words(node, key, place), place)
        case _:
            question = question_for(requirement, node.words) or _own_words(node, key, place)
            yield replace(_wanted(node, question, place), of_women=holds_for_no_man(requirement))


def _own_words(node: Node, key: str, place: _Place) -> Question:
    keeps_out = (node.criterion.kind is CriterionKind.EXCLUSION) != place.turned
    told = find_window(place.lead) is not None or len(node.words.split()) <= _NAME_WORDS
    setting = Setting(
        lead=place.lead if told else "",
        whether=node.bearing is Bearing.CONDITION,
        needed=not keeps_out and not place.free,
    )
    return own_words(key, node.words, setting)


def _wanted(node: Node, question: Question, place: _Place) -> _Wanted:
    served = replace(question, criteria=(node.criterion.id,))
    return _Wanted(question=served, chance=_CHANCE[node.criterion.kind], waits=place.waits)


def _best_first(wanted: list[_Wanted], profile: Profile) -> tuple[Question, ...]:
    """One question a key, with all criteria it serves, in the order of its worth."""
    questions_: dict[str, Question] = {}
    chances: dict[str, float] = {}
    waits: dict[str, int] = {}
    for one in wanted:
        key = one.question.key
        if key in profile.answers:
            continue
        known = questions_.get(key)
        served = (*known.criteria, *one.question.criteria) if known else one.question.criteria
        questions_[key] = replace(one.question, criteria=tuple(dict.fromkeys(served)))
        chances[key] = chances.get(key, 0.0) + one.chance
        waits[key] = min(one.waits, waits.get(key, one.waits))
    worth = _worths(questions_, chances)
    order = sorted(questions_, key=lambda key: (_FIRST.get(key, 2), waits[key], -worth[key]))
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
