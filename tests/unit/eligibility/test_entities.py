"""Mentions: where they are looked for, and the model's two parts on a corpus written here."""

from __future__ import annotations

import numpy as np
import pytest
from bench import train_entities
from bench.network_training import Passage, Trainer, row_of
from bench.train_network import train_network
from tests.fixtures.mentions import LABELS, VECTORS, linear, network, tagged

from trialogue.eligibility.entities import Finder, default_finder, mentions_of
from trialogue.eligibility.entities_features import tokens_of
from trialogue.eligibility.entities_model import barred, likeliest, model_file
from trialogue.eligibility.entities_network import Network, letters, word_form
from trialogue.eligibility.entities_passages import passages_of
from trialogue.eligibility.entity import EntityType


def test_a_model_of_both_parts_learns_a_small_corpus() -> None:
    finder = Finder(model_file(linear(), network()))
    text = "known asthma\nuses morvin"
    found = {(e.type, text[e.start : e.end]) for e in finder.find(text)}
    assert found == {(EntityType.CONDITION, "asthma"), (EntityType.DRUG, "morvin")}


def test_the_network_ships_as_it_was_trained_but_for_rounding() -> None:
    read = Network(network())
    chances = read.chances(["any", "gout"], tagged()[0].signs[:2])
    assert chances.shape == (2, 5)
    assert chances.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert read.labels[chances[1].argmax()] == "B-condition"


def test_a_long_passage_is_read_in_pieces_as_if_it_were_one() -> None:
    read = Network(network())
    one = tagged()[0]
    tokens, signs = one.tokens * 700, [*one.signs] * 700
    whole = read.chances(tokens, signs)
    middle = read.chances(tokens[900:1100], signs[900:1100])
    assert whole.shape == (len(tokens), 5)
    assert whole[950:1050] == pytest.approx(middle[50:150], abs=1e-5)


def test_training_twice_gives_the_same_file() -> None:
    first, second = (train_network(tagged(), VECTORS, LABELS) for _ in range(2))
    assert first == second


def test_gradients_are_the_slope_of_the_loss() -> None:
    draw = np.random.default_rng(1)
    sizes = {"word": (6, 4), "letter": (5, 3), "spell": (9, 4), "spell_bias": (4,), "sign": (4, 2)}
    sizes |= {"layer0": (36, 5), "layer1": (15, 5), "layer2": (15, 5), "out": (27, 6), "out_bias": (2, 3)}
    sizes |= {f"layer{number}_bias": (5,) for number in range(3)}
    weights = {name: (draw.standard_normal(size) * 0.4).astype(np.float32) for name, size in sizes.items()}
    weights["letter"][0] = 0.0
    spelt, signs = [(1, 2), (3,), (4, 4), (2,)], [[1, 2], [0, 3], [1, 1], [3, 2]]
    wanted = np.eye(3, dtype=np.float32)[[0, 1, 2, 1]] * 0.7 + 0.1
    passages = [Passage([1, 2, 5, 3], spelt, signs, wanted, scheme) for scheme in (0, 1)]
    row, trainer = row_of(passages), Trainer(weights)
    _, grads = trainer.gradients(row, None, 0.0)
    used = np.unique(row.words)
    for name, grad in grads.items():
        way = draw.standard_normal(grad.shape).astype(np.float32)
        at = used if name == "word" else slice(None)
        way[0] *= name not in {"letter"}
        weights[name][at] += 0.002 * way
        above = trainer.gradients(row, None, 0.0)[0]
        weights[name][at] -= 0.004 * way
        below = trainer.gradients(row, None, 0.0)[0]
        weights[name][at] += 0.002 * way
        assert (above - below) / 0.004 == pytest.approx(float((grad * way).sum()), rel=0.02, abs=4e-3), name


def test_headings_and_list_marks_are_no_place_of_mentions() -> None:
    text = "Inclusion Criteria:\n  -  asthma\n  1. gout,\nExclusion Criteria:\n  -  stroke"
    assert [text[start:end] for start, end in passages_of(text)] == ["asthma", "gout,", "stroke"]
    assert all(text[e.start : e.end][0].isalpha() for e in default_finder().find(text))
    assert not any("riteria" in text[e.start : e.end] for e in default_finder().find(text))


def test_a_wrapped_line_is_one_passage() -> None:
    text = "Inclusion Criteria:\n  -  patients with a known\n     history of gout\n  -  asthma"
    assert [" ".join(text[s:e].split()) for s, e in passages_of(text)] == [
        "patients with a known history of gout",
        "asthma",
    ]


@pytest.mark.parametrize(
    "text", ["", " \n\r\n ", "-\n*\n1.\n", "Inclusion Criteria:", "\x00\ufeff≥", "x" * 3000]
)
def test_a_text_without_words_raises_nothing(text: str) -> None:
    for entity in default_finder().find(text):
        assert 0 <= entity.start < entity.end <= len(text)


def test_words_and_letters_are_kept_in_short_forms() -> None:
    assert [word_form(token) for token in ("HbA", "42", "12.5", "7.25", "µ")] == [
        "hba",
        "00",
        "000",
        "000",
        "µ",
    ]
    assert letters("methylprednisolone") == "methylp" + "isolone"


@pytest.mark.parametrize(
    ("line", "labels", "found"),
    [
        ("angina or", "BI", ["angina"]),
        ("a stroke,", "BII", ["stroke"]),
        ("ACE inhibitors (ACEIs)", "BIIIO", ["ACE inhibitors (ACEIs)"]),
        ("asthma)", "BI", ["asthma"]),
        ("gout (new)", "BOOO", ["gout"]),
        ("gout asthma", "BB", ["gout", "asthma"]),
        ("of the", "BI", []),
    ],
)
def test_a_name_has_no_small_words_at_its_ends(line: str, labels: str, found: list[str]) -> None:
    tokens = tokens_of(line, 0, len(line))
    told = ["O" if label == "O" else f"{label}-condition" for label in labels]
    assert [line[e.start : e.end] for e in mentions_of(tokens, told)] == found


def test_a_time_keeps_its_small_words() -> None:
    tokens = tokens_of("in the past", 0, 11)
    assert [(e.start, e.end) for e in mentions_of(tokens, ["B-temporal", "I-temporal", "I-temporal"])] == [
        (0, 11)
    ]


def test_only_a_beginning_begins_a_mention() -> None:
    labels = ["O", "B-drug", "I-drug", "B-value", "I-value"]
    scores = np.log(np.array([[0.3, 0.3, 0.4, 0, 0], [0.2, 0, 0.35, 0, 0.45]], dtype=np.float32) + 1e-9)
    assert [labels[at] for at in likeliest(scores, barred(labels))] == ["B-drug", "I-drug"]


def test_plain_words_are_mentions_where_nothing_else_is() -> None:
    text = "active disease, no birth control, breast-feeding"
    found = {(e.type.value, text[e.start : e.end]) for e in Finder(None).find(text)}
    plain = {("temporal", "active"), ("procedure", "birth control"), ("condition", "breast-feeding")}
    assert plain <= found


def test_a_model_of_a_corpus_without_a_licence_is_not_put_into_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["train_entities", "--corpus", "leaf"])
    with pytest.raises(SystemExit):
        train_entities.main()
    assert "only a model trained on Chia" in capsys.readouterr().err
