"""Is it really recruiting? A fitted chance, and a rule over the record's own signs, said to be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.insight.fitted import open_model
from trialogue.insight.open_chance import open_chance
from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.sentence import Sentence, from_piece, from_rule
from trialogue.plain.words import date_words, on_date

# The registry asks for a check at least once a year while a study recruits, and calls a status
# unknown after two years without one (data element *RecordVerificationDate*).
FRESH_DAYS = 365


class Trust(StrEnum):
    """How far the record's "recruiting" can be relied on."""

    LIKELY = "likely still open"
    DOUBTFUL = "doubtful"
    UNLIKELY = "likely no longer open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One observation, for or against, with its source."""

    words: str
    against: bool
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruiting:
    """The rule's answer and all the signs behind it, and the fitted chance where the dates allow one."""

    trust: Trust
    signs: tuple[Sign, ...]
    chance: float | None = None


def chance_words(chance: float) -> str:
    """The chance in tenths: no model of this kind is finer."""
    tenths = round(10 * chance)
    if 0 < tenths < 10:
        many = f"about {tenths} in 10"
    else:
        many = "fewer than 1 in 10" if tenths == 0 else "more than 9 in 10"
    return f"Of past records that looked like this one, {many} still took people when next updated."


def open_sites(study: Study) -> int | None:
    """How many sites the record lists as recruiting; None where it gives no site statuses."""
    known = [s.status for s in study.sites if s.status is not None]
    return sum(s is RecruitmentStatus.RECRUITING for s in known) if known else None


def really_recruiting(study: Study, today: date) -> Recruiting | None:
    """For a study that says it recruits: do the other fields agree? None for any other study.

    Beside the chance (``open_chance``) stands a rule, which is no probability. Signs against: nobody
    has checked the record for a year; the primary completion date has passed; no listed site is
    open; people are counted as *actual*. No sign against: likely. One: doubtful. Two or more: likely
    no longer open.
    """
    if study.status is not RecruitmentStatus.RECRUITING:
        return None
    signs = (_updated(study, today), _completion(study, today), _sites(study), _actual(study))
    found = tuple(s for s in signs if s is not None)
    against = sum(s.against for s in found)
    trust = Trust.LIKELY if against == 0 else Trust.DOUBTFUL if against == 1 else Trust.UNLIKELY
    return Recruiting(trust=trust, signs=found, chance=open_chance(study, today))


def _updated(study: Study, today: date) -> Sign | None:
    dates = [d for d in (study.dates.last_update, study.dates.verified) if d is not None]
    if not dates:
        return None
    newest = max(dates, key=lambda d: d.latest)
    age = (today - newest.latest).days
    checked = newest is not study.dates.last_update
    last = "The team last checked the record" if checked else "The record was last updated"
    when = "more than a year ago" if age >= FRESH_DAYS else "within the last year"
    words = f"{last} {when}, {on_date(newest)}."
    source = from_piece(study, "StatusVerifiedDate" if checked else "LastUpdateSubmitDate", newest.iso)
    return Sign(words=words, against=age >= FRESH_DAYS, source=source)


def _completion(study: Study, today: date) -> Sign | None:
    done = study.dates.primary_completion
    if done is None:
        return None
    passed = done.date.latest < today
    verb = "has passed" if passed else "lies ahead"
    words = f"The date for the last main measurement, {date_words(done.date)}, {verb}."
    return Sign(words=words, against=passed, source=from_piece(study, "PrimaryCompletionDate", done.date.iso))


def _sites(study: Study) -> Sign | None:
    count = open_sites(study)
    if count is None:
        return None
    words = f"{count} of {len(study.sites)} listed sites {'is' if count == 1 else 'are'} open."
    return Sign(words=words, against=count == 0, source=from_piece(study, "LocationStatus"))


def _actual(study: Study) -> Sign | None:
    enrolled = study.enrollment
    if enrolled is None or enrolled.kind is not DateType.ACTUAL:
        return None
    words = f"The record counts {enrolled.count:,} people as already enrolled, not as a target."
    return Sign(words=words, against=True, source=from_piece(study, "EnrollmentType"))


def chance_sentence(study: Study, chance: float) -> Sentence:
    """The chance in words, with how it was made."""
    model = open_model()
    rule = f"a fitted model (version {model.version}, {model.records} older records, {model.years})"
    pieces = ("LastUpdateSubmitDate", "PrimaryCompletionDate", "LeadSponsorClass")
    return Sentence(words=chance_words(chance), sources=(from_rule(study, rule, *pieces),))
