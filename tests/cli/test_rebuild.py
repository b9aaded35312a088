"""``trialogue rebuild`` on a real data folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trialogue.cli.app import run


def test_a_rebuild_says_what_it_found_and_twice_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digests = []
    for _ in range(2):
        assert run(["--data", str(tmp_path), "rebuild", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["studies"] == 0
        digests.append(report["digest"])
    assert digests[0] == digests[1]
    assert run(["--data", str(tmp_path), "rebuild"]) == 0
    assert "0 studies from 0 versions" in capsys.readouterr().out


def test_a_folder_that_cannot_be_used_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run(["--data", str(tmp_path / "file"), "rebuild"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
