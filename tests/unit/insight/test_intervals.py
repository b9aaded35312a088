"""Exact intervals against published values and their own definition."""

from __future__ import annotations

import math

import pytest

from trialogue.insight.intervals import beta_cdf, share


@pytest.mark.parametrize(
    ("affected", "at_risk", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (1, 10, 0.0025, 0.4450),
        (5, 10, 0.1871, 0.8129),
        (27, 421, 0.0427, 0.0919),
        (0, 1, 0.0, 0.975),
    ],
)
def test_known_intervals(affected: int, at_risk: int, low: float, high: float) -> None:
    found = share(affected, at_risk)
    assert found.low == pytest.approx(low, abs=5e-4)
    assert found.high == pytest.approx(high, abs=5e-4)


@pytest.mark.parametrize("p", [0.01, 0.1, 0.37, 0.9])
@pytest.mark.parametrize("n", [1, 7, 40])
def test_an_interval_holds_the_truth_at_least_as_often_as_it_says(n: int, p: float) -> None:
    held = 0.0
    for x in range(n + 1):
        found = share(x, n)
        if found.low <= p <= found.high:
            held += math.comb(n, x) * p**x * (1 - p) ** (n - x)
    assert held >= 0.95


def test_the_beta_function_is_a_distribution() -> None:
    assert beta_cdf(0.0, 2, 3) == 0
    assert beta_cdf(1.0, 2, 3) == 1
    assert beta_cdf(0.5, 4, 4) == pytest.approx(0.5)
    assert beta_cdf(0.2, 2, 3) + beta_cdf(0.8, 3, 2) == pytest.approx(1.0)


@pytest.mark.parametrize(("affected", "at_risk"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_share_is_refused(affected: int, at_risk: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        share(affected, at_risk)
