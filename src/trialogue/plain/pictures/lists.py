"""Highlights, and an overview of who can join, as pictures."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.plain.highlights import Highlight
from trialogue.plain.pictures.svg import ACCENT, Picture, block, drawing, text, wrapped

_WIDTH, _ROW, _SHOWN = 720, 44, 8


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


def eligibility_picture(who: str, needed: tuple[str, ...], barred: tuple[str, ...]) -> Picture:
    """Who it is for; the first things that one needs and that keep one out; how many more there are.

    Colour carries nothing alone: a tick stands for needed, a cross for keeping out, each with its
    heading.
    """
    shown_needed, shown_barred = needed[:5], barred[:5]
    rows = max(len(shown_needed), len(shown_barred), 1)
    height = 130 + rows * 62
    twin = (who, *(f"Needed: {t}" for t in needed), *(f"Keeps you out: {t}" for t in barred))
    marks = [
        block(20, 36, wrapped(who, _WIDTH - 40, 20, 2), 20, 'font-weight="700"'),
        *_column(20, f"You need ({len(needed)})", shown_needed, "M0 6l5 5L15 0"),
        *_column(370, f"Keeps you out ({len(barred)})", shown_barred, "M1 0l12 12M13 0L1 12"),
    ]
    return drawing("eligibility", "Who can join", (_WIDTH, height), marks, twin)


def _column(x: float, title: str, rows: tuple[str, ...], sign: str) -> Iterator[str]:
    yield text(x, 100, title, 17, 'font-weight="700"')
    for place, words in enumerate(rows):
        top = 124 + place * 62
        yield (
            f'<path transform="translate({x:g} {top - 12:g})" d="{sign}" fill="none" stroke="currentColor" '
            'stroke-width="3"/>'
        )
        yield block(x + 26, top, wrapped(words, 300, 15, 2), 15)
