"""Statements of any requirement give it back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.eligibility.test_say import criterion

from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.normal import normal
from trialogue.eligibility.say import parse_statement, statement
from trialogue.eligibility.terms import load_terms
from trialogue.model.age import Age, AgeUnit
from trialogue.model.criterion import CriterionKind
from trialogue.model.requirement import (
    Aged,
    AllOf,
    Anchor,
    AnyOf,
    AtLeast,
    Bound,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
    Time,
    Window,
)

PIECES = [
    "severe",
    "allergy",
    "asthma",
    "or",
    "and",
    ",",
    "to nuts",
    "(IBS)",
    "renal",
    "now",
    "this:",
    "Ewing",
    "12",
]
names = st.one_of(
    st.sampled_from(sorted(load_terms())),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join),
    st.text(alphabet="abcXYZ -/'(),.:;“”", min_size=1, max_size=20).filter(str.strip),
)
windows = st.one_of(
    st.none(),
    st.builds(
        Window,
        low_days=st.sampled_from([None, 7.0]),
        high_days=st.sampled_from([None, 28.0, 365.2425]),
        anchor=st.sampled_from(list(Anchor)),
        after=st.booleans(),
    ),
)
notes = st.one_of(st.just(((), False)), st.tuples(st.just(("with (see 1) fever. And more",)), st.booleans()))
bounds = st.one_of(
    st.none(), st.builds(Bound, value=st.sampled_from([0.5, 1, 2.76, 1500]), inclusive=st.booleans())
)
YESNO = sorted(f.id for f in load_facts().values() if f.kind is FactKind.YESNO)
NUMBERS = sorted(f.id for f in load_facts().values() if f.kind is FactKind.NUMBER and f.unit)


def _has(kind: type[HasCondition] | type[HasTreatment]) -> st.SearchStrategy[Requirement]:
    return st.builds(
        lambda name, time, window, said: kind(
            concept=Concept(name=name), time=time, window=window, qualifiers=said[0], wide=said[1]
        ),
        names,
        st.sampled_from(list(Time)),
        windows,
        notes,
    )


leaves = st.one_of(
    _has(HasCondition),
    _has(HasTreatment),
    st.builds(Holds, fact=st.sampled_from(YESNO), window=windows),
    st.builds(
        lambda fact, low, high, window: Measured(
            fact=fact, low=low, high=high, unit=load_facts()[fact].unit, window=window
        ),
        st.sampled_from(NUMBERS),
        bounds,
        bounds,
        windows,
    ),
    st.builds(Aged, minimum=st.builds(Age, value=st.integers(0, 99), unit=st.sampled_from(list(AgeUnit)))),
)
requirements = st.recursive(
    st.one_of(leaves, leaves.map(lambda leaf: Not(part=leaf))),
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda several: AllOf(parts=tuple(several))),
        st.lists(parts, min_size=2, max_size=3).map(lambda several: AnyOf(parts=tuple(several))),
        st.lists(parts, min_size=3, max_size=3).map(lambda several: AtLeast(count=2, parts=tuple(several))),
    ),
    max_leaves=4,
)


@given(requirements, st.sampled_from(list(CriterionKind)))
@settings(max_examples=300, deadline=None)
def test_a_statement_gives_back_what_it_was_made_from(requirement: Requirement, kind: CriterionKind) -> None:
    said = statement(criterion(requirement, kind=kind))
    assert not said.own_words
    assert parse_statement(said) == normal(requirement)
