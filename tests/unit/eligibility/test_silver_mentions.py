"""What teachers say of records that nobody marked: the file of it, and a network that learns from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bench.encoder import Pieces
from bench.network_training import Array
from bench.silver_marks import PLACE, Unmarked, first_criteria, read_silver, unmarked, write_silver
from bench.train_network import Silver, train_network
from tests.fixtures.mentions import LABELS, VECTORS, tagged
from tests.fixtures.studies import study

from trialogue.eligibility.entities_network import Network
from trialogue.model.ids import NctId
from trialogue.model.study import Study

CRITERIA = "known asthma\nuses morvin"
SPANS = [(0, 12), (13, 24)]


def record(name: str, criteria: str) -> Study:
    one = study({"study": "1"})
    return replace(one, nct_id=NctId(name), eligibility=replace(one.eligibility, criteria=criteria))


def said(passages: list[Unmarked]) -> list[Array]:
    draw = np.random.default_rng(0)
    sizes = [(2, len(one.tokens)) for one in passages]
    return [draw.dirichlet(np.full(len(LABELS), 0.2), size).astype(np.float32) for size in sizes]


def test_the_file_gives_back_passages_and_what_was_said_of_them(tmp_path: Path) -> None:
    passages = list(unmarked("NCT00000001", CRITERIA, SPANS))
    chances = said(passages)
    write_silver(tmp_path / "silver.npz", passages, chances)
    records = [record("NCT00000002", "other"), record("NCT00000001", CRITERIA), record("NCT00000001", "new")]
    read = read_silver(tmp_path / "silver.npz", records)
    assert [one.tokens for one in read] == [["known", "asthma"], ["uses", "morvin"]]
    assert [list(one.signs) for one in read] == [one.signs for one in passages]
    for one, wanted in zip(read, chances, strict=True):
        assert one.chances == pytest.approx(wanted, abs=0.02)
        assert one.chances.sum(axis=2) == pytest.approx(np.ones((2, 2)), abs=1e-5)


@pytest.mark.parametrize("criteria", ["", "known asthma of a kind\nuses", "known\nuses morvin"])
def test_a_record_that_was_changed_since_is_refused(tmp_path: Path, criteria: str) -> None:
    passages = list(unmarked("NCT00000001", CRITERIA, SPANS))
    write_silver(tmp_path / "silver.npz", passages, said(passages))
    with pytest.raises(ValueError, match="not those that were marked"):
        read_silver(tmp_path / "silver.npz", [record("NCT00000001", criteria)])


def test_of_several_versions_the_first_counts_and_empty_ones_are_left_out() -> None:
    records = [record("NCT00000001", "a"), record("NCT00000001", "b"), record("NCT00000002", "")]
    assert first_criteria(records) == {"NCT00000001": "a"}


def test_a_network_learns_a_word_that_only_teachers_marked() -> None:
    drug = np.zeros((2, 2, len(LABELS)), dtype=np.float32)
    drug[:, 0, LABELS.index("O")] = 1
    drug[:, 1, LABELS.index("B-drug")] = 1
    signs = tagged()[0].signs[:2]
    silver = [Silver(tokens=["uses", word], signs=signs, chances=drug) for word in ("zyltrex", "morvin")]
    marked = [one for one in tagged() if not {"zyltrex", "morvin"} & set(one.tokens)]
    network = Network(train_network(marked * 10, VECTORS, LABELS, silver * 100))
    chances = network.chances(["uses", "zyltrex"], signs)
    assert network.labels[chances[1].argmax()] == "B-drug"


def test_words_come_in_known_pieces_without_capitals_and_accents() -> None:
    pieces = Pieces({"[UNK]": 1, "men": 2, "##iere": 3, "gout": 4, "-": 5})
    assert pieces.of("Menière") == [2, 3]
    assert pieces.of("gout-men") == [4, 5, 2]
    assert pieces.of("xyz") == [1]
    assert pieces.of("×") == [1]


def test_the_marks_that_ship_are_of_records_with_ids() -> None:
    with np.load(PLACE, allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode().split("\n")
        assert stored["chances"].shape[::2] == (2, 13)
        assert len(names) == len(stored["spans"])
    assert all(NctId(name) for name in names)
