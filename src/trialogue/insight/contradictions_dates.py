"""Dates against each other, against the status, and against today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from trialogue.insight.odds import Odds
from trialogue.model.codes import DateType, Phase, RecruitmentStatus, StudyType
from trialogue.model.study import Milestone, Study
from trialogue.plain.words import date_words, status_words

_S = RecruitmentStatus
_RESULTS_DUE_DAYS = 365 + 30
# The rule that made the duty plain took effect on this day (42 CFR part 11).
_RULE_FROM = date(2017, 1, 18)


def _status(study: Study) -> tuple[str, str]:
    return "OverallStatus", status_words(study.status).word


def _value(piece: str, milestone: Milestone) -> tuple[str, str]:
    return piece, date_words(milestone.date)


def open_past_end(study: Study, today: date) -> Iterator[Odds]:
    """Open, yet the last visit of the last person lies in the past."""
    done = study.dates.completion
    if study.status in {_S.RECRUITING, _S.NOT_YET_RECRUITING} and done and done.date.latest < today:
        yield Odds(
            words="The record says that people can join, but its own end date has passed.",
            values=(_status(study), _value("CompletionDate", done)),
        )


def not_started_past_start(study: Study, today: date) -> Iterator[Odds]:
    """Not yet open, yet the start date has passed."""
    start = study.dates.start
    if study.status is _S.NOT_YET_RECRUITING and start and (today - start.date.latest).days > 60:
        yield Odds(
            words="The record says that the study has not opened yet, but its start date has passed.",
            values=(_status(study), _value("StartDate", start)),
        )


def actual_in_future(study: Study, today: date) -> Iterator[Odds]:
    """A date said to have come to pass, after the day on which the record was written."""
    written = study.dates.last_posted or study.dates.last_update
    if written is None:
        return
    for piece, milestone in (
        ("StartDate", study.dates.start),
        ("PrimaryCompletionDate", study.dates.primary_completion),
        ("CompletionDate", study.dates.completion),
    ):
        if milestone and milestone.kind is DateType.ACTUAL and milestone.date.earliest > written.latest:
            yield Odds(
                words="The record gives a date as past that lay ahead when the record was written.",
                values=(_value(piece, milestone), ("LastUpdatePostDate", date_words(written))),
            )


def out_of_order(study: Study, today: date) -> Iterator[Odds]:
    """Start, primary completion and completion in the wrong order."""
    dates = study.dates
    pairs = (
        ("StartDate", dates.start, "PrimaryCompletionDate", dates.primary_completion),
        ("PrimaryCompletionDate", dates.primary_completion, "CompletionDate", dates.completion),
        ("StartDate", dates.start, "CompletionDate", dates.completion),
    )
    for first_piece, first, then_piece, then in pairs:
        if first and then and first.date.earliest > then.date.latest:
            yield Odds(
                words="Two dates of the record are in the wrong order.",
                values=(_value(first_piece, first), _value(then_piece, then)),
            )
            return


def done_in_future(study: Study, today: date) -> Iterator[Odds]:
    """Finished, yet the end date lies ahead of the record or is still an estimate."""
    done = study.dates.completion
    if study.status is not _S.COMPLETED or done is None:
        return
    if done.kind is DateType.ESTIMATED:
        yield Odds(
            words="The study is finished, but the record gives its end date as an estimate.",
            values=(_status(study), _value("CompletionDate", done)),
        )


def start_estimated_when_running(study: Study, today: date) -> Iterator[Odds]:
    """Running or finished, yet the start is still an estimate."""
    start = study.dates.start
    running = {_S.RECRUITING, _S.ACTIVE_NOT_RECRUITING, _S.COMPLETED, _S.TERMINATED}
    if study.status in running and start and start.kind is DateType.ESTIMATED:
        yield Odds(
            words="The study has started, but the record gives its start date as an estimate.",
            values=(_status(study), _value("StartDate", start)),
        )


def results_overdue(study: Study, today: date) -> Iterator[Odds]:
    """A regulated trial past phase 1 whose main part ended over a year ago, without posted results.

    Whether the law applies to this very study cannot be told from the record; the words say so.
    """
    done = study.dates.primary_completion
    regulated = study.oversight.fda_drug or study.oversight.fda_device
    early = set(study.phases) <= {Phase.PHASE1, Phase.EARLY_PHASE1} and study.phases
    if not regulated or early or study.study_type is not StudyType.INTERVENTIONAL or study.has_results:
        return
    if study.status not in {_S.COMPLETED, _S.TERMINATED} or done is None or done.kind is not DateType.ACTUAL:
        return
    if done.date.earliest < _RULE_FROM:
        return
    if study.dates.results_first_posted is None and (today - done.date.latest).days > _RESULTS_DUE_DAYS:
        yield Odds(
            words=(
                "The main part ended more than a year ago and no results are posted. Such a study often has "
                "to post them."
            ),
            values=(_value("PrimaryCompletionDate", done), ("HasResults", "no")),
        )


RULES: dict[str, Callable[[Study, date], Iterator[Odds]]] = {
    "open past its end": open_past_end,
    "not open past its start": not_started_past_start,
    "past date ahead": actual_in_future,
    "dates out of order": out_of_order,
    "finished with an estimated end": done_in_future,
    "started with an estimated start": start_estimated_when_running,
    "results overdue": results_overdue,
}
