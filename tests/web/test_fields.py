"""Fields of forms: made once for everybody, each with its own value, which is text and nothing else."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from trialogue.web.patterns import Patterns

HOSTILE = '"><script>alert(1)</script>&'


@pytest.mark.parametrize("kind", ["text", "textarea"])
@pytest.mark.parametrize("value", ["Ada", HOSTILE, "", None, "\ue000", "a\nb"])
def test_a_field_that_was_made_before_is_the_same_as_a_new_one(kind: str, value: str | None) -> None:
    used = Patterns()
    for before in ("somebody else's", None, HOSTILE):
        getattr(used, kind)(name="name", label="Your name", value=before, hint="As in your passport.")
    given = {"name": "name", "label": "Your name", "value": value, "hint": "As in your passport."}
    made = getattr(used, kind)(**given)
    assert made == getattr(Patterns(), kind)(**given)
    assert "somebody else" not in made
    assert "<script>" not in made
    assert not value or str(Markup.escape(value)) in made


@pytest.mark.parametrize("kind", ["text", "textarea"])
def test_fields_that_differ_in_anything_are_not_mixed_up(kind: str) -> None:
    patterns = Patterns()
    make = getattr(patterns, kind)
    plain = make(name="a", label="A", value="x")
    assert make(name="b", label="A", value="x") != plain
    assert make(name="a", label="B", value="x") != plain
    assert "What is wrong" in make(name="a", label="A", value="x", error="What is wrong")
    assert "&lt;b&gt;" in make(name="a", label="A", hint="<b>")
    assert "<b>" in make(name="a", label="A", hint=Markup("<b>"))
    assert make(name="a", label="A", value="x") == plain


def test_what_was_made_takes_bounded_room() -> None:
    patterns = Patterns()
    for number in range(1200):
        assert f"A{number}<" in patterns.text(name="a", label=f"A{number}").replace("\n", "").replace(" ", "")
    assert len(patterns._made) <= 500
