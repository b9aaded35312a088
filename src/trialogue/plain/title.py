"""The plain title of a study: what is tested, for whom."""

from __future__ import annotations

from trialogue.model.codes import Purpose, StudyType
from trialogue.model.study import Study
from trialogue.plain.conditions import is_healthy, lay_conditions
from trialogue.plain.interventions import Tested, tested
from trialogue.plain.sentence import Sentence, from_rule

RULE = "plain title: kind of treatment and everyday name of the condition"
_LONGEST = 90


def plain_title(study: Study) -> Sentence:
    """What is tested and for which condition: "Stem cell therapy for ALS".

    The kind of treatment comes from the interventions under test, the condition from the
    record's list. Where the record names neither, its own brief title stands.
    """
    words = _words(study)
    if words is None or len(words) > _LONGEST:
        words = _short(study) or study.brief_title.strip() or str(study.nct_id)
    return Sentence(
        words=words[:1].upper() + words[1:],
        sources=(from_rule(study, RULE, "InterventionName", "Condition"),),
    )


def _words(study: Study) -> str | None:
    who = condition_words(study)
    if who is None:
        return None
    what = tested(study)
    if study.study_type is StudyType.OBSERVATIONAL:
        return _watching(study, what, who)
    if study.study_type is StudyType.EXPANDED_ACCESS:
        return f"{what.words} for {who}, outside a trial" if what else None
    if what is None:
        return None
    if study.design.purpose is Purpose.PREVENTION and not what.words.startswith("Vaccine"):
        return f"{what.words} to prevent {who}"
    if who == "healthy people":
        return f"{what.words} in healthy people"
    return f"{what.words} for {who}"


def _watching(study: Study, what: Tested | None, who: str) -> str:
    """An observational study gives nothing; it watches."""
    people = "healthy people" if who == "healthy people" else f"people with {who}"
    if study.design.patient_registry:
        return f"A register of {people}"
    if what is not None and what.is_name:
        return f"Watching {people} who use {what.words}"
    return f"Watching {people}" if study.design.target_duration is None else f"Following {people} over time"


def condition_words(study: Study) -> str | None:
    """One or two conditions in everyday words; more become "and other conditions"."""
    names = [n for n in lay_conditions(study) if n]
    ill = [lay for lay in names if lay != "healthy people"]
    if not names:
        return None
    if not ill or all(is_healthy(c) for c in study.conditions):
        return "healthy people"
    distinct = _without_parts(ill)
    if len(distinct) == 1:
        return distinct[0]
    if len(distinct) == 2:
        return f"{distinct[0]} and {distinct[1]}"
    return f"{distinct[0]} and other conditions"


def _without_parts(names: list[str]) -> list[str]:
    """Without names whose words are all in another one ("asthma" beside "severe asthma")."""
    sets = {n: set(n.lower().split()) for n in names}
    return [n for n in names if not any(sets[n] < sets[m] for m in names)]


def _short(study: Study) -> str | None:
    what, names = tested(study), lay_conditions(study)
    if what is None or not names or study.study_type is StudyType.OBSERVATIONAL:
        return None
    words = f"{what.words} for {names[0]}"
    return words if len(words) <= _LONGEST else None
