"""What a person sees of typical times and days, and what desk and steward see of how far people come."""

from __future__ import annotations

import asyncio

from tests.fixtures.town import NORTH, STEWARD, Town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.deliver import deliver_due
from trialogue.actions.triage import Reply, triage
from trialogue.mail.mailer import MemoryMailer
from trialogue.model.application import EventKind


def answered(town: Town, count: int) -> None:
    """As many people, each answered after two days."""
    staff = town.staff("desk@north.example")
    for number in range(count):
        sent = town.applied(town.person(f"p{number}@home.example"))
        town.clock.pass_time(days=2)
        triage(town.office, staff, sent.id, Reply(kind=EventKind.ACCEPTED))
    while asyncio.run(deliver_due(town.office, MemoryMailer())).total:
        pass


def test_too_few_have_asked(town: Town) -> None:
    sent = town.applied(town.person("ada@home.example"))
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    page = ada.open(f"/me/requests/{sent.id}")
    assert "What happens next" in page
    assert "Fewer than 5 people have asked here" in page


def test_the_typical_time_has_its_number_and_interval(town: Town) -> None:
    answered(town, 8)
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    base = "/studies/NCT99900001/apply"
    ada.open(base)
    ada.send(base, site=NORTH)
    ada.send(f"{base}/what", name="Ada")
    page = ada.open(f"{base}/send")
    assert "At this site, half had an answer from a person within 2 days (95 % interval" in page
    assert "8 people asked; 0 of them have had no answer so far" in page
    ada.send(f"{base}/send", consent="yes")
    assert "9 people asked; 1 of them" in ada.page
    days = ada.open(f"{ada.path}/calendar.ics")
    assert "SUMMARY:Trialogue: see if there is an answer" in days
    for private in ("NCT99900001", "Clinic", "sclerosis", "Ada"):
        assert private not in days


def test_a_request_that_is_over_has_no_days(town: Town) -> None:
    staff = town.staff("desk@north.example")
    sent = town.applied(town.person("ada@home.example"))
    triage(town.office, staff, sent.id, Reply(kind=EventKind.DECLINED))
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    assert "calendar.ics" not in ada.open(f"/me/requests/{sent.id}")
    assert "VEVENT" not in ada.open(f"/me/requests/{sent.id}/calendar.ics")


def test_how_far_people_come(town: Town) -> None:
    answered(town, 12)
    staff, steward = Person(services_of(town)), Person(services_of(town))
    staff.sign_in("desk@north.example")
    steward.sign_in(STEWARD)
    for page in (staff.open("/desk/funnel"), steward.open("/steward/funnel")):
        assert "10 or more" in page
        assert "fewer than 10" in page
        assert ">12<" not in page
    page = steward.open("/steward")
    assert "GB free" in page
    assert "Never. Run" in page
