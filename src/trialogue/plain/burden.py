"""What taking part asks of a person: tests, visits, hospital stays and travel, as the record names them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialogue.model.study import Study
from trialogue.plain.doses import Finding
from trialogue.plain.durations import number
from trialogue.plain.passages import Passage, Quote, passages, sentences, source, unescaped

# A criterion that a person be able or willing to have a test says that the test is part of the study.
_MUST_BEAR = re.compile(r"\b(?:able|willing\w*|agree|ability|comply|undergo|consent)\b", re.IGNORECASE)
_UNABLE = re.compile(r"\b(?:unable|inability|unwilling\w*|contraindicat\w+)\b", re.IGNORECASE)
_VISITS = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:study |clinic "
    r"|scheduled |office |"
    r"in-person |on-site |hospital |home )?visits\b",
    re.IGNORECASE,
)
_VISIT_NUMBER = re.compile(r"\bvisit\s+#?(?P<n>\d{1,2})\b", re.IGNORECASE)
_STAY = re.compile(
    r"\b(?:hospitali[sz]ed|inpatient stay|in-patient stay|overnight"
    r"|admitted (?:to (?:the )?)?(?:hospital|clinic|unit)|"
    r"hospital stay|stay in (?:the )?(?:hospital|clinic|unit))\b",
    re.IGNORECASE,
)
_TRAVEL = re.compile(
    r"\btake place (?:only )?(?:at|in)\b[^.]{0,80}\b(?:regardless|all|only)?|\b(?:travel|transport\w*"
    r"|lodging|accommodation|"
    r"mileage|hotel)\b[^.;]{0,60}\b(?:expenses?|costs?|reimburs\w+|paid|cover\w*|provided|stipend)|"
    r"\b(?:reimburs\w+|cover\w*|paid|pay)\b[^.;]{0,50}\b(?:travel|transport\w*|lodging|mileage|hotel)|"
    r"\b(?:must|need to|required to|will|able to) travel\b|\bgeographic accessib\w+",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:telehealth|tele-?medicine|telephone (?:call|visit|follow-?up|interview)s?|phone (?:call|visit"
    r"|interview)s?|"
    r"video (?:call|visit|conference)s?|remote(?:ly)?(?: visit| monitoring|-based| consent"
    r"| assessment)?s?|virtual(?:ly)? "
    r"(?:visit|session|class)\w*|home visits?|online (?:survey|questionnaire|session|program|visit)\w*"
    r"|smartphone app\w*|"
    r"mobile app\w*|zoom)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A row of the procedures table."""

    id: str
    words: str
    invasive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What the record mentions. Empty means that it mentions nothing, not that nothing is asked."""

    procedures: tuple[Finding[Procedure], ...] = ()
    visits: Finding[int] | None = None
    hospital_stay: Finding[str] | None = None
    travel: tuple[Finding[str], ...] = ()
    remote: Finding[str] | None = None


@cache
def _table() -> tuple[tuple[Procedure, re.Pattern[str]], ...]:
    raw = tomllib.loads(files(__package__).joinpath("procedures.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            Procedure(id=key, words=row["words"], invasive=row["invasive"]),
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for key, row in raw.items()
    )


def burden(study: Study) -> Burden:
    """Tests, visits, stays and travel that the record's text names, each with the sentence.

    Read from arms, interventions, outcomes and descriptions, and from criteria that ask a person
    to be able or willing to have a test. Visits: a stated number ("6 visits"), else the highest
    numbered one ("Visit 4" says at least four).
    """
    quotes = [q for text in passages(study) for q in sentences(text)]
    quotes += [q for q in _criteria(study) if _MUST_BEAR.search(q.words) and not _UNABLE.search(q.words)]
    return Burden(
        procedures=tuple(_procedures(study, quotes)),
        visits=_visits(study, quotes),
        hospital_stay=_first(study, quotes, _STAY, "hospital stay"),
        travel=tuple(_all(study, quotes, _TRAVEL, "travel"))[:3],
        remote=_first(study, quotes, _REMOTE, "remote visits"),
    )


def _criteria(study: Study) -> Iterator[Quote]:
    return sentences(Passage(piece="EligibilityCriteria", text=unescaped(study.eligibility.criteria)))


def _procedures(study: Study, quotes: Iterable[Quote]) -> Iterator[Finding[Procedure]]:
    listed = list(quotes)
    whole = "\n".join(q.words for q in listed)
    for procedure, pattern in _table():
        if pattern.search(whole):
            quote = next((q for q in listed if pattern.search(q.words)), None)
            if quote is not None:
                yield Finding(value=procedure, source=source(study, quote, f"procedure: {procedure.id}"))


def _visits(study: Study, quotes: list[Quote]) -> Finding[int] | None:
    for quote in quotes:
        match = _VISITS.search(quote.words)
        if match is not None:
            return Finding(
                value=int(number(match["n"])), source=source(study, quote, "stated number of visits")
            )
    numbered = [(int(m["n"]), q) for q in quotes for m in _VISIT_NUMBER.finditer(q.words)]
    if not numbered:
        return None
    highest, quote = max(numbered, key=lambda pair: pair[0])
    return Finding(value=highest, source=source(study, quote, "highest numbered visit"))


def _all(
    study: Study, quotes: Iterable[Quote], pattern: re.Pattern[str], rule: str
) -> Iterator[Finding[str]]:
    for quote in quotes:
        if pattern.search(quote.words):
            yield Finding(value=quote.words, source=source(study, quote, rule))


def _first(study: Study, quotes: Iterable[Quote], pattern: re.Pattern[str], rule: str) -> Finding[str] | None:
    return next(_all(study, quotes, pattern, rule), None)
