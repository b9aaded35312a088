"""Who can join: every criterion as a statement that should be true of the reader, by topic.

The statements are those of ``eligibility.say``; the record's own words stand one press away at each
statement that is not already in them, and as a whole at the end. What bars nobody is listed apart,
so that no word of the record is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from trialogue.eligibility.say import Statement, quoted
from trialogue.eligibility.say_about import MAY_KEEP_OUT, READ
from trialogue.model.criterion import CriterionKind
from trialogue.model.provenance import Provenance, Span
from trialogue.model.question import Topic
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.extract import SaidCriterion, by_topic, says_nothing
from trialogue.plain.sentence import from_piece, from_rule
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView

RULE = "who can join: each criterion as a statement in the first person; an exclusion is turned once"
_THIS = " this."
_NOT = "This does not hold for me: "
_TITLES: Mapping[Topic, str] = {
    Topic.YOU: "About you",
    Topic.ILLNESS: "Your illness",
    Topic.TESTS: "Your tests",
    Topic.TREATMENTS: "Your treatments",
    Topic.PRACTICAL: "Practical things",
}


Line = tuple[str, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement with the sub-statements under it. ``original``: the record's words where they differ.

    ``span``: its place in the record's criteria. ``keeps_out``: it comes from the list of what keeps
    people out. ``negates``: it stands in the record's words, and must not hold. ``notes``: the record's
    words beside it, after what ``lead`` says. ``unsure``: the record does not say which list it belongs to.
    ``text`` is empty where only the notes are shown.
    ``beside``: what the record says of it in lines that bar nobody, and their places (whom it lets off, what
    it means).
    """

    id: str
    span: Span
    text: str
    original: str | None = None
    keeps_out: bool = False
    negates: bool = False
    and_more: bool = False
    notes: tuple[str, ...] = ()
    lead: str = ""
    unsure: bool = False
    cohort: str | None = None
    terms: tuple[tuple[str, str], ...] = ()
    parts: tuple[Item, ...] = ()
    beside: tuple[Line, ...] = ()

    @property
    def named(self) -> str:
        """Words that tell it from others."""
        return " ".join((self.text, *self.notes)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """``topics``: (heading, statements); ``kept_out``: one of them is on a rule that may keep people out;
    ``others``: words of the record that bar nobody, and their place."""

    age: str
    sex: str
    gender_note: str
    healthy: bool | None
    population: str
    sampling: str
    topics: tuple[tuple[str, tuple[Item, ...]], ...]
    kept_out: bool
    others: tuple[Line, ...]
    verbatim: str
    fields_source: Provenance
    source: Provenance

    @property
    def unsure(self) -> bool:
        """Whether the record leaves it open of some statement which list it belongs to."""
        return any(_has_unsure(item) for _, items in self.topics for item in items)


def _has_unsure(item: Item) -> bool:
    return item.unsure or any(map(_has_unsure, item.parts))


def who_can_join(study: Study, context: PageContext) -> SectionView | None:
    """Age, sex, and all criteria as a checklist."""
    fields = study.eligibility
    criteria = context.criteria
    shown, beside = {c.id for c in criteria if c.statement}, _beside(criteria)
    return SectionView(
        id="criteria",
        group=Group.JOIN,
        template="study/joining.html",
        data=Joining(
            age=words.age_range_words(fields.minimum_age, fields.maximum_age),
            sex=words.sex_words(fields.sex, fields.minimum_age),
            gender_note=record_text(fields.gender_description),
            healthy=fields.healthy_volunteers,
            population=fields.study_population or "",
            sampling=words.code_words("sampling", fields.sampling_method),
            topics=tuple(
                (_TITLES[topic], _tree(pairs, beside)) for topic, pairs in by_topic(criteria).items()
            ),
            kept_out=any(c.statement and c.statement.text.startswith(MAY_KEEP_OUT) for c in criteria),
            others=tuple(line for parent, lines in beside.items() if parent not in shown for line in lines),
            verbatim=fields.criteria,
            fields_source=from_piece(study, "MinimumAge, MaximumAge, Sex, HealthyVolunteers"),
            source=from_rule(study, RULE, "EligibilityCriteria"),
        ),
    )


def _beside(criteria: Iterable[SaidCriterion]) -> dict[str | None, tuple[Line, ...]]:
    """What bars nobody, by the criterion under which it stands."""
    found: dict[str | None, tuple[Line, ...]] = {}
    for one in criteria:
        if one.statement is None and (text := record_text(one.text)) and not says_nothing(text):
            found[one.parent] = (*found.get(one.parent, ()), (text, one.span))
    return found


def _tree(
    pairs: Iterable[tuple[SaidCriterion, Statement]], beside: Mapping[str | None, tuple[Line, ...]]
) -> tuple[Item, ...]:
    """The statements of one topic as trees, in the order of the text."""
    listed = list(pairs)
    known = {criterion.id for criterion, _ in listed}
    under: dict[str | None, list[tuple[SaidCriterion, Statement]]] = {}
    for criterion, said in listed:
        parent = criterion.parent if criterion.parent in known else None
        under.setdefault(parent, []).append((criterion, said))

    def items(parent: str | None) -> tuple[Item, ...]:
        here = under.get(parent, ())
        return tuple(replace(_item(c, said, items(c.id)), beside=beside.get(c.id, ())) for c, said in here)

    return _explained_once(items(None), set())


def _explained_once(items: tuple[Item, ...], known: set[str]) -> tuple[Item, ...]:
    """Each hard word is explained where it stands first under a heading."""
    found = []
    for item in items:
        terms = tuple((word, plain) for word, plain in item.terms if word.lower() not in known)
        known.update(word.lower() for word, _ in terms)
        found.append(replace(item, terms=terms, parts=_explained_once(item.parts, known)))
    return tuple(found)


def _item(criterion: SaidCriterion, said: Statement, parts: tuple[Item, ...]) -> Item:
    original = record_text(criterion.text)
    negates = said.text.startswith(_NOT)
    text = said.sentences.removeprefix(_NOT)
    if said.notes and (said.own_words or text.endswith(_THIS)):
        text = "" if text == f"{READ}." else f"{text[:-1]}:"
    return Item(
        id=criterion.id,
        span=criterion.span,
        text=text,
        original=None if (said.own_words and said.notes) or _bare(original) == _bare(text) else original,
        keeps_out=criterion.kind is CriterionKind.EXCLUSION,
        negates=negates,
        and_more=said.and_more,
        notes=tuple(quoted(record_text(note)) for note in said.notes),
        lead=_lead(said),
        unsure=not criterion.kind_given,
        cohort=record_text(criterion.cohort) or None,
        terms=tuple((term.word, term.plain) for term in said.terms),
        parts=parts,
    )


def _lead(said: Statement) -> str:
    """What stands between a statement and the words of the record beside it ("I can and will do this:")."""
    if said.own_words or said.sentences.endswith(_THIS):
        return ""
    return "The record says what counts:" if said.in_full else "The record adds:"


def _bare(text: str) -> str:
    return " ".join(text.casefold().strip(" .;:").split())
