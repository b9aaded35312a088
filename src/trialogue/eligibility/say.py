"""A criterion as a statement in the first person, which a person can hold true or not.

An inclusion says what must hold ("I am 18 years old or older."), an exclusion what must not ("I do
not have asthma."). Criteria in a list keep their own sense where their parent says how many of them
may hold; each is turned where any of them keeps out. What was not read stands in the record's own
words; where these are hard, a sentence of ours says what they are about. A statement from a typed
requirement can be read back by ``parse_statement``, from what it shows alone: its sentences, and
beside them the record's names for the plain words used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.lost import lost_words
from trialogue.eligibility.normal import Leaf, change_leaves, normal, opposite
from trialogue.eligibility.parents import Bearing, bearing_of, turns_each
from trialogue.eligibility.readability import easy
from trialogue.eligibility.say_about import Role, sentence_about
from trialogue.eligibility.say_names import Named, Style, renamed, with_names
from trialogue.eligibility.say_parse import parse_sentences
from trialogue.eligibility.say_sentences import IN_FULL, NOTE, sentences
from trialogue.eligibility.terms import Term, explain
from trialogue.eligibility.topics import topic_of
from trialogue.model.criterion import Criterion, CriterionKind, Joined
from trialogue.model.question import Topic
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is shown of one criterion.

    ``notes`` are the record's own words that narrow it, where the text says "(see 1)"; a name in
    the text between “ and ” is the record's, too.
    ``own_words``: what is asked stands in the record's words only, in ``text`` or as its one note.
    ``mirrored``: the statement says that the criterion does *not* hold. ``and_more``: the record says
    more than the statement; the page then adds "and more: read the original". ``terms``: hard words
    of the record that are shown, explained.
    """

    text: str
    topic: Topic
    and_more: bool = False
    own_words: bool = False
    mirrored: bool = False
    names: tuple[Named, ...] = ()
    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def in_full(self) -> bool:
        """Whether the notes hold a whole demand, not only what narrows the text."""
        return IN_FULL in self.text

    @property
    def sentences(self) -> str:
        """The text without what points at its notes, for where these stand beside it."""
        return _POINTER.sub("", self.text)

    @property
    def whole(self) -> str:
        """The text with its notes and, where words of the record are left out, a pointer to them."""
        notes = (f"{place}: {quoted(note)}." for place, note in enumerate(self.notes, 1))
        more = ("And more: read the original.",) if self.and_more else ()
        return " ".join((self.text, *notes, *more))


def quoted(words: str) -> str:
    """Words of the record in quotes, without the sign that ends them."""
    return f"“{words.rstrip(' .;,:')}”"


_POINTER = re.compile(rf"(?:{re.escape(IN_FULL)})?{re.escape(NOTE)}\d+(?:, \d+)*\)")
#: Of a list in which each child's statement says by itself that it does not hold.
_EACH_TURNED = "Nothing in this list keeps me out"
_QUANTITY = {
    (CriterionKind.INCLUSION, Joined.ALL): "All of these hold for me",
    (CriterionKind.INCLUSION, Joined.ANY): "One or more of these hold for me",
    (CriterionKind.EXCLUSION, Joined.ALL): "Not all of these hold for me",
    (CriterionKind.EXCLUSION, Joined.ANY): "None of these holds for me",
}


def statement(criterion: Criterion) -> Statement:
    """The statement of a criterion (of a parent: what is said above its children)."""
    source = plain_text(criterion.text)
    topic = topic_of(criterion.requirement, source)
    if criterion.joined is not None and criterion.bars and criterion.join_said:
        return _of_parent(criterion, source, topic)
    mirrored = criterion.kind is CriterionKind.EXCLUSION and criterion.apart and criterion.bars
    said = _typed(criterion, source, topic, mirrored=mirrored) if criterion.bars else None
    if said is not None:
        return said
    return _in_its_words(criterion, source, topic, mirrored=mirrored)


def _in_its_words(criterion: Criterion, source: str, topic: Topic, *, mirrored: bool) -> Statement:
    """A criterion that was not read: its words where they are easy, else what they are about."""
    terms = explain(source)
    if easy(source):
        words = f"This does not hold for me: {source}" if mirrored else source
        return Statement(text=words, topic=topic, own_words=True, mirrored=mirrored, terms=terms)
    role = Role.KEEPS_OUT if mirrored else Role.ASKS if criterion.apart else Role.PART
    words = sentence_about(source, role if criterion.bars else Role.BESIDE)
    return Statement(text=f"{words}{NOTE}1).", topic=topic, own_words=True, notes=(source,), terms=terms)


