"""A picture to share: a frame of fixed size in the site's own colours around a drawing."""

from __future__ import annotations

import re
from enum import Enum

from trialogue.plain.pictures.svg import ACCENT, FONT, INK, PAPER, TEAL, Picture, block, clean, text, wrapped

_OUTER = re.compile(r"^<svg [^>]*>|</svg>$")
_LABELS = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)


class Shape(Enum):
    """Width and height, in pixels."""

    WIDE = (1200, 630)
    SQUARE = (1080, 1080)


def share_card(picture: Picture, title: str, note: str, shape: Shape) -> str:
    """An SVG with title, drawing and a line on source and date; the same input gives the same bytes.

    ``note`` names the record and its date. The drawing is scaled to fit; nothing is cut off it.
    """
    width, height = shape.value
    # Bold letters are wider than the mean that ``wrapped`` reckons with, in other typefaces still more.
    lines = wrapped(title, 0.8 * (width - 120), 46, 2)
    top = 110 + len(lines) * 62
    room_w, room_h = width - 120, height - top - 90
    scale = min(room_w / picture.width, room_h / picture.height, 1.9)
    x = 60 + (room_w - picture.width * scale) / 2
    y = top + (room_h - picture.height * scale) / 2
    inner = _LABELS.sub("", _OUTER.sub("", picture.svg))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" '
        f'role="img" font-family="{FONT}" fill="{INK}" color="{INK}"><title>{clean(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f'<rect width="{width}" height="12" fill="{TEAL}"/>'
        + text(60, 64, picture.title, 26, f'fill="{ACCENT}" font-weight="700"')
        + block(60, 122, lines, 46, 'font-weight="700"')
        + f'<g fill="currentColor" transform="translate({x:.1f} {y:.1f}) scale({scale:.4f})">{inner}</g>'
        + text(60, height - 36, note, 22)
        + "</svg>"
    )
