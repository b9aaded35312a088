"""The record itself: its dates, its numbers, its versions, and the words of caution."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.dates import PartialDate
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.sentence import Sentence, say
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, RecordVersion, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class TheRecord:
    """``rows``: (what, value). ``address`` is the record at the registry."""

    rows: tuple[tuple[str, Sentence], ...]
    versions: tuple[RecordVersion, ...]
    sharing: tuple[str, ...]
    address: str
    loaded: str


def registry_address(study: Study) -> str:
    """The record at the registry."""
    return f"https://clinicaltrials.gov/study/{study.nct_id}"


def the_record(study: Study, context: PageContext) -> SectionView | None:
    """Dates and numbers of the record, versions held here, and where to read it at its source."""
    return SectionView(
        id="record-facts",
        group=Group.RECORD,
        template="study/record.html",
        data=TheRecord(
            rows=tuple((key, say(study, value, piece)) for key, value, piece in _rows(study) if value),
            versions=context.versions,
            sharing=_sharing(study),
            address=registry_address(study),
            loaded=words.date_words(context.loaded),
        ),
    )


def _rows(study: Study) -> list[tuple[str, str, str]]:
    dates = study.dates
    ids = [record_text(study.org_study_id), *(record_text(i) for i in study.secondary_ids)]
    return [
        ("Registry number", str(study.nct_id), "NCTId"),
        ("Earlier numbers", ", ".join(study.aliases), "NCTIdAlias"),
        ("Other numbers", ", ".join(i for i in ids if i), "OrgStudyId, SecondaryId"),
        ("First sent in", _date(dates.first_submitted), "StudyFirstSubmitDate"),
        ("First posted", _date(dates.first_posted), "StudyFirstPostDate"),
        ("Last updated", _date(dates.last_update), "LastUpdateSubmitDate"),
        ("Last checked by the team", _date(dates.verified), "StatusVerifiedDate"),
        ("Results first posted", _date(dates.results_first_posted), "ResultsFirstPostDate"),
        ("Conditions", ", ".join(record_text(c) for c in study.conditions), "Condition"),
        ("Keywords", ", ".join(record_text(k) for k in study.keywords), "Keyword"),
    ]


def _date(value: PartialDate | None) -> str:
    return words.date_words(value)


def _sharing(study: Study) -> tuple[str, ...]:
    plan = study.data_sharing
    if plan is None or not plan.plan:
        return ()
    lines = [
        words.code_words("data_sharing", plan.plan),
        *map(record_text, (plan.description, plan.time_frame)),
    ]
    return tuple(line for line in lines if line)
