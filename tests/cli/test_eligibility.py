"""``trialogue eligibility``: the forms that other programs rely on."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.mentions import linear, network

from trialogue.cli import eligibility
from trialogue.cli.app import run
from trialogue.eligibility.entities_model import MODEL_FILE, model_file
from trialogue.registry.demo import demo_records

TEXT = "Inclusion Criteria:\n\n* Age ≥ 18 years\n\nExclusion Criteria:\n\n* Pregnant women\n* ALT \\> 3 x ULN"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path))
    eligibility._finder.cache_clear()
    return tmp_path


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(verb: str, *lines: str) -> tuple[int, list[dict[str, Any]]]:
        data = "\n".join(lines).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = run(["eligibility", verb, "--ndjson"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


def test_read_gives_each_criterion_in_the_documented_form(stream: Any) -> None:
    line = {"id": "a", "text": TEXT, "minimum_age": "18 Years", "sex": "ALL"}
    code, (found,) = stream("read", json.dumps(line))
    assert code == 0
    assert found["id"] == "a"
    keys = {"id", "kind", "start", "end", "text", "parent", "requirement", "statement", "question"}
    for criterion in found["criteria"]:
        assert set(criterion) == keys | {"comparisons", "entities"}
        assert TEXT[criterion["start"] : criterion["end"]] == criterion["text"]
    age, pregnant, alt = found["criteria"]
    assert age["requirement"]["type"] == "Aged"
    assert pregnant["requirement"] == {"type": "Holds", "fact": "pregnant", "value": "yes"}
    (comparison,) = alt["comparisons"]
    assert TEXT[comparison["start"] : comparison["end"]] == "> 3 x ULN"
    assert (comparison["variable"], comparison["op"], comparison["value"]) == ("ALT", ">", 3)
    assert {"type", "start", "end", "concept"} == set(alt["entities"][0])


def test_judge_gives_three_valued_verdicts(stream: Any) -> None:
    profile = {"age": 30, "sex": "FEMALE", "pregnant": True, "alt": {"value": None}}
    code, (found,) = stream("judge", json.dumps({"text": TEXT, "profile": profile}))
    assert code == 0
    truths = {verdict["id"]: verdict["truth"] for verdict in found["verdicts"]}
    assert truths == {"i1": "MET", "e1": "NOT_MET", "e2": "UNKNOWN"}


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"id": 1}',
        '{"text": 3}',
        '{"text": "x", "sex": "OTHER"}',
        '{"text": "x", "minimum_age": "old"}',
    ],
)
def test_a_malformed_line_is_named_and_the_stream_goes_on(stream: Any, line: str) -> None:
    code, (first, second, third) = stream("read", json.dumps({"text": TEXT}), line, json.dumps({"text": ""}))
    assert code == 4
    assert "criteria" in first
    assert second["line"] == 2
    assert second["error"].startswith("line 2:")
    assert third == {"id": None, "criteria": []}


def test_a_profile_that_is_none_is_named(stream: Any) -> None:
    code, (found,) = stream("judge", json.dumps({"text": TEXT}))
    assert code == 4
    assert "profile" in found["error"]


def test_reading_without_a_form_is_a_usage_error() -> None:
    assert run(["eligibility", "read"]) == 2


def test_a_model_in_the_data_folder_finds_the_mentions(stream: Any, folder: Path) -> None:
    line = json.dumps({"text": "uses morvin\nWith asthma"})
    (folder / MODEL_FILE).write_bytes(model_file(linear(), network()))
    _, (found,) = stream("read", line)
    assert [e["type"] for c in found["criteria"] for e in c["entities"]] == ["drug", "condition"]


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_named(stream: Any, folder: Path, content: bytes) -> None:
    (folder / MODEL_FILE).write_bytes(content)
    code, (found,) = stream("read", json.dumps({"text": TEXT}))
    assert code == 4
    assert f"{MODEL_FILE} is no model of mentions" in found["error"]


def test_a_mention_has_its_concept(stream: Any) -> None:
    line = {"text": "Exclusion Criteria:\n\n* Cancer of the lung\n* Severe asthma\n* Contraindication"}
    code, (found,) = stream("read", json.dumps(line))
    assert code == 0
    lung = found["criteria"][0]["entities"][0]["concept"]
    assert lung["name"] == "Lung Neoplasms"
    assert lung["ids"] == ["MESH:D008175"]
    assert lung["broader"] is False
    assert set(lung) == {"name", "ids", "also", "broader"}


@pytest.fixture
def study(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    record = next(iter(demo_records()))
    path = folder / "study.json"
    path.write_bytes(record.content)
    assert run(["registry", "load", str(path)]) == 0
    capsys.readouterr()
    nct_id: str = json.loads(record.content)["protocolSection"]["identificationModule"]["nctId"]
    return nct_id


def test_explain_shows_tree_places_requirement_concepts_and_words(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["eligibility", "explain", study]) == 0
    out = capsys.readouterr().out
    assert out.startswith(study)
    for word in (
        "reader ",
        "i1  [",
        "requirement  ",
        "statement    ",
        "question     ",
        "concept      ",
        "MESH:D",
    ):
        assert word in out


def test_explain_one_criterion_by_id_or_number(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for criterion in ("i1", "1"):
        assert run(["eligibility", "explain", study, "--criterion", criterion, "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert [one["id"] for one in found[0]["criteria"]] == ["i1"]


def test_explain_names_what_is_not_there(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eligibility", "explain", study, "--criterion", "x9"]) == 2
    assert "x9" in capsys.readouterr().err
    assert run(["eligibility", "explain", "NCT99999999"]) == 3
