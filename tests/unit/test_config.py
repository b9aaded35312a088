"""Settings come from four places, the later wins, and each says where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from trialogue.config import load_settings
from trialogue.errors import UsageError


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "trialogue.toml"
    file.write_text('operator = "A hospital"\nworkers = 2\nlog_level = "error"\n', encoding="utf-8")
    environ = {"TRIALOGUE_WORKERS": "3", "TRIALOGUE_LOG_LEVEL": "debug"}
    settings, origins = load_settings(environ, {"log_level": "warning"}, file)
    assert (settings.operator, settings.workers, settings.log_level) == ("A hospital", 3, "warning")
    assert origins.by_name["operator"] == str(file)
    assert origins.by_name["workers"] == "TRIALOGUE_WORKERS"
    assert origins.by_name["log_level"] == "flag"
    assert origins.by_name["smtp_url"] == "default"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("workers = [", "not TOML"),
        ("colour = 'red'", "no setting 'colour'"),
        ("workers = 'many'", "whole number"),
        ("operator = 4", "needs text"),
    ],
)
def test_a_broken_file_is_one_message(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "trialogue.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words) as caught:
        load_settings({}, {}, file)
    assert str(file) in str(caught.value)


def test_a_broken_variable_names_itself(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="environment: workers"):
        load_settings({"TRIALOGUE_WORKERS": "x"}, {}, tmp_path / "none.toml")


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    file = tmp_path / "trialogue.toml"
    file.write_bytes(b"operator = '\xff'")
    with pytest.raises(UsageError, match="not TOML"):
        load_settings({}, {}, file)
