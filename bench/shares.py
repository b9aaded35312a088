"""A share with its interval, as the tables of the bench give it."""

from __future__ import annotations

import math


def share(part: int, whole: int) -> str:
    """A share with its Wilson interval."""
    if not whole:
        return "none"
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{p:.3f} [{middle - half:.3f}, {middle + half:.3f}]"
