"""Said against seen: bins of like chances with exact intervals, and their picture."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise

from trialogue.insight.intervals import share

_SIZE, _EDGE = 320, 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Records of like chance: the mean chance said, the share seen with its interval, how many."""

    said: float
    seen: float
    low: float
    high: float
    n: int


def bins(chances: list[tuple[float, bool]], count: int) -> list[Bin]:
    """Bins of equal numbers of records, from the lowest chance on."""
    ordered = sorted(chances)
    cuts = [round(i * len(ordered) / count) for i in range(count + 1)]
    found = []
    for start, end in pairwise(cuts):
        part = ordered[start:end]
        if part:
            exact = share(sum(y for _, y in part), len(part))
            said = statistics.mean(p for p, _ in part)
            found.append(Bin(said=said, seen=exact.value, low=exact.low, high=exact.high, n=len(part)))
    return found


def picture(found: list[Bin], title: str, n: int) -> str:
    """The bins as an SVG with a text for those who do not see it; the line is perfect agreement."""
    told = "; ".join(f"said {b.said:.2f}, seen {b.seen:.2f} of {b.n}" for b in found)
    marks = "".join(_mark(b) for b in found)
    end = _EDGE + _SIZE
    box = _SIZE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box} {box}" role="img" '
        f'aria-labelledby="t d"><title id="t">{title}</title><desc id="d">{n} records held out: '
        f"{told}.</desc>"
        f'<rect width="{box}" height="{box}" fill="#fff"/>'
        f'<path d="M{_EDGE} {_EDGE}V{end}H{end}" fill="none" stroke="#333"/>'
        f'<path d="M{_EDGE} {end}L{end} {_EDGE}" stroke="#767676" stroke-dasharray="5 5"/>{marks}'
        f'<g font-family="sans-serif" font-size="13" fill="#212121">'
        f'<text x="{box / 2}" y="{box - 8}" text-anchor="middle">chance said, 0 to 1</text>'
        f'<text x="{_EDGE}" y="{_EDGE - 14}">share still recruiting, 0 to 1</text></g></svg>\n'
    )


def _mark(one: Bin) -> str:
    x = _EDGE + one.said * _SIZE
    low, seen, high = (_EDGE + (1 - value) * _SIZE for value in (one.low, one.seen, one.high))
    line = f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="#0b5c7a" stroke-width="2"/>'
    return line + f'<circle cx="{x:.1f}" cy="{seen:.1f}" r="5" fill="#0b5c7a"/>'
