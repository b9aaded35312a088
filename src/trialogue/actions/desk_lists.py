"""Lists of a desk: everything as a table, and which criteria people do not meet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from trialogue.actions.fhir import desk_bundle
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.policies import can_show_packet
from trialogue.actions.triage import check_desk_staff
from trialogue.model.application import Application, Packet
from trialogue.model.person import Actor, DeskKey
from trialogue.store import inbox

SMALLEST_COUNT = 10
_COLUMNS = ("request", "study", "site", "sent", "state", "outcome", "name", "e-mail", "phone", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCriterion:
    """A criterion that ``count`` of ``asked`` people at a desk do not meet."""

    desk: DeskKey
    words: str
    count: int
    asked: int


def _packets(office: Office, desk: DeskKey) -> list[tuple[Application, Packet]]:
    with office.database.read() as conn:
        found = inbox.packets_at(conn, office.ring, desk)
        return [(one, packet) for one, packet in found if can_show_packet(one.status)]


def export_csv(office: Office, actor: Actor) -> str:
    """One row a request that the desk may see, with a column for each answer that anybody shared."""
    rows = [_row(application, packet) for application, packet in _shared_with(office, actor)]
    labels = sorted({label for row in rows for label in row} - set(_COLUMNS))
    text = io.StringIO()
    writer = csv.DictWriter(text, [*_COLUMNS, *labels], restval="")
    writer.writerow({name: _safe(name) for name in writer.fieldnames})
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    _note_export(office, actor, len(rows))
    return text.getvalue()


def export_fhir(office: Office, actor: Actor) -> str:
    """The same as a FHIR R4 bundle (``actions.fhir``)."""
    found = _shared_with(office, actor)
    _note_export(office, actor, len(found))
    return desk_bundle(found, office.link(""), office.clock())


def _shared_with(office: Office, actor: Actor) -> list[tuple[Application, Packet]]:
    check_desk_staff(actor)
    found = []
    for desk in sorted(actor.answers, key=lambda d: (d.nct_id, d.site)):
        check_do(actor, Action.EXPORT_DESK, Thing(desk=desk))
        found += _packets(office, desk)
    return found


def _note_export(office: Office, actor: Actor, count: int) -> None:
    with office.database.write() as conn:
        office.deed(conn, actor, "take a desk's list out", f"person:{actor.id}", str(count))


def _row(application: Application, packet: Packet) -> dict[str, str]:
    contact = {f.label: f.value for f in packet.fields if f.key.startswith("contact:")}
    answers = {f.label: f.value for f in packet.fields if not f.key.startswith("contact:")}
    return {
        "request": application.id,
        "study": application.nct_id,
        "site": application.site or "",
        "sent": application.events[0].at.date().isoformat(),
        "state": application.status.value,
        "outcome": packet.outcome.value if packet.outcome else "",
        "name": contact.get("Name", ""),
        "e-mail": contact.get("E-mail", ""),
        "phone": contact.get("Phone", ""),
        "note": packet.note,
        **answers,
    }


def _safe(value: str) -> str:
    # A spreadsheet runs a cell that begins with one of these as a formula.
    return "'" + value if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def failed_criteria(office: Office, actor: Actor) -> tuple[FailedCriterion, ...]:
    """For each desk: criteria that at least ten people do not meet, and at least ten others do not
    fail (else the count's complement would point at few people)."""
    check_desk_staff(actor)
    found: list[FailedCriterion] = []
    for desk in sorted(actor.desks, key=lambda d: (d.nct_id, d.site)):
        packets = [packet for _, packet in _packets(office, desk)]
        asked: Counter[str] = Counter()
        failed: Counter[str] = Counter()
        for packet in packets:
            known = {v.words for v in packet.verdicts if v.criterion and v.truth != "unknown"}
            asked.update(known)
            failed.update({v.words for v in packet.verdicts if v.criterion and v.truth == "not met"})
        found += [
            FailedCriterion(desk=desk, words=words, count=count, asked=asked[words])
            for words, count in failed.most_common()
            if can_show_count(count, asked[words])
        ]
    return tuple(found)


def can_show_count(count: int, total: int) -> bool:
    """A count is shown where it and what is left of the total are both ten or more, or nothing is left."""
    return count >= SMALLEST_COUNT and (total - count >= SMALLEST_COUNT or total == count)
