"""Lists of a desk: everything as a table, and which criteria people do not meet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from trialogue.actions.fhir import desk_bundle
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.policies import can_show_packet
from trialogue.actions.triage import check_desk_staff
from trialogue.model.application import ApplicationStatus
from trialogue.model.person import Actor, DeskKey
from trialogue.store.packets import Fields, SharedRequest, Verdicts, open_packets, shared_at

SMALLEST_COUNT = 10
_COLUMNS = ("request", "study", "site", "sent", "state", "outcome", "name", "e-mail", "phone", "note")
_CONTACT = "contact:"
_AT_A_TIME = 200
_FIELDS = msgspec.json.Decoder(Fields)
_VERDICTS = msgspec.json.Decoder(Verdicts)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCriterion:
    """A criterion that ``count`` of ``asked`` people at a desk do not meet."""

    desk: DeskKey
    words: str
    count: int
    asked: int


def export_csv(office: Office, actor: Actor) -> Iterator[str]:
    """One row a request that the desk may see, with a column for each answer that anybody shared.

    It comes in pieces, the first of them the head. Who may, and that it was taken, is settled before.
    """
    return _table(office, _noted(office, actor))


def export_fhir(office: Office, actor: Actor) -> Iterator[bytes]:
    """The same as a FHIR R4 bundle (``actions.fhir``)."""
    return desk_bundle(_batches(office, _noted(office, actor), _FIELDS), office.link(""), office.clock())


def _noted(office: Office, actor: Actor) -> Sequence[SharedRequest]:
    """What the actor takes out, written into the trail."""
    check_desk_staff(actor)
    found: list[SharedRequest] = []
    for desk in sorted(actor.answers, key=_order):
        check_do(actor, Action.EXPORT_DESK, Thing(desk=desk))
        found += _shared(office, desk)
    with office.database.write() as conn:
        office.deed(conn, actor, "take a desk's list out", f"person:{actor.id}", str(len(found)))
    return found


def _order(desk: DeskKey) -> tuple[str, str]:
    return desk.nct_id, desk.site


def _shared(office: Office, desk: DeskKey) -> tuple[SharedRequest, ...]:
    with office.database.read() as conn:
        return shared_at(conn, desk, [status for status in ApplicationStatus if can_show_packet(status)])


def _batches(
    office: Office, found: Sequence[SharedRequest], decoder: msgspec.json.Decoder[T]
) -> Iterator[Sequence[tuple[SharedRequest, T]]]:
    for start in range(0, len(found), _AT_A_TIME):
        with office.database.read() as conn:
            batch = list(open_packets(conn, office.ring, found[start : start + _AT_A_TIME], decoder))
        yield batch


def _table(office: Office, found: Sequence[SharedRequest]) -> Iterator[str]:
    labels = {
        field.label
        for batch in _batches(office, found, _FIELDS)
        for _, packet in batch
        for field in packet.fields
        if not field.key.startswith(_CONTACT)
    }
    columns = sorted(labels)
    yield _lines([(*_COLUMNS, *columns)])
    for batch in _batches(office, found, _FIELDS):
        yield _lines(_row(request, packet, columns) for request, packet in batch)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([_safe(value) for value in row] for row in rows)
    return text.getvalue()


def _row(request: SharedRequest, packet: Fields, columns: Sequence[str]) -> Sequence[str]:
    shared = {f.key: f.value for f in packet.fields}
    answers = {f.label: f.value for f in packet.fields if not f.key.startswith(_CONTACT)}
    return (
        request.id,
        request.nct_id,
        request.site,
        request.sent_at.date().isoformat(),
        request.status.value,
        packet.outcome.value if packet.outcome else "",
        *(shared.get(_CONTACT + name, "") for name in ("name", "address", "phone")),
        packet.note,
        *(answers.get(label, "") for label in columns),
    )


def _safe(value: str) -> str:
    # A spreadsheet runs a cell that begins with one of these as a formula.
    return "'" + value if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def failed_criteria(office: Office, actor: Actor) -> tuple[FailedCriterion, ...]:
    """For each desk: criteria that at least ten people do not meet, and at least ten others do not
    fail (else the count's complement would point at few people)."""
    check_desk_staff(actor)
    found: list[FailedCriterion] = []
    for desk in sorted(actor.desks, key=_order):
        asked, failed = _judged(office, desk)
        found += [
            FailedCriterion(desk=desk, words=words, count=count, asked=asked[words])
            for words, count in failed.most_common()
            if can_show_count(count, asked[words])
        ]
    return tuple(found)


def _judged(office: Office, desk: DeskKey) -> tuple[Counter[str], Counter[str]]:
    """For each criterion's words, of how many it is known, and how many of them do not meet it."""
    asked: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for batch in _batches(office, _shared(office, desk), _VERDICTS):
        for _, packet in batch:
            asked.update({v.words for v in packet.verdicts if v.criterion and v.truth != "unknown"})
            failed.update({v.words for v in packet.verdicts if v.criterion and v.truth == "not met"})
    return asked, failed


def can_show_count(count: int, total: int) -> bool:
    """A count is shown where it and what is left of the total are both ten or more, or nothing is left."""
    return count >= SMALLEST_COUNT and (total - count >= SMALLEST_COUNT or total == count)
