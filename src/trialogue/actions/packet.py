"""What a site would see, made from answers in words. What is taken out leaves no trace in the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from trialogue.actions.studies import ReadStudy
from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.keys import parse_key
from trialogue.model.application import Packet, SharedField, SharedVerdict
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.question import Question
from trialogue.model.truth import Truth
from trialogue.model.verdict import PreScreening, Verdict
from trialogue.store.people import ContactDetails

TRUTH_WORDS = {Truth.MET: "met", Truth.NOT_MET: "not met", Truth.UNKNOWN: "unknown"}
_FIELD_WORDS = {
    "MinimumAge": "Youngest age",
    "MaximumAge": "Oldest age",
    "Sex": "Sex",
    "HealthyVolunteers": "Healthy volunteers",
}
_NOTHING_SAID = {Unanswered.DONT_KNOW: "I don’t know", Unanswered.SKIPPED: "Left out"}


def answer_words(question: Question | None, answer: Answer) -> str:
    """An answer as a person reads it: Yes, No, a number with its unit, a choice's words."""
    value = answer.value
    if isinstance(value, Unanswered):
        return _NOTHING_SAID[value]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        unit = answer.unit or (question.unit if question else None)
        return with_unit(value, unit) if unit else f"{value:g}"
    chosen = {choice.id: choice.words for choice in question.choices} if question else {}
    return chosen.get(value, value)


def with_unit(value: float, unit: str) -> str:
    """``52 years``, ``1 year``, ``12 mg/dL``."""
    plural = unit in {"year", "month", "week", "day", "hour"} and value != 1
    return f"{value:g} {unit}{'s' if plural else ''}"


def question_words(question: Question) -> str:
    """The question, with the record's own words where it puts those to the person."""
    return f"{question.words} “{question.quote}”" if question.quote else question.words


def relevant(read: ReadStudy, profile: Profile, screening: PreScreening | None = None) -> Profile:
    """Only the answers that this study asks for, or that decide something in it: nothing else of a
    profile concerns its team. ``screening``: the profile's, where it is known already."""
    known = read.questions
    if all(key in known for key in profile.answers):
        return profile
    keys = set(known)
    for verdict in (screening or prescreen(read.study, read.criteria, profile)).verdicts:
        keys |= {key for key, _ in verdict.answers}
    return Profile(answers={key: answer for key, answer in profile.answers.items() if key in keys})


def label_of(key: str, known: Mapping[str, Question]) -> str:
    """The words of the question behind a key, also where it was asked for another study."""
    if key in known:
        return question_words(known[key])
    subject = parse_key(key).subject
    fact = load_facts().get(subject)
    return fact.question if fact is not None else subject.rpartition(":")[2].replace("-", " ").capitalize()


def build_packet(
    read: ReadStudy,
    profile: Profile,
    contact: ContactDetails,
    today: date,
    *,
    removed: Collection[str] = (),
    note: str = "",
) -> Packet:
    """The packet without the removed fields. Verdicts and outcome are those of what is left."""
    known = read.questions
    left = relevant(read, profile)
    left = Profile(answers={key: answer for key, answer in left.answers.items() if key not in removed})
    screening = prescreen(read.study, read.criteria, left, today)
    answers = [
        SharedField(key=key, label=label_of(key, known), value=answer_words(known.get(key), answer))
        for key, answer in left.answers.items()
    ]
    verdicts = [_verdict(verdict, left) for verdict in screening.verdicts]
    return Packet(
        fields=(*(f for f in contact_fields(contact) if f.key not in removed), *answers),
        verdicts=tuple(verdicts),
        outcome=screening.outcome,
        note=note,
        study_version=read.version,
    )


def contact_fields(contact: ContactDetails) -> tuple[SharedField, ...]:
    """Name, address and phone, as far as they are told. The address cannot be taken out: the desk's
    answer goes through this site, and still somebody must be reachable."""
    rows = [
        ("name", "Name", contact.name),
        ("address", "E-mail", contact.address),
        ("phone", "Phone", contact.phone),
    ]
    return tuple(
        SharedField(key=f"contact:{key}", label=label, value=value) for key, label, value in rows if value
    )


def _verdict(verdict: Verdict, left: Profile) -> SharedVerdict:
    keys = tuple(key for key, _ in verdict.answers if key in left.answers)
    truth = TRUTH_WORDS[verdict.truth]
    if verdict.criterion is None:
        name = _FIELD_WORDS.get(verdict.field or "", "A field of the record")
        return SharedVerdict(words=f"{name}: {verdict.rule}", truth=truth, kind="field", keys=keys)
    return SharedVerdict(
        words=plain_text(verdict.criterion.text),
        truth=truth,
        kind=verdict.criterion.kind.value,
        criterion=verdict.criterion.id,
        keys=keys,
    )
