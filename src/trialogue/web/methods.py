"""How each number is made: the docstrings of the functions that make them, as text for a page.

To add a method, name its function in ``METHODS`` under its heading. The page is its docstring: the
first line becomes the lead, ``names in double marks`` become code, blank lines part paragraphs.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.say import statement
from trialogue.eligibility.split import split
from trialogue.insight.contradictions import contradictions
from trialogue.insight.evidence import evidence
from trialogue.insight.identity import conditions, interventions, person_key, sponsor_key
from trialogue.insight.intervals import share
from trialogue.insight.open_chance import open_chance
from trialogue.insight.precedents import precedents, seen_elsewhere
from trialogue.insight.recruiting import really_recruiting
from trialogue.insight.room_left import figure_of, room_left
from trialogue.insight.similar import similar
from trialogue.insight.tallies import tally
from trialogue.model.offer import offer_of
from trialogue.model.place import distance_km
from trialogue.model.truth import Truth
from trialogue.plain.answers import answers
from trialogue.plain.burden import burden
from trialogue.plain.design import design_words
from trialogue.plain.dosing import dosing
from trialogue.plain.highlights import highlights
from trialogue.plain.ics import calendar_file
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.timeline import timeline
from trialogue.plain.title import plain_title

METHODS: tuple[tuple[str, tuple[Callable[..., Any], ...]], ...] = (
    ("The words on a page", (plain_title, highlights, design_words, what_may_go_wrong, answers)),
    ("What it asks of you", (timeline, dosing, burden, calendar_file)),
    ("What is known so far", (evidence, share, precedents, seen_elsewhere)),
    ("Counts over many trials", (tally, sponsor_key, person_key, interventions, conditions)),
    ("Is there room?", (room_left, figure_of, really_recruiting, open_chance)),
    ("Similar trials", (similar,)),
    ("What a record contradicts", (contradictions,)),
    ("What you can do now", (offer_of,)),
    ("Distances", (distance_km,)),
    ("Who can join", (split, read_criteria, statement)),
    ("Checking whether you may take part", (prescreen, Truth)),
)

_CODE = re.compile(r"``([^`]+)``")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One function as the page shows it."""

    id: str
    title: str
    paragraphs: tuple[Markup, ...]
    place: str


def methods() -> tuple[tuple[str, tuple[Method, ...]], ...]:
    """All methods under their headings."""
    return tuple((heading, tuple(_method(f) for f in functions)) for heading, functions in METHODS)


def _method(function: Callable[..., Any]) -> Method:
    text = inspect.getdoc(function) or ""
    name = function.__name__
    return Method(
        id=f"{function.__module__.removeprefix('trialogue.').replace('.', '-')}-{name}",
        title=name.replace("_", " ").strip().capitalize(),
        paragraphs=tuple(_marked(" ".join(p.split())) for p in text.split("\n\n") if p.strip()),
        place=f"{function.__module__}.{function.__qualname__}",
    )


def _marked(text: str) -> Markup:
    parts = _CODE.split(text)
    return Markup("").join(
        Markup("<code>%s</code>") % part if index % 2 else escape(part) for index, part in enumerate(parts)
    )
