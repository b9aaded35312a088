"""A study with its criteria read, and what a person is offered about it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.eligibility.ask import questions
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.read_context import context_of
from trialogue.errors import NotFoundError
from trialogue.model.criterion import CriteriaText
from trialogue.model.desk import Capacity
from trialogue.model.ids import parse_nct_id
from trialogue.model.offer import Offer, offer_of
from trialogue.model.question import Question
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store import desks
from trialogue.store.studies import get_study_record, resolve


@dataclass(frozen=True, kw_only=True)
class ReadStudy:
    """A study, its criteria, and the number of the version that was read. The last ones are kept."""

    study: Study
    criteria: CriteriaText
    version: int

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question of the study, by its key."""
        return {question.key: question for question in questions(self.study, self.criteria)}


def read_study(conn: Connection, nct_id_text: str) -> ReadStudy:
    """The current version of a study. Raises NotFoundError for an id that is none or not here."""
    try:
        nct_id = resolve(conn, parse_nct_id(nct_id_text))
    except ValueError:
        nct_id = None
    record = None if nct_id is None else get_study_record(conn, nct_id)
    if record is None:
        raise NotFoundError("There is no such study here.")
    return _read(record.content, record.form, record.version)


@lru_cache(maxsize=256)
def _read(content: bytes, form: str, version: int) -> ReadStudy:
    study = decode_study(content, Form(form))
    criteria = read_criteria(study.eligibility.criteria, context_of(study))
    return ReadStudy(study=study, criteria=criteria, version=version)


def room_at_sites(office: Office, conn: Connection, study: Study) -> dict[str, Capacity]:
    """What each site that said something says of its room now, by site key."""
    return desks.capacities(conn, study.nct_id)


def offer_now(office: Office, conn: Connection, study: Study) -> Offer:
    """What a person is offered: from the record, and from what the desks say of their room."""
    today = office.clock().date()
    room = room_at_sites(office, conn, study)
    return offer_of(study, {key for key, said in room.items() if not said.takes_people(today)})
