"""Keys rotate, backups come back, the trail shows every tampering: on both engines."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from tests.fixtures.town import ANSWERS, Town

from trialogue.actions import backup
from trialogue.actions.backup import back_up, restore
from trialogue.actions.office import open_office
from trialogue.actions.requests import read_request
from trialogue.actions.rotate import rotate_keys
from trialogue.actions.triage import open_request
from trialogue.errors import BadDataError, ConflictError, NotFoundError, StoreUnavailableError
from trialogue.store.application_tables import application, application_event, audit, audit_head
from trialogue.store.audit import verify
from trialogue.store.database import Database, open_database
from trialogue.store.key_file import KeyFile
from trialogue.store.person_tables import person
from trialogue.store.sealing import new_key, seal, unseal

SECRET_WORDS = b"I can come on Mondays, said Ada"


def _settled(town: Town) -> str:
    ada, staff = town.person("ada@home.example", ANSWERS), town.staff("desk@north.example")
    sent = town.applied(ada, note=SECRET_WORDS.decode())
    open_request(town.office, staff, sent.id)
    return sent.id


def test_a_sealed_cell_opens_only_in_its_place() -> None:
    key = new_key()
    sealed = seal(key, b"words", "table.column:1")
    assert unseal(key, sealed, "table.column:1") == b"words"
    for wrong in [
        (key, sealed, "table.column:2"),
        (new_key(), sealed, "table.column:1"),
        (key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "table.column:1"),
        (key, b"", "table.column:1"),
    ]:
        with pytest.raises(BadDataError):
            unseal(*wrong)


def test_nothing_private_lies_open_in_the_store(town: Town) -> None:
    _settled(town)
    with town.office.database.read() as conn:
        for table in (person, application, application_event):
            for row in conn.execute(select(table)):
                line = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                for planted in (SECRET_WORDS, b"ada@home.example", b"Ada Example"):
                    assert planted not in line


def test_keys_rotate(town: Town) -> None:
    sent = _settled(town)
    before = town.office.ring
    done = rotate_keys(town.office)
    assert done.keys >= 3
    assert done.current != before.current
    assert set(town.office.ring.masters) == {done.current}
    ada = town.person("ada@home.example")
    packet = read_request(town.office, ada, sent).packet
    assert packet is not None
    assert packet.note == SECRET_WORDS.decode()
    with town.office.database.read() as conn:
        wrapped = conn.scalars(select(person.c.wrapped_key)).all()
    with pytest.raises(BadDataError, match="missing from the key file"):
        before.unwrap(wrapped[0])


def test_a_rotation_that_was_cut_can_be_run_again(town: Town) -> None:
    sent = _settled(town)
    town.office.keys.add_master()
    town.person("bob@home.example")
    rotate_keys(town.office)
    assert read_request(town.office, town.person("ada@home.example"), sent).packet is not None
    assert len(town.office.ring.masters) == 1


def test_the_key_file_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keys.json"
    ring = KeyFile(path=path).ring()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyFile(path=path).ring() == ring
    assert "masters" not in repr(ring)
    assert list(path.parent.iterdir()) == [path]
    path.write_text("{}")
    with pytest.raises(BadDataError, match="not a key file"):
        KeyFile(path=path).ring()
    document = {"current": "a", "masters": {"a": "AAAA"}, "marks": "AAAA", "trail": "AAAA"}
    path.write_text(json.dumps(document))
    with pytest.raises(BadDataError, match="wrong length"):
        KeyFile(path=path).ring()
    with pytest.raises(StoreUnavailableError):
        KeyFile(path=path / "below").ring()


def test_the_trail_shows_every_tampering(town: Town) -> None:
    _settled(town)
    database, ring = town.office.database, town.office.ring

    def broken_after(*statements: object) -> int | None:
        with database.write() as conn:
            for statement in statements:
                conn.execute(statement)  # type: ignore[call-overload]
            return verify(conn, ring).broken_at

    with database.read() as conn:
        whole = verify(conn, ring)
        rows = conn.execute(select(audit).order_by(audit.c.seq)).all()
        head = conn.execute(select(audit_head)).one()
    assert whole.broken_at is None
    assert whole.rows == len(rows) >= 2
    changed = update(audit).where(audit.c.seq == 2)
    assert broken_after(changed.values(actor="somebody else")) == 2
    assert broken_after(changed.values(actor=rows[1].actor)) is None
    assert broken_after(update(audit_head).values(seq=head.seq - 1)) == len(rows) + 1
    assert broken_after(update(audit_head).values(seq=head.seq)) is None
    assert broken_after(delete(audit).where(audit.c.seq == len(rows))) == len(rows)
    assert broken_after(delete(audit).where(audit.c.seq == 1)) == 1


def _empty_like(town: Town, folder: Path, url: str) -> Town:
    database = open_database(url)
    database.upgrade()
    settings = replace(town.office.settings, data=str(folder), key_file=str(folder / "keys.json"))
    return Town(office=open_office(settings, database, town.clock), clock=town.clock)


def _fresh_url(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if database.is_sqlite:
        return f"sqlite:///{tmp_path / 'fresh' / 'trialogue.sqlite'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


def test_a_backup_comes_back_whole(town: Town, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    sent = _settled(town)
    file, keys = tmp_path / "backup.trialogue", tmp_path / "keys-apart.json"
    saved = back_up(town.office, file, keys)
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(keys.stat().st_mode) == 0o600
    content = file.read_bytes()
    key_text = town.office.keys.path.read_text()
    assert json.loads(key_text)["trail"].encode() not in content
    assert SECRET_WORDS not in content
    folder = tmp_path / "fresh"
    folder.mkdir()
    fresh = _empty_like(town, folder, _fresh_url(town.office.database, tmp_path, request))
    done = restore(fresh.office, file, keys)
    assert done.rows == saved.rows
    ada = fresh.person("ada@home.example")
    packet = read_request(fresh.office, ada, sent).packet
    assert packet is not None
    assert packet.note == SECRET_WORDS.decode()
    with fresh.office.database.read() as conn:
        assert verify(conn, fresh.office.ring).broken_at is None
    fresh.clock.pass_time(days=1)
    fresh.applied(fresh.person("new@home.example"))
    with pytest.raises(ConflictError, match="not empty"):
        restore(fresh.office, file)
    fresh.office.database.close()


def test_a_backup_made_before_a_table_grew_comes_back(
    town: Town, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if town.office.database.is_sqlite:
        pytest.skip("a file is copied as it is, and upgraded")
    town.staff("desk@north.example")
    names, file, keys = backup._column_names, tmp_path / "backup.trialogue", tmp_path / "keys-apart.json"
    monkeypatch.setattr(backup, "_column_names", lambda name: [c for c in names(name) if c != "reads_only"])
    back_up(town.office, file)
    monkeypatch.setattr(backup, "_column_names", names)
    folder = tmp_path / "fresh"
    folder.mkdir()
    fresh = _empty_like(town, folder, _fresh_url(town.office.database, tmp_path, request))
    with pytest.raises(BadDataError, match="not known here"):
        backup._columns_in({"columns": {"person": ['id") FROM STDIN; --']}})
    shutil.copyfile(town.office.keys.path, keys)
    restore(fresh.office, file, keys)
    staff = fresh.person("desk@north.example")
    assert (len(staff.desks), staff.reads_only) == (1, frozenset())
    fresh.office.database.close()


def test_bad_backups_are_refused(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "backup.trialogue"
    back_up(town.office, file)
    with pytest.raises(ConflictError, match="there already"):
        back_up(town.office, file)
    with pytest.raises(NotFoundError):
        restore(town.office, tmp_path / "none")
    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[:200])
    with pytest.raises(BadDataError):
        restore(town.office, cut)
    cut.write_bytes(b"something else")
    with pytest.raises(BadDataError):
        restore(town.office, cut)
    with pytest.raises(StoreUnavailableError):
        back_up(town.office, tmp_path / "no" / "such" / "folder")
