"""Text that a language model wrote: kept apart, marked, and refused where it says what the record does not.

Off by default. Nothing here calls a model: text comes in as an argument.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from trialogue.model.ids import NctId
from trialogue.plain.written_claims import Claims, Day, claims

LONGEST = 1_500
"""Signs that a text may have; a short summary needs no more."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKUP = re.compile(r"[<>`{}\\|#*_\[\]]|https?:|www\.|@|&\w+;")
_TYPOGRAPHY = frozenset("–—‘’“”…\u00a0\u202f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Accepted text. ``model``, ``prompt`` (version of our request) and ``at`` say what wrote it and when.

    ``version_id`` is the version of the record that it was written from and checked against.
    """

    nct_id: NctId
    text: str
    model: str
    prompt: int
    version_id: int
    at: datetime

    @property
    def mark(self) -> str:
        """What stands beside the text wherever it is shown."""
        return (
            f"Written by a language model ({self.model}), checked: every number, date and drug in it stands "
            "in the record. It may still be wrong; the record counts."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a sentence was refused: what it holds and the record does not; ``form``: it is no plain text.

    ``names`` are names, and words so rare that they may be some.
    """

    sentence: str = ""
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    form: str = ""

    @property
    def words(self) -> str:
        """The reason in one line."""
        parts = (
            ("number", self.numbers),
            ("date", self.dates),
            ("drug", self.drugs),
            ("name or rare word", self.names),
        )
        said = [f"{kind} {', '.join(found)}" for kind, found in parts if found]
        return self.form or f"not in the record: {'; '.join(said)}"


def refusals(text: str, record: str) -> tuple[Refusal, ...]:
    """Every fault of a text, sentence by sentence; empty where it may be shown."""
    form = _form(text, record)
    if form:
        return (Refusal(form=form),)
    judged = ((one, refusal(one, record)) for one in _SENTENCE.split(text) if one.strip())
    return tuple(replace(found, sentence=one) for one, found in judged if found is not None)


def refusal(text: str, record: str) -> Refusal | None:
    """What the text holds that the record's own text does not; None where it may be shown.

    Numbers are compared by value ("1,000" is 1000, "three" is 3), with their unit where they have one
    ("12 weeks" is a time, "Phase III" a phase); dates by all the parts that they name; medicines by the
    endings of international names and a list of older ones; other names by their capital, or as a word
    that few records use. One stray item refuses the whole text. What it cannot see: a true number said
    of the wrong thing.
    """
    said, held = claims(text), claims(record)
    numbers = [*(said.numbers - held.numbers), *(said.times - held.times)]
    numbers += [f"{value} ({unit})" for value, unit in said.amounts - held.amounts]
    dates = [_day_words(day) for day in said.days if not any(_fits(day, known) for known in held.days)]
    dates += said.slashed - held.slashed
    found = Refusal(
        numbers=tuple(sorted(numbers)),
        dates=tuple(sorted(dates)),
        drugs=tuple(sorted(said.drugs - held.words)),
        names=tuple(sorted(_strange_names(said, held))),
    )
    return None if found == Refusal() else found


def _strange_names(said: Claims, held: Claims) -> set[str]:
    known = held.words | said.drugs
    return {
        name
        for name in (*said.names, *said.rare)
        if not {name.lower(), name.lower().removesuffix("s")} & known
        and not all(part in known for part in name.lower().split("-"))
    }


def _form(text: str, record: str) -> str:
    if not text.strip():
        return "it is empty"
    if len(text) > LONGEST:
        return f"it has more than {LONGEST} signs"
    if _MARKUP.search(text):
        return "it holds markup, a link or an address"
    odd = {c for c in text if not c.isascii()} - _TYPOGRAPHY - claims(record).signs
    hidden = {c for c in text if unicodedata.category(c)[0] == "C" and c != "\n"}
    return "it holds signs that the record does not" if odd or hidden else ""


def _fits(day: Day, known: Day) -> bool:
    return all(part is None or part == other for part, other in zip(day, known, strict=True))


def _day_words(day: Day) -> str:
    year, month, number = day
    return "-".join(f"{part:02d}" for part in (year, month, number) if part is not None)
