"""Real records for the bench of the reader: the whole registry sample, and what is open in it."""

from __future__ import annotations

from collections.abc import Iterator

from bench.shared import shared_data
from trialogue.errors import BadDataError
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import Unreadable

OPEN = {
    RecruitmentStatus.RECRUITING,
    RecruitmentStatus.NOT_YET_RECRUITING,
    RecruitmentStatus.ENROLLING_BY_INVITATION,
}


def studies(name: str) -> Iterator[Study]:
    """The studies of one file of the registry folder; what cannot be decoded is left out."""
    for record in read_records([shared_data() / "registry" / name]):
        if isinstance(record, Unreadable):
            continue
        try:
            yield decode_study(record.content, record.form)
        except BadDataError:
            continue


def recruiting(name: str = "v2_native.jsonl.gz") -> list[Study]:
    """The studies that take people, or will."""
    return [study for study in studies(name) if study.status in OPEN]
