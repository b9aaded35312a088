"""Marks of our own: two habits of marking in one network, and the rows of marked records."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bench.own_mentions import marked_spans, own_documents
from bench.train_network import train_network
from tests.fixtures.mentions import LABELS, TAUGHT, VECTORS, tagged
from tests.fixtures.studies import study

from trialogue.eligibility.entities_features import described, features, tokens_of
from trialogue.eligibility.entities_network import Network
from trialogue.eligibility.entity import EntityType, Spans
from trialogue.model.ids import NctId
from trialogue.model.study import Study


@pytest.mark.parametrize(("spans", "label"), [(Spans.WHOLE, "B-drug"), (Spans.SHORT, "B-condition")])
def test_a_network_of_two_habits_speaks_the_one_that_is_asked_for(spans: Spans, label: str) -> None:
    other = tagged({**TAUGHT, "gout": "B-drug"}, short=False)
    network = Network(train_network([*tagged(), *other] * 20, VECTORS, LABELS), spans)
    chances = network.chances(["any", "gout"], tagged()[0].signs[:2])
    assert network.labels[chances[1].argmax()] == label


def test_only_the_habit_of_short_spans_has_features_of_its_own() -> None:
    tokens = tokens_of("known gout", 0, 10)
    own = described(tokens, [])
    short, plain = features(tokens, own), features(tokens, own, short=False)
    for one, other in zip(short, plain, strict=True):
        assert one[: len(other)] == other
        assert {feature.split("|")[0] for feature in one[len(other) :]} == {"short"}


def test_marked_spans_are_of_known_types_and_do_not_overlap() -> None:
    spans = marked_spans()
    assert len(spans) > 400
    kinds = {kind.value for kind in EntityType}
    for name, found in spans.items():
        assert re.fullmatch(r"NCT\d{8}", name)
        end = 0
        for low, high, kind in found:
            assert end <= low < high, name
            assert kind in kinds, name
            end = high


def test_a_marked_record_gives_its_criteria_and_spans_once() -> None:
    name, spans = next(iter(marked_spans().items()))
    marked = _with_criteria(name, "x" * spans[-1][1])
    later = _with_criteria(name, "y" * spans[-1][1])
    assert list(own_documents([marked, _with_criteria("NCT99999999", "gout"), later])) == [
        (name, "x" * spans[-1][1], spans)
    ]


def test_marks_of_another_version_of_a_record_are_refused() -> None:
    name = next(iter(marked_spans()))
    with pytest.raises(ValueError, match=name):
        list(own_documents([_with_criteria(name, "short")]))


def _with_criteria(name: str, text: str) -> Study:
    one = study({"study": "1"})
    return replace(one, nct_id=NctId(name), eligibility=replace(one.eligibility, criteria=text))
