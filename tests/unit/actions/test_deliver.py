"""Mail goes out through a real SMTP server: once, again after trouble, never twice to one who reads."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.post_office import PostOffice
from tests.fixtures.town import STEWARD, Town

from trialogue.actions.deliver import GIVE_UP, LEASE, Delivered, deliver_due, pause_after
from trialogue.actions.sign_in import Browser, ask_link
from trialogue.actions.steward import resend, steward_page
from trialogue.errors import NotFoundError, UsageError
from trialogue.mail.mailbox import read_mailbox
from trialogue.mail.mailer import FolderMailer, MemoryMailer, SmtpMailer, open_mailer
from trialogue.model.mail import Mail
from trialogue.store import outbox
from trialogue.store.application_tables import outbox as outbox_table
from trialogue.store.sessions import new_token


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """An open post office."""
    office = PostOffice()
    office.open()
    yield office
    office.close()


def _mailer(post_office: PostOffice) -> SmtpMailer:
    mailer = open_mailer(post_office.url, "Trialogue <no-reply@trials.example>", Path("unused"))
    assert isinstance(mailer, SmtpMailer)
    return mailer


def _round(town: Town, post_office: PostOffice) -> Delivered:
    return asyncio.run(deliver_due(town.office, _mailer(post_office)))


def test_mails_arrive_and_say_nothing(town: Town, post_office: PostOffice) -> None:
    town.staff("desk@north.example")
    sent = town.applied(town.person("ada@home.example"), note="My illness is secret.")
    assert _round(town, post_office) == Delivered(sent=2)
    assert _round(town, post_office) == Delivered()
    assert {str(mail["To"]) for mail in post_office.mails} == {"ada@home.example", "desk@north.example"}
    for mail in post_office.mails:
        text = mail.as_string()
        assert sent.id in text
        for private in ("secret", "sclerosis", "NCT99900001", "walking"):
            assert private not in text
        assert str(mail["Message-ID"]).endswith("@trials.example>")
        assert mail["Auto-Submitted"] == "auto-generated"
    with town.office.database.read() as conn:
        assert all(cell is None for cell in conn.scalars(select(outbox_table.c.mail_cipher)))


def test_a_server_that_is_away_for_an_hour_loses_nothing(town: Town, post_office: PostOffice) -> None:
    town.staff("desk@north.example")
    town.applied(town.person("ada@home.example"))
    post_office.close()
    for _ in range(20):
        town.clock.pass_time(minutes=3)
        _round(town, post_office)
    with town.office.database.read() as conn:
        state = outbox.queue_state(conn)
    assert (state.waiting, state.delayed, state.failed) == (2, 2, 0)
    post_office.open()
    town.clock.pass_time(hours=4)
    assert _round(town, post_office).sent == 2
    assert set(post_office.ids().values()) == {1}


def test_later_is_tried_again_and_never_ends(town: Town, post_office: PostOffice) -> None:
    town.applied(town.person("ada@home.example"))
    post_office.answer = "451 try later"
    assert _round(town, post_office).delayed == 2
    assert _round(town, post_office).total == 0
    post_office.answer = "550 no such user"
    town.clock.pass_time(minutes=1)
    assert _round(town, post_office).failed == 2
    steward = town.person(STEWARD)
    failed = steward_page(town.office, steward).failed
    assert [row[2] for row in failed] == ["SMTP 550", "SMTP 550"]
    post_office.answer = "250 OK"
    resend(town.office, steward, failed[0][0])
    with pytest.raises(NotFoundError):
        resend(town.office, steward, failed[0][0])
    assert _round(town, post_office).sent == 1


def test_it_gives_up_after_days(town: Town, post_office: PostOffice) -> None:
    town.applied(town.person("ada@home.example"))
    post_office.close()
    _round(town, post_office)
    town.clock.pass_time(seconds=(GIVE_UP + timedelta(hours=1)).total_seconds())
    assert _round(town, post_office).failed == 2


def test_pauses_grow_to_four_hours() -> None:
    pauses = [pause_after(n).total_seconds() for n in range(1, 40)]
    assert pauses[:4] == [30, 60, 120, 240]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 4 * 3600


def test_a_worker_that_died_before_it_could_say_so(town: Town, post_office: PostOffice) -> None:
    town.applied(town.person("ada@home.example"))
    with town.office.database.write() as conn:
        leased = outbox.lease(conn, town.office.ring, town.clock(), limit=10, life=LEASE)
    mailer = _mailer(post_office)
    for letter in leased:
        asyncio.run(mailer.send(letter.mail, mail_id=letter.id, at=letter.created_at))
    assert _round(town, post_office).total == 0
    town.clock.pass_time(minutes=6)
    assert _round(town, post_office).sent == len(leased)
    assert len(post_office.ids()) == len(leased)


def test_two_workers_never_get_one_mail(town: Town) -> None:
    for number in range(12):
        ask_link(town.office, f"a{number}@home.example", "/me", Browser(token=new_token(), place=f"{number}"))
    mailers = [MemoryMailer() for _ in range(3)]

    async def all_at_once() -> list[Delivered]:
        return await asyncio.gather(*(deliver_due(town.office, mailer) for mailer in mailers))

    done = asyncio.run(all_at_once())
    assert sum(one.sent for one in done) == 12
    ids = [mail_id for mailer in mailers for mail_id in mailer.sent]
    assert len(ids) == len(set(ids)) == 12


def test_the_folder_and_the_memory_hold_what_the_server_gets(
    town: Town, post_office: PostOffice, tmp_path: Path
) -> None:
    mail = Mail(to="ada@home.example", subject="News", text="Grüße, one line\nand another: ≤ 5\n")
    folder = open_mailer("", "Trialogue <no-reply@localhost>", tmp_path / "mailbox")
    assert isinstance(folder, FolderMailer)
    memory, server = MemoryMailer(), _mailer(post_office)
    for mailer in (folder, memory, server):
        for _ in range(2):
            asyncio.run(mailer.send(mail, mail_id="one", at=town.clock()))
    (local,) = read_mailbox(tmp_path / "mailbox")
    assert memory.sent == {"one": mail}
    body = post_office.mails[0].get_content().replace("\r\n", "\n")
    assert (local.to, local.subject, local.text.replace("\r\n", "\n")) == (mail.to, mail.subject, mail.text)
    assert body.rstrip("\n") == mail.text.rstrip("\n")
    assert post_office.ids() == {post_office.mails[0]["Message-ID"]: 2}


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", "smtp://h:port"])
def test_wrong_addresses_of_servers(url: str) -> None:
    with pytest.raises(UsageError, match="smtp_url"):
        open_mailer(url, "Trialogue <no-reply@localhost>", Path("unused"))


def test_a_mail_cannot_carry_headers_of_others() -> None:
    for wrong in ({"to": "a@b\r\nBcc: c@d"}, {"subject": "News\nBcc: c@d"}):
        with pytest.raises(ValueError, match="one line"):
            Mail(**{"to": "a@b.example", "subject": "News", "text": "", **wrong})
    with pytest.raises(ValueError, match="letters, digits"):
        asyncio.run(
            MemoryMailer().send(Mail(to="a@b.example", subject="", text=""), mail_id="a b", at=None)  # type: ignore[arg-type]
        )
    assert re.match("smtps", "smtps://user:pass@mail.example")
    opened = open_mailer("smtps://us%40er:pa%3Ass@mail.example", "T <t@t.example>", Path("unused"))
    assert isinstance(opened, SmtpMailer)
    assert (opened.user, opened.password, opened.port, opened.tls) == ("us@er", "pa:ss", 465, True)
    assert "pa:ss" not in repr(opened)
