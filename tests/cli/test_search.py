"""``trialogue search`` and ``trialogue vocabulary`` on a small store of fictional studies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fixtures.studies import studies

from trialogue.cli.app import run
from trialogue.index.tantivy_index import TantivyIndex

STUDIES = """
study | title                | conditions                    | status     | phases        | sites
1     | Cells for ALS        | Amyotrophic Lateral Sclerosis | RECRUITING | PHASE1;PHASE2 | Aton open; Deton
2     | Walking and ALS      | Amyotrophic Lateral Sclerosis | COMPLETED  |               | Aton
3     | A pill for a stroke  | Stroke                        | RECRUITING | PHASE3        | Deton open
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path))
    TantivyIndex(tmp_path / "index").rebuild(studies(STUDIES), 1)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "Lou", "Gehrig's", "--near", "0.1,0.1", "--within", "50mi"]) == 0
    out = said(capsys)
    assert "NCT99000001" in out
    assert "Phase 1/2" in out
    assert "Aton, about 10 miles away" in out
    assert "Aton, about 10 miles away, not open now" in out
    assert "1 to 2 of 2 studies." in out
    assert "RECRUITING" not in out


@pytest.mark.usefixtures("folder")
def test_a_name_of_several_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "als", "--near", "Rochester"]) == 0
    assert "Taken for Rochester, NY. Others of this name: Rochester, MN; " in said(capsys)
    assert run(["search", "als", "--near", "Rochester", "--json"]) == 0
    place = json.loads(said(capsys))["place"]
    assert (place["taken"], place["others"][0]) == ("Rochester, NY", "Rochester, MN")
    assert run(["search", "als", "--near", "Rochester, MN"]) == 0
    assert "Taken for" not in said(capsys)


@pytest.mark.usefixtures("folder")
def test_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "als", "--near", "0.1,0.1", "--status", "recruiting", "--json"]) == 0
    found = json.loads(said(capsys))
    assert found["total"] == 1
    assert found["query"] == [["q", "als"], ["near", "0.1, 0.1"], ["status", "recruiting"]]
    (study,) = found["studies"]
    assert (study["nct_id"], study["nearest"]["city"], study["nearest"]["recruiting"]) == (
        "NCT99000001",
        "Aton",
        True,
    )
    assert study["reasons"][0]["piece"] == "BriefTitle"
    assert found["facets"]["statuses"] == {"RECRUITING": 1, "COMPLETED": 1}


@pytest.mark.usefixtures("folder")
def test_nothing_found_says_what_would_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "stroke", "--near", "0,0", "--within", "50km"]) == 0
    out = said(capsys)
    assert "No study was found." in out
    assert "Without the distance: 1 study." in out


@pytest.mark.usefixtures("folder")
def test_words_that_lead_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "zzzzzz", "--size", "5"]) == 0
    assert "Without the words: 3 studies." in said(capsys)


@pytest.mark.usefixtures("folder")
def test_a_typing_error_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "sclerosos"]) == 0
    assert "Showing sclerosis for sclerosos." in said(capsys)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--status", "recruting"], "status: 'recruting' is no choice; did you mean recruiting?"),
        (["--near", "Nowhereville"], "near: the place 'Nowhereville' is not known"),
        (["--within", "10mi"], "within: a distance needs a place"),
        (["--age", "old"], "age: 'old' is no number"),
        (["--size", "5000"], "--size: give 0 to 1000"),
        (["--phse", "2"], "--phse"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err


def test_without_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRIALOGUE_DATA", str(tmp_path))
    assert run(["search", "als"]) == 1
    assert "there is no search index yet; run `trialogue rebuild`" in capsys.readouterr().err


def test_a_vocabulary_is_imported_and_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "names.tsv"
    path.write_text("label\tsynonyms\nStroke\tSudden Sky Illness\n", encoding="utf-8")
    assert run(["vocabulary", "import", str(path)]) == 0
    assert "names.tsv: 1 terms, 2 names that lead to others." in said(capsys)
    assert run(["search", "sudden sky illness"]) == 0
    assert "NCT99000003" in said(capsys)


def test_what_is_no_vocabulary_is_bad_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "letter.txt"
    path.write_text("Dear reader\n", encoding="utf-8")
    assert run(["vocabulary", "import", str(path)]) == 4
    assert "none of the vocabularies" in capsys.readouterr().err
    assert run(["vocabulary", "import"]) == 2
