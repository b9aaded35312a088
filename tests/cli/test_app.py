"""The command line's frame: help, usage errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

from trialogue.cli.app import NOUNS, run


def command(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trialogue", *arguments], capture_output=True, text=True, env=env, check=False
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    page = capsys.readouterr().out
    assert all(noun in page for noun in NOUNS)


def test_help_imports_no_heavy_part() -> None:
    code = (
        "import sys; from trialogue.cli.app import run; run(['--help']);"
        "print([m for m in ('cyclopts', 'sqlalchemy', 'tantivy', 'numpy', 'starlette') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_every_command_has_help(noun: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([noun, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["serch"], "did you mean search?"),
        (["--set", "workers"], "NAME=VALUE"),
        (["--data"], "needs a value"),
        (["--set", "colour=red", "config", "show"], "no setting 'colour'"),
        (["config", "shw"], 'Did you mean "show"'),
        (["config", "show", "--jsn"], "jsn"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    message = capsys.readouterr().err
    assert words in message
    assert message.count("\n") == 1
    assert "Traceback" not in message


def test_version() -> None:
    done = command("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "trialogue")


def test_passwords_in_addresses_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--set", "smtp_url=smtp://me:secret@mail.example.org:25", "config", "show"]) == 0
    shown = capsys.readouterr().out
    assert "secret" not in shown
    assert "mail.example.org:25" in shown
    assert "flag" in shown
