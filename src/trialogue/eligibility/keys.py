"""The key under which a profile holds the answer to a demand, and what one answer says of another.

A key is a subject (``chemotherapy``, ``condition:MESH:D000690``, ``treatment:riluzole``) and, after
it, what narrows the question: ``@ever``, ``@past``, ``@planned``, ``@within:28`` (days), ``@for:30``,
``@after``, ``@stable``, ``~1f2e3d4c`` (a digest of qualifying words). "No chemotherapy, ever" answers
"chemotherapy in the last 4 weeks?"; "yes, in the last 4 weeks" answers "ever?". ``~!1f2e3d4c`` marks words
that may reach further than the subject: its answer is about these words only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from trialogue.eligibility.facts import load_facts
from trialogue.model.requirement import (
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Time,
    Window,
)

WIDE = "!"
# One study has a few hundred atoms; every answer of every person asks for the same ones again.
_KEPT = 16_384
# Facts that are kinds of others: who has the first has the second.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "diabetes_1": ("diabetes",),
    "diabetes_2": ("diabetes",),
    "brain_metastases": ("cancer",),
    "atrial_fibrillation": ("arrhythmia",),
    "cirrhosis": ("liver_disease",),
    "epilepsy": ("seizures",),
    "dementia": ("cognitive_impairment",),
    "depression": ("psychiatric_disorder",),
    "bipolar": ("psychiatric_disorder",),
    "schizophrenia": ("psychiatric_disorder", "psychosis"),
    "multiple_sclerosis": ("autoimmune",),
    "lupus": ("autoimmune",),
    "rheumatoid_arthritis": ("autoimmune",),
    "multiple_pregnancy": ("pregnant",),
    "consents": ("agrees",),
    "other_trial": ("earlier_trial",),
    "in_hospital": ("was_in_hospital",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A yes/no question about a subject, as a value: what a key says."""

    subject: str
    time: Time | None = None
    within: float | None = None
    lasting: float | None = None
    after: bool = False
    stable: bool = False
    narrowed: str = ""

    @property
    def key(self) -> str:
        """Its key in a profile."""
        parts = [self.subject]
        if self.time is not None:
            parts.append(self.time.value)
        if self.within is not None:
            parts.append(f"within:{self.within:g}")
        if self.lasting is not None:
            parts.append(f"for:{self.lasting:g}")
        parts += [word for word, on in (("after", self.after), ("stable", self.stable)) if on]
        return "@".join(parts) + (f"~{self.narrowed}" if self.narrowed else "")

    @property
    def plain(self) -> bool:
        """Whether nothing but the time narrows it."""
        return self == Atom(subject=self.subject, time=self.time)

    @property
    def wide(self) -> bool:
        """Whether its words may reach further than its subject."""
        return self.narrowed.startswith(WIDE)

    def covers(self, other: Atom) -> bool:
        """Whether every case of ``other`` is a case of this: a "no" here is a "no" there.

        Both must be ``settled``. What holds now also held within any window up to now.
        """
        now = other.time is Time.CURRENT and other.within is None
        return (
            self.subject == other.subject
            and self.narrowed in (("", other.narrowed) if not other.wide else (other.narrowed,))
            and (self.time == other.time or (self.time is Time.EVER and other.time is not Time.PLANNED))
            and self.after == other.after
            and (not self.stable or other.stable)
            and (self.within is None or now or (other.within is not None and self.within >= other.within))
            and (self.lasting is None or (other.lasting is not None and self.lasting <= other.lasting))
        )


@lru_cache(maxsize=_KEPT)
def parse_key(key: str) -> Atom:
    """The atom of a key. Any text is a key; what it does not know it takes as part of the subject."""
    rest, _, narrowed = key.partition("~")
    subject, *marks = rest.split("@")
    atom = Atom(subject=subject, narrowed=narrowed)
    for mark in marks:
        name, _, value = mark.partition(":")
        if name == "within" and _is_number(value):
            atom = replace(atom, within=float(value))
        elif name == "for" and _is_number(value):
            atom = replace(atom, lasting=float(value))
        elif mark == "after":
            atom = replace(atom, after=True)
        elif mark == "stable":
            atom = replace(atom, stable=True)
        elif mark in _TIMES:
            atom = replace(atom, time=Time(mark))
        else:
            return Atom(subject=key)
    return atom


_TIMES = frozenset(time.value for time in Time)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("e+", "", 1).isdecimal()


@lru_cache(maxsize=_KEPT)
def settled(atom: Atom) -> Atom:
    """The same question with its time made plain, so that answers can be compared.

    A fact that is asked as "Did you …?" is asked of all time, another of now; a question with a
    window is asked of all times inside the window.
    """
    if atom.time is Time.PLANNED or atom.after:
        return atom
    if atom.within is not None:
        return replace(atom, time=Time.EVER)
    if atom.time is None:
        fact = load_facts().get(atom.subject)
        past = fact is not None and fact.question.startswith(("Did ", "Have "))
        return replace(atom, time=Time.EVER if past else Time.CURRENT)
    return atom


@lru_cache(maxsize=_KEPT)
def atom_of(requirement: Holds | HasCondition | HasTreatment | Measured) -> Atom:
    """The yes/no question that decides this requirement.

    A plain ``Holds`` has no time: its own question says when. A condition without a time is a
    present one, a treatment without a time one at any time. A measure is a yes/no question where
    its words say more than its limits.
    """
    narrowed = digest(*requirement.qualifiers)
    if requirement.wide:
        narrowed = WIDE + narrowed
    match requirement:
        case Holds(fact=fact) | Measured(fact=fact):
            atom = Atom(subject=fact, narrowed=narrowed)
        case HasCondition(concept=concept, time=time):
            atom = Atom(subject=f"condition:{identity(concept)}", time=time, narrowed=narrowed)
        case HasTreatment(concept=concept, time=time, stable=stable):
            subject = f"treatment:{identity(concept)}"
            atom = Atom(subject=subject, time=time, stable=stable, narrowed=narrowed)
    return _with_window(atom, requirement.window)


def _with_window(atom: Atom, window: Window | None) -> Atom:
    if window is None:
        return atom
    return replace(atom, within=window.high_days, lasting=window.low_days, after=window.after)


def identity(concept: Concept) -> str:
    """One identity where exactly one is known; else the name: what is ambiguous stays ambiguous."""
    if len(concept.ids) == 1:
        return concept.ids[0]
    return "".join(c if c.isalnum() else "-" for c in concept.name.casefold()).strip("-")


def digest(*words: str) -> str:
    """Eight characters that stand for the words, whatever their case and spaces; empty for none."""
    text = "|".join(" ".join(word.split()).casefold() for word in words)
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest() if text else ""


@lru_cache(maxsize=_KEPT)
def criterion_key(nct_id: str, text: str) -> str:
    """The key of a criterion that is asked in its own words."""
    words = " ".join(text.split())
    return f"criterion:{nct_id}:{hashlib.blake2b(words.encode(), digest_size=8).hexdigest()}"
