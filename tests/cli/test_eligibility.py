"""``trialogue eligibility``: the forms that other programs rely on."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from trialogue.cli.app import run

TEXT = "Inclusion Criteria:\n\n* Age ≥ 18 years\n\nExclusion Criteria:\n\n* Pregnant women\n* ALT \\> 3 x ULN"


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
