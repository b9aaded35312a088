"""``trialogue doctor`` on an instance that is well, and on ones that are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fixtures.instance import demo_instance

from trialogue.cli.app import run


def findings(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in json.loads(capsys.readouterr().out)}


def test_an_instance_that_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo_instance(tmp_path).close()
    assert run(["--data", str(tmp_path), "doctor", "--json"]) == 0
    found = findings(capsys)
    assert all(row["well"] for row in found.values())
    assert set(found) == {"folder", "space", "store", "index", "keys", "mail"}


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(tmp_path), "doctor"]) == 1
    assert "registry pull" in capsys.readouterr().out


def test_a_lost_index_and_open_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo_instance(tmp_path).close()
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert run(["--data", str(tmp_path), "doctor", "--json"]) == 1
    found = findings(capsys)
    assert not found["index"]["well"]
    assert "rebuild" in str(found["index"]["mend"])
    (tmp_path / "keys.json").chmod(0o644)
    assert run(["--data", str(tmp_path), "doctor", "--json"]) == 1
    assert not findings(capsys)["keys"]["well"]


def test_a_mail_server_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", str(tmp_path), "--set", "smtp_url=smtp://127.0.0.1:1"]
    assert run([*options, "doctor", "--json"]) == 1
    assert findings(capsys)["mail"]["well"] is False
