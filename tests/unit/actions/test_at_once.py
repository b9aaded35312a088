"""Two at once: one wins, the other is told, nothing is lost or doubled. On both engines."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select
from tests.fixtures.town import Town

from trialogue.actions.requests import read_request, withdraw, write_to_desk
from trialogue.actions.triage import Reply, triage
from trialogue.errors import ConflictError, TrialogueError
from trialogue.model.application import EventKind
from trialogue.store.application_tables import application, application_event
from trialogue.store.audit import verify


def at_once(*deeds: Callable[[], Any]) -> list[object]:
    """Do all in threads that start together; what each gave back, or its error."""
    barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index: int, deed: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[index] = deed()
        except TrialogueError as error:
            results[index] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(results)


def test_withdraw_and_accept(town: Town) -> None:
    staff, winners = town.staff("desk@north.example"), Counter[str]()
    for number in range(12):
        ada = town.person(f"a{number}@home.example")
        sent = town.applied(ada)
        office = town.office
        results = at_once(
            lambda office=office, ada=ada, sent=sent: withdraw(office, ada, sent.id),  # type: ignore[misc]
            lambda office=office, sent=sent: triage(office, staff, sent.id, Reply(kind=EventKind.ACCEPTED)),  # type: ignore[misc]
        )
        found = read_request(town.office, ada, sent.id).application
        kinds = [event.kind.value for event in found.events]
        # The acceptance may come first; the withdrawal then follows it or is told to look again.
        assert kinds in (["sent", "withdrawn"], ["sent", "accepted"], ["sent", "accepted", "withdrawn"])
        refused = sum(isinstance(result, ConflictError) for result in results)
        assert refused == 3 - len(kinds)
        winners[kinds[1]] += 1
    assert sum(winners.values()) == 12
    with town.office.database.read() as conn:
        assert verify(conn, town.office.ring).broken_at is None


def test_the_same_form_sent_at_once_is_one_request(town: Town) -> None:
    ada = town.person("ada@home.example")
    results = at_once(*[lambda: town.applied(ada, id="one")] * 5)
    assert not [result for result in results if isinstance(result, Exception)]
    with town.office.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(application)) == 1
        assert conn.scalar(select(func.count()).select_from(application_event)) == 1


def test_many_events_of_one_request_never_share_a_number(town: Town) -> None:
    ada = town.person("ada@home.example")
    sent = town.applied(ada)
    results = at_once(*[lambda: write_to_desk(town.office, ada, sent.id, "Hello.")] * 8)
    done = [result for result in results if not isinstance(result, ConflictError)]
    assert done
    found = read_request(town.office, ada, sent.id).application
    assert [event.seq for event in found.events] == list(range(1, len(done) + 2))


def test_two_colleagues_answer_at_once(town: Town) -> None:
    staff, other = town.staff("desk@north.example"), town.staff("nurse@north.example")
    sent = town.applied(town.person("ada@home.example"))
    results = at_once(
        lambda: triage(town.office, staff, sent.id, Reply(kind=EventKind.DECLINED)),
        lambda: triage(town.office, other, sent.id, Reply(kind=EventKind.DECLINED)),
    )
    assert sum(isinstance(result, ConflictError) for result in results) == 1
