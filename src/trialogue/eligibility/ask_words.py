"""The question that decides one requirement, in plain words."""

from __future__ import annotations

import re

from trialogue.eligibility.articles import with_articles
from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.done_things import is_done
from trialogue.eligibility.facts import Fact, FactKind, load_facts
from trialogue.eligibility.judge_values import measured_key
from trialogue.eligibility.keys import atom_of
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.plain_names import plain_whole, small_inside, uncapped
from trialogue.eligibility.read_text import words_of
from trialogue.eligibility.time_words import length_words
from trialogue.eligibility.topics import OF_FACTS
from trialogue.model.question import Question, QuestionChoice, QuestionKind, Topic
from trialogue.model.requirement import (
    Aged,
    Anchor,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Time,
    Window,
)

_SHORT = 3
"""A longer name is quoted, so that it is seen where it ends."""

_JOINT = re.compile(r":\s")
_WORDS = re.compile(r"\w+")

#: What a person is, and does not have.
_ADJECTIVE = Pattern(
    r"(?:(?:allergic|hypersensitive|intolerant|sensitive|(?:co-?)?infected|addicted)(?:,? (?:or|and) "
    r"|[/,] ?| ))+"
    r"(?:to|with)\b"
)

Single = Aged | IsSex | Measured | Holds | HasCondition | HasTreatment

_KINDS = {
    FactKind.NUMBER: QuestionKind.NUMBER,
    FactKind.YESNO: QuestionKind.YESNO,
    FactKind.CHOICE: QuestionKind.CHOICE,
}


def question_for(requirement: Single, text: str = "") -> Question | None:
    """The question, or None where the table of facts does not know the fact.

    ``text`` is the criterion's own; it is quoted where its words narrow what is asked.
    """
    match requirement:
        case Aged():
            return _of_fact("age", "age")
        case IsSex():
            return _of_fact("sex", "sex")
        case Measured():
            return _measured(requirement, text)
        case Holds():
            return _held(requirement, text)
        case HasCondition():
            return _condition(requirement, text)
        case HasTreatment():
            return _treatment(requirement, text)


def positive_words(requirement: Holds | HasCondition | HasTreatment, text: str) -> str:
    """A name and what narrows it, in the order of the record and without its "no"; none where the whole
    demand is quoted."""
    if requirement.wide or isinstance(requirement, Holds):
        return ""
    low = plain_text(text).casefold()
    parts = (requirement.concept.name, *requirement.qualifiers)
    places = [low.find(part.casefold()) for part in parts]
    if -1 in places:
        return ""
    return " ".join(part for _, part in sorted(zip(places, parts, strict=True)))


def _of_fact(fact_id: str, key: str, words: str | None = None, quote: str | None = None) -> Question | None:
    fact = load_facts().get(fact_id)
    if fact is None:
        return None
    return Question(
        key=key,
        words=words or fact.question,
        kind=_KINDS[fact.kind],
        topic=OF_FACTS[fact.topic.value],
        help=fact.help,
        quote=quote,
        unit=fact.unit,
        units=tuple(fact.units),
        low=fact.low,
        high=fact.high,
        choices=tuple(QuestionChoice(id=choice.id, words=choice.words) for choice in fact.choices),
    )


def _measured(requirement: Measured, text: str) -> Question | None:
    fact = load_facts().get(requirement.fact)
    if fact is None:
        return None
    if requirement.wide:
        return _limit(requirement, fact, text)
    if requirement.of_normal is None:
        return _of_fact(requirement.fact, requirement.fact)
    limit = "top" if requirement.of_normal == "uln" else "bottom"
    return Question(
        key=measured_key(requirement),
        words=f"How many times the {limit} of the normal range is {_yours(fact.name)}?",
        kind=QuestionKind.NUMBER,
        topic=OF_FACTS[fact.topic.value],
        help=f"Your test report gives the normal range. At the {limit} of it, the answer is 1.",
        unit="times",
        low=0,
        high=1000,
    )


def _yours(name: str) -> str:
    """ "My weight" as "your weight", "how long I will live" as "how long you will live"."""
    return " ".join({"my": "your", "I": "you", "me": "you"}.get(word, word) for word in name.split(" "))


def _limit(requirement: Measured, fact: Fact, text: str) -> Question:
    """A limit with more words beside it, put as a yes or no."""
    yours = _yours(fact.name)
    return Question(
        key=atom_of(requirement).key,
        words=f"Is {yours}{',' if ',' in yours else ''} as the record puts it?",
        kind=QuestionKind.YESNO,
        topic=OF_FACTS[fact.topic.value],
        help=fact.help,
        quote=_with_parent(plain_text(text), requirement) if text else "; ".join(requirement.qualifiers),
    )


def _held(requirement: Holds, text: str) -> Question | None:
    fact = load_facts().get(requirement.fact)
    if fact is None:
        return None
    if fact.kind is FactKind.CHOICE:
        return _of_fact(fact.id, fact.id)
    words = fact.question
    if requirement.window is not None:
        words = _with_window(fact, requirement.window)
    words, quote = _in_full(words, requirement, text)
    return _of_fact(fact.id, atom_of(requirement).key, words, quote)


