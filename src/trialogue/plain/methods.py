"""The functions whose numbers and words a reader sees, for a methods page made of their docstrings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How one number or text is made. ``lead`` is the docstring's first sentence, ``more`` the rest."""

    title: str
    name: str
    lead: str
    more: tuple[str, ...]


def methods(functions: Iterable[tuple[str, Callable[..., Any]]]) -> tuple[Method, ...]:
    """Describe functions by their docstrings. Raises ValueError for one without a docstring."""
    return tuple(_method(title, function) for title, function in functions)


def _method(title: str, function: Callable[..., Any]) -> Method:
    text = inspect.getdoc(function)
    if not text:
        raise ValueError(f"{function.__qualname__} has no docstring, so its number cannot be explained")
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    name = f"{function.__module__}.{function.__qualname__}"
    return Method(title=title, name=name, lead=_plain(paragraphs[0]), more=tuple(map(_plain, paragraphs[1:])))


def _plain(text: str) -> str:
    """Docstring marks out: ``code`` and *emphasis* are read as words."""
    return text.replace("``", "").replace("*", "")
