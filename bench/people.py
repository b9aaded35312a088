"""Made-up people for real recruiting studies: whether each hears rightly if he may take part.

``judgements/people.tsv`` names the studies (three seeded draws), and of each the place of the one criterion
that bars its second person; the first fits all of it. This was settled by reading the record before any
question was seen. ``judgements/people_answers.tsv`` holds what each answers to a question (by a digest of its
key), as its words are understood literally, and whether they could be answered as worded. Run this as
``python -m bench.people``; ``-v`` prints every question that was asked, too.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.eligibility_records import studies
from bench.shares import share
from trialogue.eligibility.ask import next_question
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.read import context_of, read_criteria
from trialogue.model.criterion import CriteriaText
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.question import Question
from trialogue.model.study import Study
from trialogue.model.truth import Truth
from trialogue.model.verdict import Outcome, PreScreening, Verdict

FILES = ("v2_native.jsonl.gz", "v2_converted_msc_2022.jsonl.gz")
_JUDGEMENTS = Path(__file__).parent / "judgements"
_WORDS = 12


class Heard(StrEnum):
    """What a person heard, against the truth."""

    RIGHT = "right"
    FALSE_BAR = "kept out although fitting"
    FALSE_PASS = "let in although barred"
    OTHER_REASON = "kept out for another reason"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One made-up person: the answers by digest, and the place of what bars (None: fits all)."""

    nct_id: str
    draw: str
    bar: tuple[int, int] | None
    answers: dict[str, str]
    badly_worded: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A finished conversation: what was asked, what had no stored answer, what came out."""

    person: Person
    heard: Heard
    asked: tuple[Question, ...]
    unknown: tuple[Question, ...]
    against: tuple[Verdict, ...]


def digest(key: str) -> str:
    """Ten characters that stand for a question's key."""
    return hashlib.blake2b(key.encode(), digest_size=5).hexdigest()


def people() -> Iterator[Person]:
    """Two of each study: who fits, and who is barred."""
    answers: dict[str, list[dict[str, str]]] = {}
    for row in _rows("people_answers.tsv"):
        answers.setdefault(row["nct_id"], []).append(row)
    for row in _rows("people.tsv"):
        own = answers[row["nct_id"]]
        bad = frozenset(one["question"] for one in own if one["as_worded"] == "no")
        bar = (int(row["barred_start"]), int(row["barred_end"]))
        for column, place in (("fits", None), ("barred", bar)):
            said = {one["question"]: one[column] for one in own}
            yield Person(nct_id=row["nct_id"], draw=row["draw"], bar=place, answers=said, badly_worded=bad)


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (_JUDGEMENTS / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t")


def answer_of(text: str | None) -> Answer:
    """A stored answer; none, or ``?``, is "I don't know"."""
    match text:
        case None | "?":
            return Answer(value=Unanswered.DONT_KNOW)
        case "y" | "n":
            return Answer(value=text == "y")
        case "FEMALE" | "MALE":
            return Answer(value=text)
    number, _, unit = text.partition(" ")
    return Answer(value=float(number), unit=unit or None)


def talk(person: Person, study: Study, criteria: CriteriaText) -> Talk:
    """Ask until nothing more can change the outcome."""
    profile, asked, unknown = Profile(), [], []
    while (question := next_question(study, criteria, profile)) is not None:
        asked.append(question)
        text = person.answers.get(digest(question.key))
        if text is None:
            unknown.append(question)
        profile = profile.with_answer(question.key, answer_of(text))
    screening = prescreen(study, criteria, profile)
    heard = _heard(person, study, screening)
    if unknown and heard is Heard.FALSE_PASS:
        # What bars may be what has no stored answer any more.
        heard = Heard.UNDECIDED
    return Talk(
        person=person,
        heard=heard,
        asked=tuple(asked),
        unknown=tuple(unknown),
        against=_against(screening),
    )


def _against(screening: PreScreening) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in screening.verdicts if verdict.truth is Truth.NOT_MET)


