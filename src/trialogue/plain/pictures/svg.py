"""The few marks that all pictures are made of. No style attributes, no scripts, no outside files."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

PAPER, INK, TEAL, ACCENT = "#FBF8F3", "#1E2B2E", "#0F4C4F", "#B8472B"
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, DejaVu Sans, sans-serif"
_WIDTH = 0.56  # mean width of a letter, in letter heights, of the page's typeface


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An SVG and what it says in words: nothing is in the picture alone."""

    id: str
    title: str
    svg: str
    twin: tuple[str, ...]
    width: int
    height: int

    def __html__(self) -> str:
        """For templates: the drawing, in which every text is escaped already."""
        return self.svg


def clean(text: str) -> str:
    """Escaped for XML, without characters that XML forbids."""
    return escape("".join(c for c in text if c.isprintable() or c == " "), quote=True)


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """The text in at most ``lines`` lines that fit; the last ends in an ellipsis where it is cut."""
    room = max(4, math.floor(width / (size * _WIDTH)))
    found: list[str] = []
    for word in text.split():
        piece = word if len(word) <= room else word[: room - 1] + "…"
        if found and len(found[-1]) + 1 + len(piece) <= room:
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    if len(found) > lines:
        found = found[:lines]
        found[-1] = found[-1][: room - 1].rstrip(" ,;") + "…"
    return found


def text(x: float, y: float, words: str, size: float = 16, extra: str = "") -> str:
    """One line of text in the current colour."""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" {extra}>{clean(words)}</text>'


def block(x: float, y: float, lines: Iterable[str], size: float = 16, extra: str = "") -> str:
    """Several lines, 1.35 apart."""
    return "".join(text(x, y + i * size * 1.35, line, size, extra) for i, line in enumerate(lines))


def box(x: float, y: float, width: float, height: float, extra: str = "") -> str:
    """A quiet panel with a thin edge."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" fill="currentColor" '
        f'fill-opacity="0.06" stroke="currentColor" stroke-opacity="0.45" {extra}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, extra: str = "") -> str:
    """A line in the current colour."""
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" fill="none" stroke="currentColor" stroke-width="2" {extra}/>'
    )


def drawing(
    name: str, title: str, size: tuple[int, int], marks: Iterable[str], twin: tuple[str, ...]
) -> Picture:
    """A whole picture: an image role with title and description for screen readers."""
    width, height = size
    described = clean(" ".join(twin))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" '
        f'role="img" aria-labelledby="{name}-title {name}-desc" font-family="{FONT}" fill="currentColor">'
        f'<title id="{name}-title">{clean(title)}</title><desc id="{name}-desc">{described}</desc>'
        f"{''.join(marks)}</svg>"
    )
    return Picture(id=name, title=title, svg=svg, twin=twin, width=width, height=height)
