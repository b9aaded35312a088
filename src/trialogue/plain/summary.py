"""In short: what is tested, who it is for, what it asks of you, what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import InterventionType, StudyType
from trialogue.model.study import Study
from trialogue.plain.asks import asks, doses_sentence
from trialogue.plain.burden import Burden
from trialogue.plain.doses import DosePlan
from trialogue.plain.dosing import given
from trialogue.plain.glossary import meaning
from trialogue.plain.interventions import (
    MEDICINES,
    main_interventions,
    short_name,
    stands_beside,
    type_words,
    watched_things,
)
from trialogue.plain.people import who_for
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.sentence import Sentence, from_piece, unknown
from trialogue.plain.tested import tested
from trialogue.plain.timeline import Timeline
from trialogue.plain.title import condition_words, people_with


@dataclass(frozen=True, slots=True, kw_only=True)
class InShort:
    """The four slots; each holds at least one sentence."""

    tested: tuple[Sentence, ...]
    who: tuple[Sentence, ...]
    asks: tuple[Sentence, ...]
    risks: tuple[Sentence, ...]


def in_short(
    study: Study,
    plans: tuple[DosePlan, ...],
    plan: Timeline,
    load: Burden,
    elsewhere: Sentence | None = None,
) -> InShort:
    """Every slot from fields or quoted words; an empty one says that the record does not say."""
    what_it_asks = asks(study, plans, plan, load)
    doses = doses_sentence(plan, plans, named=given(study) > 1)
    if doses is not None:
        what_it_asks = (*what_it_asks[:1], doses, *what_it_asks[1:])
    return InShort(
        tested=what_is_tested(study),
        who=(who_for(study),),
        asks=what_it_asks or (unknown(study, "what it asks: no dose, test or length in the text"),),
        risks=what_may_go_wrong(study, elsewhere),
    )


def what_is_tested(study: Study) -> tuple[Sentence, ...]:
    """The kind of treatment and its names; for a study that gives nothing, what it watches."""
    who = condition_words(study)
    if study.study_type is StudyType.OBSERVATIONAL:
        named = watched_things(study)
        nothing = "" if named else "Nothing is given. "
        words = f"{nothing}The study watches {people_with(who)}."
        if named:
            words += f" It names {', '.join(named[:3])}{' and more' if len(named) > 3 else ''}."
        return (
            Sentence(words=words, sources=(from_piece(study, "StudyType"), from_piece(study, "Condition"))),
        )
    what = tested(study)
    if what is None:
        return (unknown(study, "what is tested: the record lists no intervention", "InterventionName"),)
    sentences = [_lead(study, what.words, what.is_name)]
    things = main_interventions(study)
    if not what.is_name:
        listed = [short_name(t.name) for t in things[:4]]
        more = f" and {len(things) - 4} more" if len(things) > 4 else ""
        words = f"The record calls it: {'; '.join(dict.fromkeys(listed))}{more}."
        sentences.append(Sentence(words=words, sources=(from_piece(study, "InterventionName"),)))
    return tuple(sentences)


def _lead(study: Study, words: str, is_name: bool) -> Sentence:
    explained = meaning(words.lower())
    things = main_interventions(study)
    kinds = {t.kind for t in things}
    if all(stands_beside(thing.name) for thing in things):
        shown = f"{words}."  # a sample is no "biological treatment", though it is entered as one
    elif is_name and (len(kinds) == 1 or (kinds and kinds <= MEDICINES)):
        one = things[0].kind if len(kinds) == 1 else InterventionType.DRUG
        kind = type_words(one, len({short_name(thing.name) for thing in things}))
        shown = f"{words} ({kind[:1].lower()}{kind[1:]})."
    else:
        shown = f"{words}." if explained is None else f"{words}: {explained}."
    return Sentence(
        words=shown, sources=(from_piece(study, "InterventionName"), from_piece(study, "InterventionType"))
    )