def _heard(person: Person, study: Study, screening: PreScreening) -> Heard:
    if screening.outcome is Outcome.UNLIKELY:
        if person.bar is None:
            return Heard.FALSE_BAR
        right = any(_is_at(verdict, person.bar, study) for verdict in _against(screening))
        return Heard.RIGHT if right else Heard.OTHER_REASON
    if screening.outcome is Outcome.LIKELY:
        return Heard.RIGHT if person.bar is None else Heard.FALSE_PASS
    return Heard.UNDECIDED


def _is_at(verdict: Verdict, bar: tuple[int, int], study: Study) -> bool:
    """Whether a verdict is on the criterion at this place, or on the age where the place tells of it."""
    if verdict.criterion is None:
        return "age" in study.eligibility.criteria[slice(*bar)].casefold() and "Age" in (verdict.field or "")
    return verdict.criterion.span.start < bar[1] and bar[0] < verdict.criterion.span.end


def talks() -> list[Talk]:
    """All conversations, in the order of the file."""
    everybody = list(people())
    wanted = {person.nct_id for person in everybody}
    found: dict[str, Study] = {
        study.nct_id: study for name in FILES for study in studies(name) if study.nct_id in wanted
    }
    read: dict[str, CriteriaText] = {
        nct_id: read_criteria(study.eligibility.criteria, context_of(study))
        for nct_id, study in found.items()
    }
    return [talk(one, found[one.nct_id], read[one.nct_id]) for one in everybody]


def main() -> None:
    """Print what each group of each draw heard, then each failure."""
    done = talks()
    for draw in sorted({one.person.draw for one in done}):
        group = [one for one in done if one.person.draw == draw]
        print(f"\nDRAW {draw}")
        _print_heard("fits every criterion", [one for one in group if one.person.bar is None])
        _print_heard("barred by one", [one for one in group if one.person.bar is not None])
        _print_questions(group)
    for one in done:
        if one.heard is not Heard.RIGHT or "-v" in sys.argv:
            _print_talk(one)


def _print_heard(what: str, group: list[Talk]) -> None:
    heard = Counter(one.heard for one in group)
    print(f"{what}: {len(group)} people, {_mean([len(one.asked) for one in group]):.1f} questions each")
    for kind in Heard:
        if heard[kind]:
            print(f"  {kind.value:28} {heard[kind]:3}  {share(heard[kind], len(group))}")


def _print_questions(done: list[Talk]) -> None:
    fitting = [one for one in done if one.person.bar is None]
    asked = [(one.person, question) for one in fitting for question in one.asked]
    bad = [digest(question.key) in person.badly_worded for person, question in asked]
    gone = sum(len(one.unknown) for one in fitting)
    print(
        f"\nasked of those who fit: {len(asked)}; not to be answered as worded: {share(sum(bad), len(bad))}"
    )
    print(f"without a stored answer (taken as “I don't know”): {gone}")


def _print_talk(one: Talk) -> None:
    place = "fits" if one.person.bar is None else f"barred at {one.person.bar[0]}:{one.person.bar[1]}"
    print(f"\n{one.person.nct_id} ({place}): {one.heard.value}, {len(one.asked)} questions")
    for verdict in one.against:
        told = verdict.criterion
        where = (
            f"{told.span.start}:{told.span.end} {_short(told.text)}" if told is not None else verdict.field
        )
        print(f"  against: {where} | {verdict.rule[:60]}")
    for question in one.asked if "-v" in sys.argv else one.unknown:
        text = one.person.answers.get(digest(question.key), "no stored answer")
        print(f"  {text:>8}: {question.words} {_short(question.quote or '')}")


def _place(verdict: Verdict) -> str:
    told = verdict.criterion
    return f"{told.span.start}:{told.span.end} {_short(told.text)}" if told else verdict.field or ""


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
