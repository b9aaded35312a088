"""Is it really recruiting? A rule over the record's own signs; it is said to be a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.sentence import from_piece
from trialogue.plain.words import date_words

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
    """The rule's answer and all the signs behind it."""

    trust: Trust
    signs: tuple[Sign, ...]


def open_sites(study: Study) -> int | None:
    """How many sites the record lists as recruiting; None where it gives no site statuses."""
    known = [s.status for s in study.sites if s.status is not None]
    return sum(s is RecruitmentStatus.RECRUITING for s in known) if known else None


def really_recruiting(study: Study, today: date) -> Recruiting | None:
    """For a study that says it recruits: do the other fields agree? None for any other study.

    A rule, not a probability. Signs against: nobody has checked the record for a year; the primary
    completion date has passed; no listed site is open; people are counted as *actual*. No sign
    against: likely. One: doubtful. Two or more: likely no longer open.
    """
    if study.status is not RecruitmentStatus.RECRUITING:
        return None
    signs = (_updated(study, today), _completion(study, today), _sites(study), _actual(study))
    found = tuple(s for s in signs if s is not None)
    against = sum(s.against for s in found)
    trust = Trust.LIKELY if against == 0 else Trust.DOUBTFUL if against == 1 else Trust.UNLIKELY
    return Recruiting(trust=trust, signs=found)


def _updated(study: Study, today: date) -> Sign | None:
    dates = [d for d in (study.dates.last_update, study.dates.verified) if d is not None]
    if not dates:
        return None
    newest = max(dates, key=lambda d: d.latest)
    age = (today - newest.latest).days
    if age >= FRESH_DAYS:
        words = f"The record was last checked more than a year ago, in {date_words(newest)}."
    else:
        words = f"The record was checked within the last year, in {date_words(newest)}."
    source = from_piece(study, "LastUpdateSubmitDate", newest.iso)
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