def _with_window(fact: Fact, window: Window) -> str:
    when = window_words(window)
    for before in (", or were you ", ", or did you"):
        now, found, _ = fact.question.partition(before)
        if found:
            return f"{now}{before.rstrip()} {when}?"
    if window.high_days is not None and fact.question.startswith("Are you "):
        return f"{fact.question[:-1]} now, or were you {when}?"
    if window.high_days is None or fact.question.startswith(("Did ", "Have ")):
        return f"{fact.question[:-1]} {when}?"
    return f"{fact.question[:-1]} now, or was it so {when}?"


def _in_full(
    words: str, requirement: Holds | HasCondition | HasTreatment, text: str
) -> tuple[str, str | None]:
    """The question, and the record's words to go by where they say more than it."""
    if not requirement.qualifiers:
        return words, None
    quote = _with_parent(plain_text(text), requirement) if text else "; ".join(requirement.qualifiers)
    return f"{words[:-1]}, as the record puts it?", quote


def _with_parent(quote: str, requirement: Holds | HasCondition | HasTreatment | Measured) -> str:
    """A criterion's words with those of its parent or neighbours that the requirement goes by, too; what goes
    by a neighbour's alone is asked in these."""
    own = words_of(quote)
    if requirement.wide:
        whole = requirement.qualifiers[0]
        for joint in _JOINT.finditer(whole):
            if own.startswith(whole[joint.end() :]):
                return f"{whole[: joint.end()]}{quote}"
        if f"{own} OR " in whole or f" OR {own}" in whole:
            return whole
    told = "; ".join(requirement.qualifiers)
    return quote if _share(told, own) else told


def _share(told: str, own: str) -> bool:
    """Whether most words of what is told stand among a criterion's own."""
    words, among = _WORDS.findall(told.casefold()), set(_WORDS.findall(own.casefold()))
    return sum(word in among for word in words) * 2 >= len(words)


def _condition(requirement: HasCondition, text: str) -> Question:
    name = _name(requirement.concept)
    when = f" {window_words(requirement.window)}" if requirement.window is not None else ""
    lasting = requirement.window is None or requirement.window.high_days is None
    match requirement.time:
        case Time.CURRENT if lasting:
            now = f"{'Are you' if _ADJECTIVE.match(requirement.concept.name) else 'Do you have'} {name}?"
            words = f"Have you had {name}{when}?" if when else now
        case Time.PLANNED:
            words = f"Is it likely that you will have {name}{when}?"
        case Time.PAST:
            words = f"Did you have {name} in the past{when}?"
        case _:
            ever = "" if when or requirement.wide else "ever "
            words = f"Have you {ever}had {name}{when}?"
    return _yes_no(requirement, words, Topic.ILLNESS, text)


def _treatment(requirement: HasTreatment, text: str) -> Question:
    name = _name(requirement.concept)
    done = is_done(requirement.concept.name)
    have, had = ("have", "had") if done else ("have or take", "had or taken")
    when = f" {window_words(requirement.window)}" if requirement.window is not None else ""
    if requirement.stable:
        words = f"Has your dose of {name} stayed the same{when}?"
    elif requirement.time is Time.PLANNED:
        words = f"Do you plan to {have} {name}{when}?"
    elif when:
        words = f"Have you {had} {name}{when}?"
    elif requirement.time is Time.CURRENT:
        words = f"Do you {'get' if done else have} {name} now?"
    elif requirement.time is Time.PAST:
        words = f"Did you {have} {name} in the past?"
    else:
        words = f"Have you {'' if requirement.wide else 'ever '}{had} {name}?"
    return _yes_no(requirement, words, Topic.TREATMENTS, text)


def _name(concept: Concept) -> str:
    """The record's name, with plain words behind it where the table of terms has the whole of it."""
    plain = plain_whole(concept.name)
    short = len(concept.name.split()) <= _SHORT
    bare = small_inside(uncapped(concept.name, concept.name))
    if plain and plain.casefold().startswith(bare.casefold()):
        return plain
    name = with_articles(bare, concept.name) if short else f"“{concept.name}”"
    return f"{name} ({plain})" if plain and plain != with_articles(bare, concept.name) else name


def _yes_no(requirement: HasCondition | HasTreatment, words: str, topic: Topic, text: str) -> Question:
    asked, quote = _in_full(words, requirement, text)
    return Question(
        key=atom_of(requirement).key, words=asked, kind=QuestionKind.YESNO, topic=topic, quote=quote
    )


def window_words(window: Window) -> str:
    """``in the last 4 weeks``; ``for at least 30 days``; ``in the 6 months after your diagnosis``."""
    low, high = window.low_days, window.high_days
    if window.anchor is Anchor.DIAGNOSIS or window.after:
        point = "your diagnosis" if window.anchor is Anchor.DIAGNOSIS else "the start of the trial"
        side = "after" if window.after else "before"
        parts = [f"{length_words(low)} or more"] if low else []
        parts += [f"{length_words(high)} or less"] if high else []
        return f"{' and '.join(parts) or 'at some time'} {side} {point}"
    if low is not None and high is not None:
        return f"between {length_words(low)} and {length_words(high)} ago"
    if high is not None:
        return f"in the last {length_words(high)}"
    return f"for at least {length_words(low)}" if low is not None else "at some time"
