"""A study with its criteria read, and what a person is offered about it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from trialogue.actions.office import Office
from trialogue.eligibility.ask import questions
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.read_context import context_of
from trialogue.eligibility.say import Statement, statement
from trialogue.errors import NotFoundError
from trialogue.model.criterion import CriteriaText, Criterion
from trialogue.model.desk import Capacity
from trialogue.model.ids import parse_nct_id
from trialogue.model.offer import Offer, offer_of
from trialogue.model.question import Question
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store import desks
from trialogue.store.studies import CurrentMark, current_mark, get_study_record, resolve


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

    def statement_of(self, criterion: Criterion) -> Statement:
        """A criterion of this study as a statement, worked out once."""
        found = self._said.get(criterion.id)
        if found is None:
            found = self._said[criterion.id] = statement(criterion)
        return found

    @cached_property
    def _said(self) -> dict[str, Statement]:
        return {}


def read_study(conn: Connection, nct_id_text: str) -> ReadStudy:
    """The current version of a study. Raises NotFoundError for an id that is none or not here."""
    try:
        nct_id = parse_nct_id(nct_id_text)
    except ValueError:
        raise NotFoundError("There is no such study here.") from None
    mark = current_mark(conn, nct_id)
    if mark is None:
        held = resolve(conn, nct_id)
        mark = None if held is None else current_mark(conn, held)
    if mark is None:
        raise NotFoundError("There is no such study here.")
    return _kept(conn, mark) or _read(conn, mark)


_KEPT: WeakKeyDictionary[Engine, dict[CurrentMark, ReadStudy]] = WeakKeyDictionary()
_MOST = 256
_MUTEX = Lock()


def _kept(conn: Connection, mark: CurrentMark) -> ReadStudy | None:
    return _KEPT.get(conn.engine, {}).get(mark)


def _read(conn: Connection, mark: CurrentMark) -> ReadStudy:
    record = get_study_record(conn, mark.nct_id)
    if record is None:
        raise NotFoundError("There is no such study here.")
    study = decode_study(record.content, Form(record.form))
    criteria = read_criteria(study.eligibility.criteria, context_of(study))
    read = ReadStudy(study=study, criteria=criteria, version=record.version)
    with _MUTEX:
        kept = _KEPT.setdefault(conn.engine, {})
        if len(kept) >= _MOST:
            del kept[next(iter(kept))]
        kept[mark] = read
    return read


def room_at_sites(office: Office, conn: Connection, study: Study) -> dict[str, Capacity]:
    """What each site that said something says of its room now, by site key."""
    return desks.capacities(conn, study.nct_id)


def offer_now(office: Office, conn: Connection, study: Study) -> Offer:
    """What a person is offered: from the record, and from what the desks say of their room."""
    today = office.clock().date()
    room = room_at_sites(office, conn, study)
    return offer_of(study, {key for key, said in room.items() if not said.takes_people(today)})
