"""Reads of the store that pages share: the frame of every page, and the context of a study."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select

from trialogue.actions.derived import derive
from trialogue.actions.extracts import extract_of
from trialogue.errors import NotFoundError
from trialogue.index.city_points import located_study
from trialogue.insight.responsiveness import FEWEST
from trialogue.model.dates import PartialDate, parse_partial_date
from trialogue.model.ids import NctId
from trialogue.model.offer import offer_of
from trialogue.model.search import Near
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store import desks, studies, tables
from trialogue.store.application_tables import desk_capacity
from trialogue.store.counts import ASKED, people_who_asked
from trialogue.store.written import current_text, written_text
from trialogue.web.frame import Frame
from trialogue.web.sections import PageContext, RecordVersion

if TYPE_CHECKING:
    from trialogue.wiring import Services

# Looking through all versions for the newest update is quick up to about this many.
_FEW = 50_000
_VERSION, _EVENT = tables.study_version.c, tables.registry_event.c
_VERSIONS = (
    select(_VERSION.id, _VERSION.last_update, _VERSION.loaded_at, _EVENT.changed, tables.study.c.version_id)
    .join(tables.study, tables.study.c.nct_id == _VERSION.nct_id)
    .join(tables.registry_event, _EVENT.version_id == _VERSION.id, isouter=True)
    .where(_VERSION.nct_id == bindparam("id"))
    .order_by(_VERSION.last_update.desc(), _VERSION.id.desc())
)
# All that a page is made of and that may change: the record, the sites' own words, who has asked,
# what a language model wrote.
_MARKER = select(
    tables.study.c.event_id,
    select(func.max(desk_capacity.c.id)).where(desk_capacity.c.nct_id == bindparam("id")).scalar_subquery(),
    ASKED.scalar_subquery(),
    select(written_text.c.at).where(written_text.c.nct_id == bindparam("id")).scalar_subquery(),
).where(tables.study.c.nct_id == bindparam("id"))


def frame_reader(services: Services) -> Callable[[], Frame]:
    """A function that reads the frame of every page: operator, data date, demonstration or real."""

    def read() -> Frame:
        with services.database.read() as connection:
            total = studies.count(connection)
            first = connection.scalar(select(func.min(tables.study.c.nct_id)))
            loaded = studies.newest_load(connection)
            return Frame(
                operator=services.settings.operator,
                base_url=services.settings.base_url.rstrip("/"),
                studies=total,
                newest=_newest_update(connection) if 0 < total <= _FEW else None,
                loaded=loaded.date() if loaded else None,
                demo=str(first or "") >= "NCT99",
            )

    return read


def _newest_update(connection: Connection) -> date | None:
    text = connection.scalar(select(func.max(tables.study_version.c.last_update)))
    found = _partial(str(text or ""))
    return found.earliest if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A study as held here, and what its page needs beside it."""

    study: Study
    context: PageContext


Mark = tuple[int, int | None, bool, datetime | None]


def marker(connection: Connection, nct_id: NctId) -> Mark | None:
    """Changes with the current record of a study, what its sites say of their room, whether enough
    people have asked to show how fast there is an answer, and what a language model wrote; None where
    the study is unknown."""
    row = connection.execute(_MARKER, {"id": nct_id, "nct_id": nct_id}).one_or_none()
    return None if row is None else (row[0], row[1], int(row[2] or 0) >= FEWEST, row[3])


def has_answer_times(connection: Connection, nct_id: NctId) -> bool:
    """Whether enough people have asked here for the page that says how fast there is an answer."""
    return people_who_asked(connection, nct_id) >= FEWEST


def read_held(
    connection: Connection, nct_id: NctId, today: date, near: Near | None = None, *, written: bool = False
) -> Held:
    """Decode the current record. ``written``: with a language model's text. Raises NotFoundError."""
    record = studies.get_current(connection, nct_id)
    if record is None:
        raise NotFoundError(f"This site does not hold the trial {nct_id}.")
    study = located_study(decode_study(record.content, Form(record.form)))
    said = desks.capacities(connection, nct_id)
    read = extract_of(connection, study)
    versions, loaded = _versions(connection, nct_id)
    context = PageContext(
        today=today,
        criteria=read.criteria,
        offer=offer_of(study, {key for key, one in said.items() if not one.takes_people(today)}),
        near=near,
        loaded=loaded,
        versions=versions,
        answered=has_answer_times(connection, nct_id),
        derived={"derived": derive(connection, study, read, today, said)},
        written=current_text(connection, nct_id) if written else None,
    )
    return Held(study=study, context=context)


def _versions(connection: Connection, nct_id: NctId) -> tuple[tuple[RecordVersion, ...], date | None]:
    """The versions held here, newest first; when the current one came in."""
    rows = connection.execute(_VERSIONS, {"id": nct_id}).all()
    loaded = next((row.loaded_at.date() for row in rows if row.id == row.version_id), None)
    versions = (
        RecordVersion(
            updated=_partial(row.last_update),
            loaded=row.loaded_at.date(),
            changed=tuple(row.changed or ()),
        )
        for row in rows
    )
    return tuple(versions), loaded


def _partial(text: str) -> PartialDate | None:
    with suppress(ValueError):
        return parse_partial_date(text)
    return None
