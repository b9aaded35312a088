"""The walls of the house: how long a file and a function, how deep a folder, how many arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for room in ("src", "tests", "bench", "docs") for path in (ROOT / room).rglob("*.py"))
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(function: Function) -> int:
    """Lines without the docstring; a returned value that is built field by field counts as one (ADR 0005)."""
    lines = function.end_lineno - function.lineno + 1  # type: ignore[operator]
    if ast.get_docstring(function) is not None:
        lines -= function.body[0].end_lineno - function.body[0].lineno + 1  # type: ignore[operator]
    last = function.body[-1]
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Call) and not last.value.args:
        lines -= last.end_lineno - last.lineno  # type: ignore[operator]
    return lines


def functions_of(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def positional_of(function: Function) -> int:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_stays_within_the_walls(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 300
    assert len(path.relative_to(ROOT / path.relative_to(ROOT).parts[0]).parts) <= 5
    # A journey through the pages, or a record written out in a fixture, is as long as it is.
    for function in functions_of(path) if "tests" not in path.relative_to(ROOT).parts else ():
        assert lines_of(function) <= 30, f"{function.name} has {lines_of(function)} lines"
        assert positional_of(function) <= 5, f"{function.name} takes {positional_of(function)} by place"


def test_the_walls_are_measured() -> None:
    long = "def one():\n    '''Words.'''\n" + "    x = 1\n" * 40
    built = (
        "def two(self, a):\n    return Value(\n"
        + "".join(f"        f{n}=a,\n" for n in range(60))
        + "    )\n"
    )
    first, second = (ast.parse(text).body[0] for text in (long, built))
    assert isinstance(first, ast.FunctionDef)
    assert isinstance(second, ast.FunctionDef)
    assert (lines_of(first), lines_of(second), positional_of(second)) == (41, 2, 1)
