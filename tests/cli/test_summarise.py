"""``trialogue study summarise``: asked, checked, kept, refused, removed; off by default."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.model_server import FakeModel, raw, running_model, says
from tests.fixtures.records import OPEN_STUDY, put_record, record

from trialogue.cli.app import run
from trialogue.store.database import FILE_NAME, open_database

GOOD = "This study is about walking. It is for adults with amyotrophic lateral sclerosis."
COMMAND = ["study", "summarise", OPEN_STUDY]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    database = open_database(f"sqlite:///{folder / FILE_NAME}")
    database.upgrade()
    put_record(database, record())
    database.close()
    monkeypatch.setenv("TRIALOGUE_DATA", str(folder))
    monkeypatch.setenv("TRIALOGUE_CONFIG", str(tmp_path / "none.toml"))
    return folder


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    key = tmp_path / "key"
    key.write_text("sk-hush\n", encoding="utf-8")
    with running_model(says(GOOD)) as served:
        monkeypatch.setenv("TRIALOGUE_LANGUAGE_MODEL_URL", served.url)
        monkeypatch.setenv("TRIALOGUE_LANGUAGE_MODEL", "small-1")
        monkeypatch.setenv("TRIALOGUE_LANGUAGE_MODEL_KEY_FILE", str(key))
        yield served


def test_off_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(COMMAND) == 2
    assert "no language model is set" in capsys.readouterr().err


def test_a_good_text_in_words_and_as_data(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(COMMAND) == 0
    said = capsys.readouterr().out
    assert GOOD in said
    assert "Written by a language model (small-1), checked: every number, date and drug in it stands" in said
    assert run([*COMMAND, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["accepted"], document["text"], document["model"]) == (True, GOOD, "small-1")
    assert document["refused"] == []
    sent = json.dumps(model.asked)
    assert "A fictional study of walking" in sent
    assert "desk@north.example" not in sent
    assert model.headers[0]["authorization"] == "Bearer sk-hush"


def test_a_refused_text_says_why(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    model.answer = says("It is about walking. It takes 61 people and adalimumab.")
    assert run(COMMAND) == 4
    said = capsys.readouterr().out
    assert "Refused" in said
    assert "number 61; drug adalimumab" in said
    assert run([*COMMAND, "--json"]) == 4
    document = json.loads(capsys.readouterr().out)
    assert document["accepted"] is False
    assert document["text"] is None
    assert document["refused"][0]["numbers"] == ["61"]


def test_a_fault_is_one_line_and_exit_1(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    model.answer = raw(b'{"error": "key sk-hush is wrong"}', 401)
    assert run(COMMAND) == 1
    said = capsys.readouterr()
    assert "does not accept the key" in said.err
    assert said.err.count("\n") == 1
    assert "sk-hush" not in said.err + said.out


def test_no_such_study_and_no_number(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["study", "summarise", "NCT99999999"]) == 3
    assert run(["study", "summarise", "walking"]) == 2
    assert model.asked == []
    assert capsys.readouterr().err.count("\n") == 2


def test_remove_asks_nobody(model: FakeModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(COMMAND) == 0
    capsys.readouterr()
    assert run([*COMMAND, "--remove", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": True}
    assert run([*COMMAND, "--remove"]) == 0
    assert capsys.readouterr().out == "There was none.\n"
    assert len(model.asked) == 1
