"""Pre-screening, one question at a time: answer, skip, go back, change; with or without an account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trialogue.actions.draft import answers_of, keep_answers, load_draft, save_draft
from trialogue.actions.office import Office
from trialogue.actions.packet import answer_words, label_of, relevant
from trialogue.actions.studies import ReadStudy, read_study
from trialogue.eligibility.answers import read_number
from trialogue.eligibility.ask import next_question, open_questions
from trialogue.eligibility.evaluate import prescreen
from trialogue.errors import NotFoundError
from trialogue.model.person import Actor
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.question import Question, QuestionKind
from trialogue.model.verdict import Outcome, PreScreening, Verdict
from trialogue.store.counts import count_check

WORDS_OF_NOTHING = {"dont-know": Unanswered.DONT_KNOW, "skip": Unanswered.SKIPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answered question, in words. ``here``: this study asks it, so it can be changed here."""

    key: str
    label: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the last answer changed: verdicts that became known, and the outcome before and after."""

    question: Question
    words: str
    settled: tuple[Verdict, ...]
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Where a pre-screening stands. ``question`` is None when nothing more can change the outcome."""

    read: ReadStudy
    screening: PreScreening
    question: Question | None
    left: int
    given: tuple[Given, ...]
    change: Change | None


def check_page(office: Office, nct_id: str, actor: Actor, token: str, key: str | None = None) -> CheckPage:
    """The next question, or the one with ``key`` to change its answer; and what is known so far.

    Raises NotFoundError for a study, or a question of it, that does not exist.
    """
    today = office.clock().date()
    with office.database.read() as conn:
        read = read_study(conn, nct_id)
        draft = load_draft(conn, token)
        profile = answers_of(office, conn, actor, draft)
    known = read.questions
    if key is not None and key not in known:
        raise NotFoundError("There is no such question about this study.")
    left = open_questions(read.study, read.criteria, profile, today)
    question = known[key] if key is not None else (left[0] if left else None)
    screening = prescreen(read.study, read.criteria, profile, today)
    return CheckPage(
        read=read,
        screening=screening,
        question=question,
        left=len(left),
        given=_given(read, profile, screening),
        change=_change(read, known.get(draft.last_key or ""), (profile, screening), today),
    )


def _given(read: ReadStudy, profile: Profile, screening: PreScreening) -> tuple[Given, ...]:
    known, answers = read.questions, relevant(read, profile, screening).answers
    return tuple(
        Given(
            key=key, label=label_of(key, known), words=answer_words(known.get(key), answer), here=key in known
        )
        for key, answer in answers.items()
    )


def _change(
    read: ReadStudy, question: Question | None, now: tuple[Profile, PreScreening], today: date
) -> Change | None:
    profile, after = now
    if question is None or question.key not in profile.answers:
        return None
    without = Profile(answers={k: a for k, a in profile.answers.items() if k != question.key})
    before = prescreen(read.study, read.criteria, without, today)
    settled = tuple(
        new for old, new in zip(before.verdicts, after.verdicts, strict=False) if old.truth is not new.truth
    )
    words = answer_words(question, profile.answers[question.key])
    return Change(question=question, words=words, settled=settled, before=before.outcome, after=after.outcome)


def read_answer(question: Question, text: str, unit: str | None, today: date) -> Answer:
    """What was chosen or typed, as an answer. Raises ValueError in words for what is none."""
    if text in WORDS_OF_NOTHING:
        return Answer(value=WORDS_OF_NOTHING[text], on=today)
    match question.kind:
        case QuestionKind.YESNO:
            if text not in {"yes", "no"}:
                raise ValueError("Choose one of the answers. “I don’t know” is one of them.")
            return Answer(value=text == "yes", on=today)
        case QuestionKind.CHOICE:
            if text not in {choice.id for choice in question.choices}:
                raise ValueError("Choose one of the answers. “I don’t know” is one of them.")
            return Answer(value=text, on=today)
        case QuestionKind.NUMBER:
            return read_number(question, text, unit if unit in question.units else None, today)


def give_answer(
    office: Office, nct_id: str, actor: Actor, token: str, given: tuple[str, str, str | None]
) -> None:
    """Keep an answer: (key, what was chosen or typed, unit). The browser's session must exist.

    Raises ValueError in words for what is no answer, NotFoundError for a question that is not asked.
    """
    key, text, unit = given
    today = office.clock().date()
    with office.database.read() as conn:
        read = read_study(conn, nct_id)
        before = answers_of(office, conn, actor, load_draft(conn, token))
    question = read.questions.get(key)
    if question is None:
        raise NotFoundError("There is no such question about this study.")
    answer = read_answer(question, text, unit, today)
    started, finished = _begun_and_over(read, before, before.with_answer(key, answer), today)
    with office.database.write(light=True) as conn:
        draft = load_draft(conn, token)
        profile = answers_of(office, conn, actor, draft).with_answer(key, answer)
        draft = keep_answers(office, conn, actor, profile, draft)
        save_draft(conn, token, replace(draft, last_key=key))
        count_check(conn, read.study.nct_id, today, started=int(started), finished=int(finished))


def _begun_and_over(read: ReadStudy, before: Profile, after: Profile, today: date) -> tuple[bool, bool]:
    """Whether this answer begins a pre-screening, and whether it ends one. Worked out while nobody waits
    for the store."""
    known = any(key in read.questions for key in before.answers)
    started = not known and not relevant(read, before).answers
    if next_question(read.study, read.criteria, after, today) is not None:
        return started, False
    return started, next_question(read.study, read.criteria, before, today) is not None


def forget_answer(office: Office, actor: Actor, token: str, key: str) -> None:
    """Take one answer back, so that the question is open again."""
    with office.database.write(light=True) as conn:
        draft = load_draft(conn, token)
        profile = answers_of(office, conn, actor, draft)
        left = Profile(answers={k: a for k, a in profile.answers.items() if k != key})
        save_draft(conn, token, keep_answers(office, conn, actor, left, draft))
