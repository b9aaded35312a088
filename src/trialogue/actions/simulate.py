"""Simulated people and answers for the demonstration studies, so that a newcomer sees a living page.

Only studies that come with the program get them, only in a store that holds no other study, and a note
in the store names those studies: whatever is counted from them is shown as simulated. The people have
no address, so no mail is written. The same day gives the same people, answers and times.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.actions.packet import build_packet
from trialogue.actions.studies import ReadStudy, offer_now, read_study
from trialogue.model.application import Event, EventKind
from trialogue.model.desk import site_key
from trialogue.model.profile import Answer, Profile
from trialogue.registry.demo import is_demo
from trialogue.store import applications, people, studies
from trialogue.store.applications import NewApplication
from trialogue.store.counts import count_check
from trialogue.store.notes import note, put_note
from trialogue.store.people import ContactDetails

NOTE = "simulated people"
_SEED = 20_261_124
_SITES = 3
_CONSENT = "Nobody agreed to anything: this request is simulated."


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many ask a study, over how many days up to now, and the mean days to an answer."""

    nct_id: str
    people: int
    days: int
    answer: float


CROWDS = (
    Crowd(nct_id="NCT99000001", people=64, days=120, answer=4.0),
    Crowd(nct_id="NCT99000002", people=72, days=150, answer=9.0),
    Crowd(nct_id="NCT99000010", people=23, days=60, answer=2.0),
)
_ENDINGS = {
    EventKind.ACCEPTED: 0.35,
    EventKind.DECLINED: 0.35,
    EventKind.ACKNOWLEDGED: 0.2,
    EventKind.WITHDRAWN: 0.1,
}


def simulated_studies(conn: Connection) -> frozenset[str]:
    """The studies whose people are simulated here; none on an instance with real ones."""
    return frozenset((note(conn, NOTE) or "").split())


def simulate_people(office: Office) -> int:
    """Put them. Returns how many; 0 where they are there already or a study is not a demonstration."""
    with office.database.write() as conn:
        if simulated_studies(conn) or not all(is_demo(nct_id) for nct_id in studies.all_ids(conn)):
            return 0
        put_note(conn, NOTE, " ".join(crowd.nct_id for crowd in CROWDS))
        return sum(_crowd(office, conn, crowd) for crowd in CROWDS)


def _crowd(office: Office, conn: Connection, crowd: Crowd) -> int:
    dice = random.Random(f"{_SEED}/{crowd.nct_id}")  # noqa: S311
    now = office.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    read = read_study(conn, crowd.nct_id)
    sites = [site_key(site) for site in offer_now(office, conn, read.study).sites[:_SITES]]
    for number in range(crowd.people):
        sent = now - timedelta(days=1 + dice.random() * crowd.days)
        _person(office, conn, read, (crowd, number, dice.choice(sites)), (sent, now, dice))
        _checks(conn, crowd.nct_id, sent, dice)
    return crowd.people


def _person(
    office: Office,
    conn: Connection,
    read: ReadStudy,
    who: tuple[Crowd, int, str],
    when: tuple[datetime, datetime, random.Random],
) -> None:
    (crowd, number, site), (sent, now, dice) = who, when
    contact = ContactDetails(name=f"Simulated person {number + 1}")
    person = people.create_person(conn, office.ring, sent, contact)
    packet = build_packet(read, _answers(dice), contact, sent.date())
    new = NewApplication(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"simulated/{crowd.nct_id}/{number}").hex,
        person=person,
        nct_id=read.study.nct_id,
        site=site,
        sent_by=person,
        packet=packet,
        consent=_CONSENT,
    )
    first, *rest = _events(sent, now, crowd.answer, dice)
    applications.put_application(conn, office.ring, new, first)
    for event in rest:
        applications.put_event(conn, office.ring, new.id, event)
    if rest and rest[-1].kind is EventKind.WITHDRAWN:
        applications.remove_packet(conn, new.id)


def _answers(dice: random.Random) -> Profile:
    age = Answer(value=float(round(min(88, max(19, dice.gauss(58, 13))))), unit="years")
    return Profile(answers={"age": age, "sex": Answer(value=dice.choice(("FEMALE", "MALE")))})


def _events(sent: datetime, now: datetime, answer: float, dice: random.Random) -> Iterator[Event]:
    """Sent; opened after a while; in the end an answer, unless that day has not come."""
    yield Event(seq=1, kind=EventKind.SENT, at=sent)
    opened = sent + timedelta(days=dice.expovariate(3 / answer))
    ends = opened + timedelta(days=dice.expovariate(1 / answer))
    (kind,) = dice.choices(tuple(_ENDINGS), tuple(_ENDINGS.values()))
    if opened < now:
        yield Event(seq=2, kind=EventKind.OPENED, at=opened)
    if ends < now:
        yield Event(seq=3, kind=kind, at=ends)


def _checks(conn: Connection, nct_id: str, sent: datetime, dice: random.Random) -> None:
    """Two in three who check do not ask; four in five come to the end."""
    started = dice.randint(2, 4)
    finished = sum(dice.random() < 0.8 for _ in range(started))
    count_check(conn, nct_id, sent.date(), started=started, finished=finished)
