"""The steward's commands, run as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fixtures.town import DESK, Town, found_town

from trialogue.actions.claim import claim_site
from trialogue.cli.app import run
from trialogue.store.database import FILE_NAME, open_database


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """An instance in a folder, which the commands find by the environment."""
    database = open_database(f"sqlite:///{tmp_path / 'data' / FILE_NAME}")
    database.upgrade()
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TRIALOGUE_CONFIG", str(tmp_path / "none.toml"))
    return found_town(database, tmp_path / "data")


def _json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, object]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_day_of_a_steward(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dora = town.person("dora@north.example")
    claim = claim_site(town.office, dora, DESK, "I work there.")
    town.applied(town.person("ada@home.example"))
    status = _json(capsys, "steward", "status")
    assert (status["claims"], status["unclaimed_requests"], status["trail_fits"]) == (1, 1, True)
    assert status["appeals_open"] == 0
    assert run(["steward", "claims"]) == 0
    assert claim.id in capsys.readouterr().out
    assert run(["steward", "grant", claim.id]) == 0
    assert run(["steward", "refuse", claim.id]) == 1
    assert "decided already" in capsys.readouterr().err
    done = _json(capsys, "worker", "--once")
    assert done == {"sent": 4, "delayed": 0, "failed": 0}
    assert len(list((tmp_path / "data" / "mailbox").glob("*.eml"))) == 4
    rotated = _json(capsys, "keys", "rotate")
    assert rotated["keys"] == 6
    trail = _json(capsys, "audit", "verify")
    assert trail["broken_at"] is None
    saved = tmp_path / "saved.trialogue"
    keys = tmp_path / "keys-copy.json"
    assert _json(capsys, "backup", str(saved), "--keys", str(keys))["path"] == str(saved)
    assert run(["backup", str(saved)]) == 1
    assert "there already" in capsys.readouterr().err
    assert run(["restore", str(saved)]) == 1
    assert "not empty" in capsys.readouterr().err
    assert run(["--data", str(tmp_path / "new"), "restore", str(saved), "--keys", str(keys)]) == 0
    assert run(["--data", str(tmp_path / "new"), "audit", "verify"]) == 0


def test_a_trail_that_does_not_fit_is_bad_data(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.applied(town.person("ada@home.example"))
    from sqlalchemy import update

    from trialogue.store.application_tables import audit

    with town.office.database.write() as conn:
        conn.execute(update(audit).values(actor="somebody"))
    assert _json(capsys, "audit", "verify", code=4)["broken_at"] == 1


def test_wrong_use_is_said_so(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["steward", "grant", "none"]) == 3
    assert run(["restore", "nowhere"]) == 3
    assert run(["backup"]) == 2
    assert run(["steward", "resend", "none"]) == 3
    assert capsys.readouterr().out == ""
