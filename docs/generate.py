"""Writes the reference from the code: ``python docs/generate.py``. A test holds the files against it."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from cyclopts import App

from trialogue.cli.app import NOUNS
from trialogue.config import Settings
from trialogue.index import query_string

FOLDER = Path(__file__).parent / "reference"
_HEAD = "<!-- written by docs/generate.py; change the code, not this file -->\n\n"


def pages() -> dict[str, str]:
    """Each page of the reference by file name."""
    return {"settings.md": _settings(), "commands.md": _commands(), "search.md": _search()}


def _settings() -> str:
    meanings = re.findall(r"``(\w+)``:\s+(.+?)(?=;\s+``|\.\n|\.$)", inspect.getdoc(Settings) or "", re.DOTALL)
    by_name = {name: " ".join(words.split()) for name, words in meanings}
    rows = [
        f"| `{f.name}` | `TRIALOGUE_{f.name.upper()}` | {_code(f.default)} | {by_name[f.name]} |"
        for f in fields(Settings)
    ]
    return (
        f"{_HEAD}# Settings\n\nDefaults < `trialogue.toml` < `TRIALOGUE_*` < `--set NAME=VALUE`. "
        "`trialogue config show` says where each value came from.\n\n"
        "| setting | variable | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _commands() -> str:
    parts = [f"{_HEAD}# Commands\n\n`trialogue NOUN VERB --help` says more.\n"]
    for noun, (module, words) in NOUNS.items():
        app = importlib.import_module(module).app
        parts.append(f"## trialogue {noun}\n\n{words[0].upper()}{words[1:]}.\n")
        parts += [f"- `{usage}`: {said}\n" for usage, said in _verbs(app, f"trialogue {noun}")]
    return "\n".join(parts)


def _verbs(app: App, path: str) -> Iterator[tuple[str, str]]:
    if app.default_command is not None:
        yield path + _parameters(app), _first(app.default_command)
    for name in app:
        if not name.startswith("-"):
            yield from _verbs(app[name], f"{path} {name}")


def _parameters(app: App) -> str:
    words = []
    for argument in app.assemble_argument_collection():
        field = argument.field_info
        if argument.show and field.kind is field.KEYWORD_ONLY:
            words.append(f"[{argument.name}]")
        elif argument.show:
            words.append(field.name.upper() + "…" * (field.kind is field.VAR_POSITIONAL))
    return "".join(f" {word}" for word in words)


def _first(function: object) -> str:
    paragraph = (inspect.getdoc(function) or "").split("\n\n")[0]
    return " ".join(paragraph.split())


def _search() -> str:
    said = inspect.getdoc(query_string) or ""
    names = "\n".join(f"- `{name}`" for name in query_string.NAMES)
    return f"{_HEAD}# A search in an address\n\n{said}\n\nThe parameters:\n\n{names}\n"


def _code(value: object) -> str:
    return f"`{value}`" if value != "" else "empty"


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
