"""``trialogue registry``: what is said, printed and returned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.registry_server import FakeRegistry, running

from trialogue.cli.app import run
from trialogue.registry.client import Manners
from trialogue.registry.demo import demo_records

QUICK = Manners(delay=0, attempts=2, wait_initial=0.01, wait_max=0.02)
STUDIES = [json.loads(record.content) for record in demo_records()][:3]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRegistry]:
    with running(FakeRegistry(studies=STUDIES, page_size=10)) as served:
        monkeypatch.setenv("TRIALOGUE_REGISTRY_URL", served.url)
        yield served


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"studies": STUDIES}), encoding="utf-8")
    return path


def test_load_counts_and_a_second_load_changes_nothing(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["registry", "load", str(page)]) == 0
    assert "3 loaded, 0 unchanged, 0 older, 0 quarantined" in capsys.readouterr().out
    assert run(["registry", "load", str(page), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"read", "loaded", "unchanged", "older", "quarantined", "seconds"}
    assert said["read"] == said["unchanged"] == 3


def test_what_is_bad_is_named_and_the_rest_is_loaded(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.ndjson"
    broken = json.dumps(STUDIES[0]).replace('"2024-09-16"', '"2024-02-31"')
    bad.write_text(f"{broken}\n{json.dumps(STUDIES[1])[:300]}\n", encoding="utf-8")
    assert run(["registry", "load", str(bad), str(page), "--json"]) == 0
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert (said["read"], said["loaded"], said["quarantined"]) == (5, 3, 2)
    assert "line 1: NCT99000001: $.protocolSection.statusModule.startDateStruct.date" in err
    assert "line 2: NCT99000002: $: this is not whole JSON" in err


def test_nothing_readable_is_exit_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter"
    path.write_text("Dear Sir", encoding="utf-8")
    assert run(["registry", "load", str(path)]) == 4
    assert "neither JSON nor XML" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["load"], 2, "say what to load"),
        (["load", "/nowhere/at/all"], 3, "no such file"),
        (["pull"], 2, "say what to pull"),
        (["pull", "--all", "--cond", "als"], 2, "give one of"),
        (["pull", "--ids", "NCT1"], 2, "not an NCT id"),
    ],
)
def test_wrong_usage(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", *arguments]) == code
    message = capsys.readouterr().err
    assert words in message
    assert message.count("\n") == 1


def test_pull(registry: FakeRegistry, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["registry", "pull", "--ids", "NCT99000001,NCT99000002", "nct99000003", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["loaded"] == 3
    assert err == ""
    assert registry.asked[0]["filter.ids"] == "NCT99000001,NCT99000002,NCT99000003"


def test_pull_from_nobody_is_exit_5(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("trialogue.registry.client.Manners", lambda: QUICK)
    monkeypatch.setenv("TRIALOGUE_REGISTRY_URL", "http://127.0.0.1:9/api/v2")
    assert run(["registry", "pull", "--cond", "als"]) == 5
    assert "there is no connection to it" in capsys.readouterr().err
