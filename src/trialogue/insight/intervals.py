"""Exact intervals for a share of people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``affected`` of ``at_risk`` people, with the exact interval for the underlying share."""

    affected: int
    at_risk: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share seen."""
        return self.affected / self.at_risk


def share(affected: int, at_risk: int, level: float = 0.95) -> Share:
    """The share with its Clopper–Pearson interval (Biometrika 26, 1934): never shorter than the level.

    The ends are quantiles of the beta distribution, found on the regularised incomplete beta
    function. Raises ValueError unless 0 ≤ affected ≤ at_risk and at_risk > 0.
    """
    if not 0 <= affected <= at_risk or at_risk == 0:
        raise ValueError(f"{affected} of {at_risk} is not a share of people")
    low, high = _ends(affected, at_risk, level)
    return Share(affected=affected, at_risk=at_risk, low=low, high=high)


@lru_cache(maxsize=8192)
def _ends(x: int, n: int, level: float) -> tuple[float, float]:
    tail = (1 - level) / 2
    low = 0.0 if x == 0 else _quantile(tail, x, n - x + 1)
    high = 1.0 if x == n else _quantile(1 - tail, x + 1, n - x)
    return low, high


def _quantile(target: float, a: float, b: float) -> float:
    """Where I_x(a, b) reaches a value: Newton's steps from the mean, halving where one leads outside."""
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(60):
        missing = target - beta_cdf(x, a, b)
        low, high = (x, high) if missing > 0 else (low, x)
        slope = math.exp(_log_front(x, a, b)) / (x * (1 - x))
        step = missing / slope if slope > 0 else math.inf
        following = x + step if low < x + step < high else (low + high) / 2
        if abs(following - x) <= 1e-13 * x:
            return following
        x = following
    return x


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log_front = _log_front(x, a, b)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(x, a, b) / a
    return 1.0 - math.exp(log_front) * _fraction(1 - x, b, a) / b


def _log_front(x: float, a: float, b: float) -> float:
    return math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / (_far(1 - (a + b) * x / (a + 1)))
    total = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1.0 / _far(1 + step * d)
            c = _far(1 + step / c)
            total *= d * c
        if abs(d * c - 1) < 1e-13:
            break
    return total


def _far(value: float) -> float:
    """Away from zero, so that a division holds."""
    return value if abs(value) > _TINY else _TINY