def _typed(criterion: Criterion, source: str, topic: Topic, *, mirrored: bool) -> Statement | None:
    """The statement by patterns: in plain names where those can be read back, else in the record's."""
    requirement = criterion.requirement
    if not _can_say(requirement):
        return None
    wanted = opposite(requirement) if mirrored else normal(requirement)
    noted, notes = _with_notes(wanted)
    for style in Style:
        shown, names = with_names(noted, style)
        text = sentences(shown)
        originals = " ".join((*(name.concept.name for name in names), *notes))
        more = bool(lost_words(source, f"{text} {originals}", requirement))
        beside = tuple(term for term in explain(" · ".join(notes)) if term.plain not in text)
        said = Statement(
            text=text,
            topic=topic,
            and_more=more,
            mirrored=mirrored,
            names=names,
            notes=notes,
            terms=beside,
        )
        try:
            if parse_statement(said) == normal(requirement):
                return said
        except (ValueError, IndexError):
            continue
    return None


def _of_parent(criterion: Criterion, source: str, topic: Topic) -> Statement:
    excluded = criterion.kind is CriterionKind.EXCLUSION and criterion.apart
    turned = excluded != criterion.negated
    if turns_each(criterion):
        words = _EACH_TURNED
    elif criterion.joined is Joined.AT_LEAST:
        count = criterion.join_count or 1
        words = (
            f"Fewer than {count} of these hold for me" if turned else f"{count} or more of these hold for me"
        )
    else:
        kind = CriterionKind.EXCLUSION if turned else CriterionKind.INCLUSION
        words = _QUANTITY[kind, criterion.joined or Joined.ALL]
    bearing = bearing_of(source, criterion.kind, negated=criterion.negated)
    empty = bearing is Bearing.LABEL and _says_only_quantity(source)
    shown = f"{words}:" if empty else f"{words} — {source}"
    said = Statement(text=shown, topic=topic, own_words=True, mirrored=turned, terms=explain(source))
    if empty or easy(shown):
        return said
    told = ". ".join(filter(None, (words, sentence_about(source, Role.LIST))))
    return replace(said, text=f"{told}{NOTE}1).", notes=(source,))


def _says_only_quantity(source: str) -> bool:
    return not lost_words(source, "", Free())


def parse_statement(said: Statement) -> Requirement:
    """The requirement, in normal form, of the criterion that a statement was made from.

    Raises ValueError where the words fit no pattern.
    """
    if said.own_words:
        return Free()
    ids = {name.said: name.concept.ids for name in said.names}
    words = {name.said: name.concept.name for name in said.names}
    found = renamed(parse_sentences(said.text, ids), words)
    found = change_leaves(found, lambda leaf: _unnoted(leaf, said.notes))
    return opposite(found) if said.mirrored else found


def _can_say(requirement: Requirement) -> bool:
    """Whether every fact is in the table and nothing in it is ``Free``."""
    match requirement:
        case Free():
            return False
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return all(_can_say(part) for part in parts)
        case Not(part=part):
            return _can_say(part)
        case Measured(fact=fact) | Holds(fact=fact):
            return fact in load_facts()
        case _:
            return True


def _with_notes(requirement: Requirement) -> tuple[Requirement, tuple[str, ...]]:
    """The requirement with numbers in place of its qualifiers, and the qualifiers."""
    notes: list[str] = []

    def note(leaf: Leaf) -> Leaf:
        if isinstance(leaf, HasCondition | HasTreatment | Holds | Measured) and leaf.qualifiers:
            notes.extend(q for q in leaf.qualifiers if q not in notes)
            return replace(leaf, qualifiers=tuple(str(notes.index(q) + 1) for q in leaf.qualifiers))
        return leaf

    return change_leaves(requirement, note), tuple(notes)


def _unnoted(leaf: Leaf, notes: tuple[str, ...]) -> Leaf:
    if isinstance(leaf, HasCondition | HasTreatment | Holds | Measured) and leaf.qualifiers:
        return replace(leaf, qualifiers=tuple(notes[int(number) - 1] for number in leaf.qualifiers))
    return leaf
