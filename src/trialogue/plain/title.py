"""The plain title of a study: what is tested, for whom."""

from __future__ import annotations

import re

from trialogue.model.codes import Purpose, StudyType
from trialogue.model.study import Study
from trialogue.plain.conditions import is_healthy, is_illness, lay_conditions
from trialogue.plain.interventions import MEDICINES, USED, main_interventions, stands_beside
from trialogue.plain.sentence import Sentence, from_rule
from trialogue.plain.tested import Tested, tested

RULE = "plain title: kind of treatment and everyday name of the condition"
_LONGEST = 90
_FAR_TOO_LONG = 120  # the record's own title stands up to here
_COVID = "COVID-19"
_CORONAVIRUS = re.compile(
    r"(?:novel |human )?(?:corona ?virus|sars[- ]?cov|sars\b|n?cov\b|2019[- ]ncov)", re.IGNORECASE
)
_NO_ILLNESS = frozenset({"healthy people", "pregnancy"})
_STATES = {
    "smoking": "who smoke",
    "cigarette smoking": "who smoke",
    "tobacco smoking": "who smoke",
    "smoking behaviors": "who smoke",
    "smoking cessation": "who want to stop smoking",
}


def plain_title(study: Study) -> Sentence:
    """What is tested and for which condition: "Stem cell therapy for ALS".

    The kind of treatment comes from the interventions under test, the condition from the
    record's list. Where the record names neither, its own brief title stands.
    """
    own = study.brief_title.strip() or str(study.nct_id)
    words = next((w for w in (_words(study), *_short(study)) if w and len(w) <= _LONGEST), own)
    if len(words) > _FAR_TOO_LONG:
        words = min([words, *_short(study)], key=len)
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
    looks = study.design.purpose is Purpose.DIAGNOSTIC and what.kind in USED
    if looks or study.design.purpose is Purpose.BASIC_SCIENCE:
        return f"{what.words} in {people_with(who)}"
    if who in _NO_ILLNESS:
        return None if _prevents(study) and who != "healthy people" else f"{what.words} in {who}"
    to_prevent = _prevents(study) and not what.words.startswith("Vaccine")
    if to_prevent and len(ill_names(study)) == 1 and is_illness(who):
        return f"{what.words} to prevent {who}"
    return f"{what.words} for {who}"


def _prevents(study: Study) -> bool:
    """Of several conditions one may be what people have, and another what is to be prevented."""
    return study.design.purpose is Purpose.PREVENTION


def _watching(study: Study, what: Tested | None, who: str) -> str:
    """An observational study gives nothing; it watches."""
    people = people_with(who)
    if study.design.patient_registry:
        return f"A register of {people}"
    used = all(t.kind in MEDICINES and not stands_beside(t.name) for t in main_interventions(study))
    if what is not None and what.is_name and used:
        return f"Watching {people} who use {what.words}"
    return f"Watching {people}" if study.design.target_duration is None else f"Following {people} over time"


def people_with(who: str | None, noun: str = "people") -> str:
    """``people with asthma``, ``women who smoke``; what is no illness is quoted: it has no "with"."""
    if not who or who == "healthy people":
        return f"healthy {noun}" if who else noun
    if who == "pregnancy":
        return "pregnant women"
    if who.lower() in _STATES:
        return f"{noun} {_STATES[who.lower()]}"
    return f"{noun} with {who}" if is_illness(who) else f"{noun} whom the record lists under “{who}”"


def condition_words(study: Study) -> str | None:
    """One or two conditions in everyday words; more become "and other conditions"."""
    names = lay_conditions(study)
    if not any(names):
        return None
    ill = ill_names(study)
    if not ill or all(is_healthy(c) for c in study.conditions):
        return "pregnancy" if "pregnancy" in names else "healthy people"
    words = " and ".join(ill) if len(ill) <= 2 else f"{ill[0]} and other conditions"
    return f"{words} in pregnancy" if "pregnancy" in names else words


def ill_names(study: Study) -> list[str]:
    """The everyday names of illnesses: not that people are healthy or pregnant, and none twice.

    What is done to people, or where they are, is left out where an illness stands beside it.
    """
    names = [n for n in lay_conditions(study) if n and n not in _NO_ILLNESS]
    return _without_parts([n for n in names if is_illness(n)] or names)


def _without_parts(names: list[str]) -> list[str]:
    """Without names whose words are all in another one ("asthma" beside "severe asthma").

    Records of COVID-19 also list its virus and the family of that, in many spellings.
    """
    if _COVID in names:
        names = [n for n in names if n == _COVID or not _CORONAVIRUS.match(n)]
    sets = {n: set(n.lower().split()) for n in names}
    return [n for n in names if not any(sets[n] < sets[m] for m in names)]


def _short(study: Study) -> list[str]:
    """Shorter ways to say what is tested: for the first condition only, then with medicines counted."""
    what, names = tested(study), ill_names(study)
    if what is None or not names or study.study_type is StudyType.OBSERVATIONAL:
        return []
    tries = [f"{what.words} for {names[0]}"]
    if len(what.names) > 1 and all(t.kind in MEDICINES for t in main_interventions(study)):
        tries.append(f"{len(what.names)} medicines for {names[0]}")
    return tries
