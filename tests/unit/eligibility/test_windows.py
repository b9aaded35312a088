"""Windows of time and their anchors."""

from __future__ import annotations

import pytest

from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import Anchor


@pytest.mark.parametrize(
    ("text", "low", "high", "anchor"),
    [
        ("within 4 weeks prior to screening", None, 28, Anchor.SCREENING),
        ("within 28 days before the first dose of study drug", None, 28, Anchor.FIRST_DOSE),
        ("in the past 7 days", None, 7, Anchor.NOW),
        ("within one week", None, 7, Anchor.UNSPECIFIED),
        ("10 days before randomisation", None, 10, Anchor.RANDOMIZATION),
        ("for at least 30 days before baseline", 30, None, Anchor.BASELINE),
        ("within 14 days of signing informed consent", None, 14, Anchor.CONSENT),
    ],
)
def test_a_window_and_its_anchor(text: str, low: float | None, high: float | None, anchor: Anchor) -> None:
    found = find_window(f"Something {text}")
    assert found is not None
    window = found.window
    assert (window.low_days, window.high_days, window.anchor) == (low, high, anchor)


@pytest.mark.parametrize(
    "text",
    [
        "surgery at least 6 months before enrolment",
        "stroke within 3 months after surgery",
        "within 2 weeks before screening or within 4 weeks before the first dose",
        "no time at all",
        "",
    ],
)
def test_what_is_no_single_window_is_left_alone(text: str) -> None:
    assert find_window(text) is None
