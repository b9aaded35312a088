"""What taking part asks of a person: tests, visits, hospital stays and travel, as the record names them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from trialogue.eligibility.patterns import Pattern
from trialogue.model.study import Study
from trialogue.plain.doses import Finding
from trialogue.plain.durations import number
from trialogue.plain.passages import Passage, Quote, passages, sentences, source, unescaped
from trialogue.plain.triggers import Seeker, Texts, Trigger, trigger

# A criterion that a person be able or willing to have a test says that the test is part of the study.
_MUST_BEAR = Pattern(r"\b(?:able|willing\w*|agree|ability|comply|undergo|consent)\b")
_UNABLE = Pattern(r"\b(?:unable|inability|unwilling\w*|contraindicat\w+)\b")
_CRITERIA = "EligibilityCriteria"
_DESCRIPTIONS = frozenset({"BriefSummary", "DetailedDescription"})
_ITEM_WORDS = 6
_DONE = Pattern(
    r"\b(?:will|undergo\w*|(?:is|are|be) (?:performed|obtained|collected|taken|done|carried out)|perform"
    r"|collect|obtain|mandatory|scheduled|investigat\w+|(?:assessed|judged|evaluated|confirmed) by"
    r"|at (?:study entry|enrol\w+|screening|baseline|the time of)"
    r"|\d+ (?:days?|weeks?|months?) (?:after|before))\b"
)
_ELSEWHERE = Pattern(
    r"\b(?:refus\w+|unable|cannot|unfit|unresectable|hypothes\w+|traditional\w*|conventional\w*"
    r"|major treatments?|treatment options?|standard treatments?|routine practice|previous\w*"
    r"|(?:has|have) (?:been )?show\w*"
    r"|is inevitable|(?:is|are) used|used (?:very )?commonly|drugs? used|prevent infections?|preferred"
    r"|presenting for|waiting for|progress\w* to|failed|not performed)\b"
)
_REPORT = Pattern(
    r"\b(?:(?:was|were) (?:found|identified|reported|isolated)|(?:has|have) (?:shown|demonstrated|indicated)"
    r"|indicated that|outbreak)\b"
)
_VISITS = Pattern(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:study |clinic "
    r"|scheduled |office |"
    r"in-person |on-site |hospital |home )?visits\b"
)
# "Screened over 2 visits", "2 visits a week": not all visits of the study.
_SOME_VISITS = Pattern(r"\bscreen\w*|\bvisits? (?:per|a|each|every) ")
_VISIT_NUMBER = Pattern(r"\bvisit\s+#?(?P<n>\d{1,2})\b")
_STAY = trigger(
    r"\b(?:hospitali[sz]ed|inpatient stay|in-patient stay|overnight"
    r"|admitted (?:to (?:the )?)?(?:hospital|clinic|unit)|"
    r"hospital stay|stay in (?:the )?(?:hospital|clinic|unit))\b",
    "hospital",
    "overnight",
    "admitted",
    "patient stay",
    "stay in",
)
_TRAVEL = trigger(
    r"\btake place (?:only )?(?:at|in)\b[^.]{0,80}\b(?:regardless|all|only)?|\b(?:travel|transport\w*"
    r"|lodging|accommodation|"
    r"mileage|hotel)\b[^.;]{0,60}\b(?:expenses?|costs?|reimburs\w+|paid|cover\w*|provided|stipend)|"
    r"\b(?:reimburs\w+|cover\w*|paid|pay)\b[^.;]{0,50}\b(?:travel|transport\w*|lodging|mileage|hotel)|"
    r"\b(?:must|need to|required to|will|able to) travel\b|\bgeographic accessib\w+",
    "take place",
    "travel",
    "transport",
    "lodging",
    "accommodation",
    "mileage",
    "hotel",
    "geographic",
)
_REMOTE = trigger(
    r"\b(?:telehealth|tele-?medicine|telephone (?:call|visit|follow-?up|interview)s?|phone (?:call|visit"
    r"|interview)s?|"
    r"video (?:call|visit|conference)s?|remote(?:ly)?(?: visit| monitoring|-based| consent"
    r"| assessment)?s?|virtual(?:ly)? "
    r"(?:visit|session|class)\w*|home visits?|online (?:survey|questionnaire|session|program|visit)\w*"
    r"|smartphone app\w*|"
    r"mobile app\w*|zoom)\b",
    "tele",
    "phone",
    "video",
    "remote",
    "virtual",
    "home visit",
    "online",
    "app",
    "zoom",
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
def _table() -> tuple[tuple[Procedure, Trigger], ...]:
    raw = tomllib.loads(files(__package__).joinpath("procedures.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            Procedure(id=key, words=row["words"], invasive=row["invasive"]),
            trigger(row["pattern"], *row["near"]),
        )
        for key, row in raw.items()
    )


def burden(study: Study) -> Burden:
    """Tests, visits, stays and travel that the record's text names, each with the sentence.

    Read from arms, interventions, outcomes and descriptions, and from criteria that ask a person
    to be able or willing to have a test. Visits: a stated number ("6 visits"), else the highest
    numbered one ("Visit 4" says at least four).
    """
    texts = passages(study)
    criteria = Passage(piece=_CRITERIA, text=unescaped(study.eligibility.criteria))
    sought = _seeker().texts((*texts, criteria))
    return Burden(
        procedures=tuple(_procedures(study, sought)),
        visits=_visits(study, texts),
        hospital_stay=_told(study, sought, _STAY, "hospital stay"),
        travel=tuple(
            Finding(value=quote.words, source=source(study, quote, "travel"))
            for quote in islice(filter(_is_borne, sought.quotes(_TRAVEL)), 3)
        ),
        remote=_told(study, sought, _REMOTE, "remote visits"),
    )


@cache
def _seeker() -> Seeker:
    return Seeker((_STAY, _TRAVEL, _REMOTE, *(named for _, named in _table())))


def _is_borne(quote: Quote) -> bool:
    """Of criteria only those count that ask a person to be able or willing to bear something."""
    if quote.passage.piece != _CRITERIA:
        return True
    return _MUST_BEAR.within(quote.words) and not _UNABLE.within(quote.words)


def _is_done_here(quote: Quote) -> bool:
    """Of a description only what the study does: "surgery is the usual treatment" tells of other people."""
    if quote.passage.piece not in _DESCRIPTIONS or len(quote.words.split()) <= _ITEM_WORDS:
        return True
    return _DONE.within(quote.words) and not _ELSEWHERE.within(quote.words)


def _is_no_report(quote: Quote) -> bool:
    """Whether a sentence of a description does not only tell how something was found out before."""
    return quote.passage.piece not in _DESCRIPTIONS or not _REPORT.within(quote.words)


def _procedures(study: Study, texts: Texts) -> Iterator[Finding[Procedure]]:
    for procedure, named in _table():
        borne = filter(_is_borne, texts.quotes(named))
        done = _is_done_here if procedure.invasive else _is_no_report
        quote = next(filter(done, borne), None)
        if quote is not None:
            yield Finding(value=procedure, source=source(study, quote, f"procedure: {procedure.id}"))


def _told(study: Study, texts: Texts, named: Trigger, rule: str) -> Finding[str] | None:
    """The first sentence that tells it; what criteria say of it is about another time."""
    quote = next((q for q in texts.quotes(named) if q.passage.piece != _CRITERIA), None)
    return None if quote is None else Finding(value=quote.words, source=source(study, quote, rule))


def _visits(study: Study, texts: tuple[Passage, ...]) -> Finding[int] | None:
    quotes = [q for t in texts if "visit" in t.text.lower() for q in sentences(t)]
    for quote in quotes:
        match = _VISITS.search(quote.words)
        if match is not None and not _SOME_VISITS.within(quote.words):
            return Finding(
                value=int(number(match["n"])), source=source(study, quote, "stated number of visits")
            )
    numbered = [(int(m["n"]), q) for q in quotes for m in _VISIT_NUMBER.finditer(q.words)]
    if not numbered:
        return None
    highest, quote = max(numbered, key=lambda pair: pair[0])
    return Finding(value=highest, source=source(study, quote, "highest numbered visit"))
