"""Highlights, and an overview of who can join, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.plain.highlights import Highlight
from trialogue.plain.pictures.svg import ACCENT, Picture, block, drawing, text, wrapped

_WIDTH, _ROW, _SHOWN, _ROWS = 720, 44, 8, 5


def highlights_picture(found: tuple[Highlight, ...]) -> Picture | None:
    """One line for each highlight, eight at most."""
    if not found:
        return None
    shown = tuple(h.words for h in found[:_SHOWN])
    height = 20 + _ROW * len(shown)
    return drawing("highlights", "Worth knowing", (_WIDTH, height), _rows(shown), shown)


def _rows(shown: tuple[str, ...]) -> Iterator[str]:
    for place, words in enumerate(shown):
        middle = 10 + _ROW * place + _ROW / 2
        yield f'<circle cx="24" cy="{middle:g}" r="6" fill="{ACCENT}"/>'
        yield block(46, middle + 6, wrapped(words, _WIDTH - 60, 19, 1), 19)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that is needed or keeps out: its words, the members of its list, what is excepted of it."""

    words: str
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """All of it in a line."""
        listed = f" {'; '.join(self.parts)}" if self.parts else ""
        excepted = f" Except: {'; '.join(self.unless)}" if self.unless else ""
        return self.words + listed + excepted


def eligibility_picture(
    who: str, needed: tuple[Demand, ...], barred: tuple[Demand, ...], beside: tuple[str, ...] = ()
) -> Picture:
    """Who it is for; the first things that one needs and that keep one out; how many more there are.

    A list stands with its first members and their number, an exception under what it is excepted of.
    ``beside``: what the record says besides, which lets nobody in and keeps nobody out. Colour carries
    nothing alone: a tick stands for needed, a cross for keeping out, each with its heading.
    """
    left = _Column(20, f"You need ({len(needed)})", needed, "M0 6l5 5L15 0")
    right = _Column(370, f"Keeps you out ({len(barred)})", barred, "M1 0l12 12M13 0L1 12")
    bottom = max(left.bottom, right.bottom)
    also = f"The record also says ({len(beside)}): {beside[0]}" if beside else ""
    twin = (
        who,
        *(f"Needed: {t.whole}" for t in needed),
        *(f"Keeps you out: {t.whole}" for t in barred),
        *(f"The record also says: {t}" for t in beside),
    )
    marks = [
        block(20, 36, wrapped(who, _WIDTH - 40, 20, 2), 20, 'font-weight="700"'),
        *left.marks,
        *right.marks,
        block(20, bottom + 24, wrapped(also, _WIDTH - 40, 15, 2), 15),
    ]
    height = bottom + (64 if also else 20)
    return drawing("eligibility", "Who can join", (_WIDTH, height), marks, twin)


class _Column:
    """The marks of one column, and where they end: a row is as high as its lines."""

    def __init__(self, x: int, title: str, rows: tuple[Demand, ...], sign: str) -> None:
        self.marks = [text(x, 100, title, 17, 'font-weight="700"')]
        self.bottom = 124
        for row in rows[:_ROWS]:
            self.marks.append(
                f'<path transform="translate({x:g} {self.bottom - 12:g})" d="{sign}" fill="none" '
                'stroke="currentColor" stroke-width="3"/>'
            )
            self._write(x + 26, wrapped(row.words, 300, 15, 3))
            self._write(x + 40, wrapped(_summed(row.parts), 286, 15, 2))
            self._write(x + 40, wrapped(_excepted(row.unless), 286, 15, 2), 'font-style="italic"')
            self.bottom += 14
        if not rows:
            self._write(x + 26, ["The record names nothing."])
        if len(rows) > _ROWS:
            self._write(x + 26, [f"and {len(rows) - _ROWS} more"], 'font-weight="700"')

    def _write(self, x: float, lines: list[str], extra: str = "") -> None:
        self.marks.append(block(x, self.bottom, lines, 15, extra))
        self.bottom += 20 * len(lines)


def _summed(parts: tuple[str, ...]) -> str:
    return f"{len(parts)} listed: {'; '.join(parts)}" if parts else ""


def _excepted(unless: tuple[str, ...]) -> str:
    return f"Except: {'; '.join(unless)}" if unless else ""
