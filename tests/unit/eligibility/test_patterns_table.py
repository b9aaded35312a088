"""A table of patterns gives what asking each of them in turn gives."""

from __future__ import annotations

import pytest

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.patterns_table import PatternTable

_ROWS = (
    ("dialysis", Pattern(r"(?:patients? )?on dialysis")),
    ("any", Pattern(r"\d+ .*")),
    ("patient", Pattern(r"patients?\b")),
    ("late", Pattern(r"patient in hospital")),
)
_TABLE = PatternTable(_ROWS)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Patient on DIALYSIS", "dialysis"),
        ("patient in hospital", "patient"),
        ("3 patients", "any"),
        ("The patient", None),
        ("dialysis", None),
        ("", None),
    ],
)
def test_first_in_the_order_of_the_table(text: str, label: str | None) -> None:
    found = _TABLE.first_at_start(text)
    assert (found and found[0]) == label
    assert label == next((name for name, pattern in _ROWS if pattern.match(text)), None)


def test_letters_that_fold_to_others() -> None:
    assert _TABLE.first_at_start("Patıent on dialyſis") == ("dialysis", len("Patıent on dialyſis"))
