"""Carers, kept studies, everything taken out, everything erased: on both engines."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import ANSWERS, Town

from trialogue.actions import myself
from trialogue.actions.personal_data import erase, export_fhir, export_json
from trialogue.actions.requests import read_request, write_to_desk
from trialogue.actions.rounds import run_rounds
from trialogue.actions.triage import Reply, open_request, triage
from trialogue.errors import NotFoundError, UsageError
from trialogue.model.application import EventKind
from trialogue.model.person import Actor
from trialogue.store.application_tables import outbox
from trialogue.store.audit import verify
from trialogue.store.person_tables import person
from trialogue.store.personal import CIPHER, SEALED, of_person, owner_path, personal_tables
from trialogue.store.privacy import Privacy, privacy_of, unclassified
from trialogue.store.schema import whole_metadata
from trialogue.store.sessions import new_token, put_session

# Private columns of rows that belong to nobody yet: they can be read with a token only, and end soon.
_BY_TOKEN = {"session.draft_cipher", "session.device", "sign_in_link.address_cipher", "outbox.mail_cipher"}
# Kept without a name, so that nothing leads to a person; the rules of retention take it away.
_OF_NOBODY = {"appeal.comment_sealed"}


def test_every_column_has_a_class() -> None:
    assert unclassified(whole_metadata()) == ()


def test_private_columns_are_encrypted_and_go_with_the_person() -> None:
    for table in whole_metadata().sorted_tables:
        for column in table.columns:
            if privacy_of(column) in {Privacy.HEALTH, Privacy.CONTACT}:
                name = f"{table.name}.{column.name}"
                assert column.name.endswith((SEALED, CIPHER)) or name == "session.device", name
                owned = table.name == "person" or owner_path(table) is not None
                assert owned or name in _BY_TOKEN | _OF_NOBODY, name


def _lives(town: Town) -> tuple[Actor, str]:
    ada, staff = town.person("ada@home.example", ANSWERS), town.staff("desk@north.example")
    sent = town.applied(ada, note="Mondays are good.")
    triage(town.office, staff, sent.id, Reply(kind=EventKind.ASKED, words="Can you climb stairs?"))
    write_to_desk(town.office, ada, sent.id, "With help.")
    myself.keep_study(town.office, ada, OPEN_STUDY, alert=True)
    with town.office.database.write() as conn:
        put_session(conn, new_token(), ada.id, "Firefox on Linux", town.clock())
    return ada, sent.id


def test_everything_can_be_taken_out(town: Town) -> None:
    ada, sent = _lives(town)
    document = json.loads(export_json(town.office, ada))
    tables = document["tables"]
    assert tables["person"][0]["address"] == "ada@home.example"
    assert json.loads(tables["profile"][0]["answers"])["age"]["value"] == 52
    assert "Mondays are good." in tables["application"][0]["packet"]
    assert {row["words"] for row in tables["application_event"]} >= {"Can you climb stairs?", "With help."}
    assert tables["saved_study"][0]["nct_id"] == OPEN_STUDY
    assert tables["session"][0]["device"] == "Firefox on Linux"
    assert set(tables) == {table.name for table in personal_tables()}
    text = json.dumps(document)
    for secret in ("wrapped_key", "address_mark", "cipher"):
        assert secret not in text
    assert sent in text
    eve = json.loads(export_json(town.office, town.person("eve@home.example")))
    assert sent not in json.dumps(eve)


def test_answers_go_out_as_fhir(town: Town) -> None:
    document = json.loads(export_fhir(town.office, town.person("ada@home.example", ANSWERS)))
    assert document["resourceType"] == "QuestionnaireResponse"
    assert document["status"] == "completed"
    by_id = {item["linkId"]: item["answer"][0] for item in document["item"]}
    assert by_id["age"] == {"valueQuantity": {"value": 52.0, "unit": "years"}}
    assert by_id["sex"] == {"valueString": "FEMALE"}


def test_erased_is_gone(town: Town) -> None:
    ada, sent = _lives(town)
    assert ada.id is not None
    erase(town.office, ada)
    with town.office.database.read() as conn:
        for table in personal_tables():
            left = conn.scalar(select(func.count()).select_from(table).where(of_person(table, ada.id)))
            assert left == 0, table.name
        assert conn.scalar(select(person.c.wrapped_key).where(person.c.id == ada.id)) is None
        kinds = conn.scalars(select(outbox.c.kind)).all()
        assert verify(conn, town.office.ring).broken_at is None
    assert "desk: withdrawn" in kinds
    assert not [kind for kind in kinds if kind.startswith("person:")]
    with pytest.raises(NotFoundError):
        open_request(town.office, town.staff("desk@north.example"), sent)
    again = town.person("ada@home.example")
    assert again.id != ada.id
    assert myself.my_page(town.office, again).applications == ()


def test_a_carer_acts_with_recorded_consent(town: Town) -> None:
    bob = town.person("bob@home.example")
    cem_id = myself.begin_caring(town.office, bob, "Cem Example", "He nodded when I asked him.")
    assert bob.id is not None
    bob = town.actor(bob.id, cem_id)
    staff = town.staff("desk@north.example")
    sent = town.applied(bob, name="Cem Example")
    packet = open_request(town.office, staff, sent.id).packet
    assert packet is not None
    assert {f.key: f.value for f in packet.fields} == {
        "contact:name": "Cem Example",
        "contact:address": "bob@home.example",
    }
    triage(town.office, staff, sent.id, Reply(kind=EventKind.ACKNOWLEDGED))
    assert read_request(town.office, bob, sent.id).application.person == cem_id
    document = json.loads(export_json(town.office, bob))
    assert document["tables"]["caring"][0]["consent"] == "He nodded when I asked him."
    with pytest.raises(NotFoundError):
        read_request(town.office, town.person("eve@home.example"), sent.id)
    assert bob.id is not None
    myself.end_caring(town.office, bob, bob.id, cem_id)
    bob = town.actor(bob.id, cem_id)
    assert bob.acting_for is None
    with pytest.raises(NotFoundError):
        read_request(town.office, bob, sent.id)


def _waiting_mails(town: Town) -> list[str]:
    with town.office.database.read() as conn:
        return sorted(conn.scalars(select(outbox.c.kind).where(outbox.c.sent_at.is_(None))))


@pytest.mark.parametrize("by_erasing", [True, False])
def test_who_is_left_without_a_carer_is_taken_back_and_forgotten(town: Town, by_erasing: bool) -> None:
    bob = town.person("bob@home.example")
    assert bob.id is not None
    staff = town.staff("desk@north.example")
    cem_id = myself.begin_caring(town.office, bob, "Cem Example", "He nodded.")
    sent = town.applied(town.actor(bob.id, cem_id), name="Cem Example")
    assert _waiting_mails(town) == ["desk: sent", "person: sent"]
    if by_erasing:
        erase(town.office, bob)
    else:
        myself.end_caring(town.office, town.actor(bob.id, cem_id), bob.id, cem_id)
    assert _waiting_mails(town) == ["desk: withdrawn"]
    with pytest.raises(NotFoundError):
        open_request(town.office, staff, sent.id)
    with town.office.database.read() as conn:
        assert conn.scalar(select(person.c.id).where(person.c.id == cem_id)) is None
        assert (conn.scalar(select(person.c.id).where(person.c.id == bob.id)) is None) == by_erasing


def test_a_carer_says_how_consent_was_given(town: Town) -> None:
    bob = town.person("bob@home.example")
    with pytest.raises(UsageError, match="name"):
        myself.begin_caring(town.office, bob, " ", "He nodded.")
    with pytest.raises(UsageError, match="write something"):
        myself.begin_caring(town.office, bob, "Cem", "")


def test_who_is_only_cared_for_goes_with_the_carer(town: Town) -> None:
    bob = town.person("bob@home.example")
    cem_id = myself.begin_caring(town.office, bob, "Cem Example", "He nodded.")
    erase(town.office, bob)
    with town.office.database.read() as conn:
        assert conn.scalar(select(person.c.id).where(person.c.id == cem_id)) is None


def test_a_changed_record_is_told_once(town: Town) -> None:
    ada = town.person("ada@home.example")
    myself.keep_study(town.office, ada, OPEN_STUDY, alert=True)
    assert run_rounds(town.office).changed == 0
    put_record(town.office.database, record(updated="2026-02-20"))
    assert run_rounds(town.office).changed == 1
    assert run_rounds(town.office).changed == 0
    myself.drop_study(town.office, ada, OPEN_STUDY)
    put_record(town.office.database, record(updated="2026-02-21"))
    assert run_rounds(town.office).changed == 0


def test_what_is_old_goes(town: Town) -> None:
    ada, _ = _lives(town)
    town.person("idle@home.example")
    town.clock.pass_time(days=1200)
    done = run_rounds(town.office)
    assert done.removed >= 2
    with town.office.database.read() as conn:
        left = conn.scalars(select(person.c.id)).all()
    assert ada.id in left
    assert len(left) == 2
