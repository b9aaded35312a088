"""``trialogue eligibility appeals``, run as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import Town, found_town

from trialogue.actions.appeal import appeal_reading, settle_appeals
from trialogue.actions.studies import read_study
from trialogue.cli.app import run
from trialogue.eligibility.read import READER_VERSION
from trialogue.model.appeal import AppealState
from trialogue.model.person import Actor
from trialogue.store.database import FILE_NAME, open_database


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """An instance in a folder, which the commands find by the environment."""
    database = open_database(f"sqlite:///{tmp_path / 'data' / FILE_NAME}")
    database.upgrade()
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TRIALOGUE_CONFIG", str(tmp_path / "none.toml"))
    return found_town(database, tmp_path / "data")


def _say(town: Town, index: int, comment: str = "") -> str:
    with town.office.database.read() as conn:
        span = read_study(conn, OPEN_STUDY).criteria.criteria[index].span
    return appeal_reading(town.office, "here", OPEN_STUDY, span, comment)


def test_appeals_as_one_document_and_as_lines(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    _say(town, 0, "It is not that.")
    settled = _say(town, 2)
    settle_appeals(town.office, Actor(id="eve", steward=True), settled, AppealState.READ_RIGHTLY)
    assert run(["eligibility", "appeals", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert set(first) == {
        *("nct_id", "criterion", "start", "end", "text", "reader", "statement", "question"),
        *("state", "count", "first_at", "last_at", "comments"),
    }
    assert (first["nct_id"], first["criterion"], first["reader"]) == (OPEN_STUDY, "i1", READER_VERSION)
    assert (first["state"], first["count"], first["comments"]) == ("open", 1, ["It is not that."])
    assert second["state"] == "read rightly"
    assert run(["eligibility", "appeals", "--state", "open"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{OPEN_STUDY}  i1  [")
    for word in ("1×  open", "text  ", "statement  ", "question  ", f"reader       {READER_VERSION}"):
        assert word in out
    assert "It is not that." not in out
    assert run(["eligibility", "appeals", "--state", "read-rightly", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [second]


def test_none_and_a_state_that_is_none(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eligibility", "appeals"]) == 0
    assert "Nothing was said" in capsys.readouterr().out
    assert run(["eligibility", "appeals", "--json", "--state", "mended"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["eligibility", "appeals", "--state", "gone"]) == 2
    assert capsys.readouterr().out == ""
