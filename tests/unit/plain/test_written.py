"""Text of a language model is refused where it says what the record does not."""

from __future__ import annotations

import pytest

from trialogue.plain.written import refusal

RECORD = "60 people get examplimab, three injections, from March 2026. A dose of 1,000 mg."


@pytest.mark.parametrize(
    "text",
    [
        "Sixty people take part.".replace("Sixty", "60"),
        "You get 3 injections of examplimab.",
        "Doses of 1000 mg.",
        "It starts in March 2026.",
        "It tests a treatment.",
    ],
)
def test_what_the_record_holds_may_be_said(text: str) -> None:
    assert refusal(text, RECORD) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("About 80 people take part.", "numbers"),
        ("You get four injections.", "numbers"),
        ("It starts in April 2026.", "dates"),
        ("Like adalimumab, it is given often.", "drugs"),
    ],
)
def test_one_stray_item_refuses_the_whole_text(text: str, part: str) -> None:
    found = refusal(text, RECORD)
    assert found is not None
    assert getattr(found, part)
