"""Status against enrolment, sites and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from trialogue.insight.odds import Odds
from trialogue.model.codes import DateType, RecruitmentStatus, StudyType
from trialogue.model.study import Study
from trialogue.plain.words import plural, status_words

_S = RecruitmentStatus
_DONE = {_S.COMPLETED, _S.TERMINATED}
_SHUT = {_S.COMPLETED, _S.TERMINATED, _S.WITHDRAWN, _S.ACTIVE_NOT_RECRUITING}
_ENDED_EARLY = {_S.TERMINATED, _S.WITHDRAWN, _S.SUSPENDED}


def _status(study: Study) -> tuple[str, str]:
    return "OverallStatus", status_words(study.status).word


def enrolled_while_open(study: Study, today: date) -> Iterator[Odds]:
    """Open, yet the number of people is given as final."""
    enrolled = study.enrollment
    if (
        study.status in {_S.RECRUITING, _S.NOT_YET_RECRUITING}
        and enrolled
        and enrolled.kind is DateType.ACTUAL
    ):
        yield Odds(
            words="The record says that people can still join, but gives the number of people as final.",
            values=(_status(study), ("EnrollmentType", f"{enrolled.count:,}, actual")),
        )


def planned_when_done(study: Study, today: date) -> Iterator[Odds]:
    """Ended, yet the number of people is still a plan."""
    enrolled = study.enrollment
    if study.status in _DONE and enrolled and enrolled.kind is DateType.ESTIMATED:
        yield Odds(
            words="The study has ended, but the record still gives only the planned number of people.",
            values=(_status(study), ("EnrollmentType", f"{enrolled.count:,}, estimated")),
        )


def people_in_withdrawn(study: Study, today: date) -> Iterator[Odds]:
    """Called off before anyone joined, yet people are counted."""
    enrolled = study.enrollment
    if study.status is _S.WITHDRAWN and enrolled and enrolled.kind is DateType.ACTUAL and enrolled.count > 0:
        yield Odds(
            words="Called off before anyone joined, yet the record counts people.",
            values=(_status(study), ("EnrollmentCount", plural(enrolled.count, "person", "people"))),
        )


def nobody_in_completed(study: Study, today: date) -> Iterator[Odds]:
    """Finished, yet with no one in it."""
    enrolled = study.enrollment
    if study.status is _S.COMPLETED and enrolled and enrolled.kind is DateType.ACTUAL and enrolled.count == 0:
        if study.study_type is StudyType.EXPANDED_ACCESS:
            return
        yield Odds(
            words="The record says that the study is finished, and that no one took part.",
            values=(_status(study), ("EnrollmentCount", "0")),
        )


def no_site_open(study: Study, today: date) -> Iterator[Odds]:
    """Open, yet every listed site is not."""
    known = [s.status for s in study.sites if s.status is not None]
    if (
        study.status is _S.RECRUITING
        and known
        and len(known) == len(study.sites)
        and _S.RECRUITING not in known
    ):
        yield Odds(
            words="The record says open, but no site in it takes people.",
            values=(_status(study), ("LocationStatus", f"0 of {plural(len(known), 'site')} open")),
        )


def site_open_in_closed(study: Study, today: date) -> Iterator[Odds]:
    """Closed, yet a site is listed as open."""
    count = sum(s.status is _S.RECRUITING for s in study.sites)
    if study.status in _SHUT and count:
        yield Odds(
            words="The record says closed to new people, but lists an open site.",
            values=(_status(study), ("LocationStatus", plural(count, "site") + " open")),
        )


def reason_without_stop(study: Study, today: date) -> Iterator[Odds]:
    """A reason for stopping, though the study did not stop."""
    if study.why_stopped and study.status not in _ENDED_EARLY | {_S.UNKNOWN, _S.NO_LONGER_AVAILABLE}:
        yield Odds(
            words="The record gives a reason for stopping, but does not say that the study stopped.",
            values=(_status(study), ("WhyStopped", study.why_stopped)),
        )


def stop_without_reason(study: Study, today: date) -> Iterator[Odds]:
    """Stopped, and the record does not say why."""
    if study.status in {_S.TERMINATED, _S.WITHDRAWN} and not study.why_stopped:
        yield Odds(
            words="The study ended early or was called off. The record does not say why.",
            values=(_status(study), ("WhyStopped", "left empty")),
        )


def status_unchecked(study: Study, today: date) -> Iterator[Odds]:
    """Says open, yet nobody has checked for two years."""
    dates = [d for d in (study.dates.verified, study.dates.last_update) if d is not None]
    if study.status not in {_S.RECRUITING, _S.NOT_YET_RECRUITING} or not dates:
        return
    newest = max(dates, key=lambda d: d.latest)
    said = "open" if study.status is _S.RECRUITING else "that the study is still to open"
    if (today - newest.latest).days > 730:
        yield Odds(
            words=f"The record says {said}, but nobody has checked it for more than two years.",
            values=(_status(study), ("StatusVerifiedDate", newest.iso)),
        )


RULES: dict[str, Callable[[Study, date], Iterator[Odds]]] = {
    "final count while open": enrolled_while_open,
    "planned count when ended": planned_when_done,
    "people in a withdrawn study": people_in_withdrawn,
    "nobody in a finished study": nobody_in_completed,
    "open without an open site": no_site_open,
    "open site in a closed study": site_open_in_closed,
    "reason without a stop": reason_without_stop,
    "stop without a reason": stop_without_reason,
    "open but unchecked": status_unchecked,
}
