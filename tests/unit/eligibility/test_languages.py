"""A language that somebody must speak is asked as that, and no other ability is."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.languages import is_of_language
from trialogue.eligibility.read_requirement import read_requirement


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("speak and read English", True),
        ("understand and speak English or Spanish", True),
        ("communicate in the local language", True),
        ("read", False),
        ("speak English and attend visits", False),
        ("English muffins", False),
        ("speak with English staff", False),
    ],
)
def test_words_of_a_language(words: str, holds: bool) -> None:
    assert is_of_language(words) is holds


def test_who_cannot_speak_it() -> None:
    read = read_requirement("Inability to understand or speak English", {}, exclusion=True)
    assert line(read) == "not (speaks_language +)"
