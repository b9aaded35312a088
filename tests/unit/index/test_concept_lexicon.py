"""The lexicon that is put together from installed vocabularies."""

from __future__ import annotations

from pathlib import Path

import pytest

from trialogue.eligibility.name_keys import words_of
from trialogue.index import concept_lexicon
from trialogue.index.concept_lexicon import installed_lexicon
from trialogue.index.concept_sources import icd_terms, phenotypes, rare_diseases

_ICD = """<ICD10CM.tabular>
<chapter><name>1</name><desc>Diseases of the Toe (A00-A19)</desc>
<section id="A00-A19"><desc>Toe diseases (A00-A19)</desc></section>
<section id="A01-A02"><desc>Sore toes (A01-A02)</desc>
<diag><name>A01</name><desc>Sore (big) toe, unspecified</desc>
<inclusionTerm><note>Stubbed toe</note><note>Toe NOS</note></inclusionTerm>
<diag><name>A01.1</name><desc>Other sore toe</desc></diag></diag></section></chapter>
<chapter><name>20</name><desc>Ways to stub (V00-V09)</desc>
<section id="V00-V09"><desc>x</desc></section></chapter>
</ICD10CM.tabular>"""

_OBO = """format-version: 1.2

[Term]
id: HP:0000118
name: Phenotypic abnormality

[Term]
id: HP:0000001x
name: Heading of toes
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:0000002x
name: Sore toe
synonym: "Toe ache" EXACT layperson []
xref: MSH:D000001
is_a: HP:0000001x ! Heading of toes

[Term]
id: HP:0000005
name: Mode of inheritance
"""


def test_chapters_blocks_and_codes(tmp_path: Path) -> None:
    path = tmp_path / "icd.xml"
    path.write_text(_ICD, encoding="utf-8")
    terms = {term.id: term for term in icd_terms(path)}
    assert set(terms) == {
        "ICD10CM:A00-A02",
        "ICD10CM:A00-A19",
        "ICD10CM:A01-A02",
        "ICD10CM:A01",
        "ICD10CM:A01.1",
    }
    assert terms["ICD10CM:A00-A02"].wide
    assert terms["ICD10CM:A01-A02"].parents == ("ICD10CM:A00-A19",)
    sore = terms["ICD10CM:A01"]
    assert sore.name == "Sore toe"
    assert "Stubbed toe" in sore.weak
    assert "Toe NOS" not in sore.weak
    assert not terms["ICD10CM:A01.1"].named


def test_findings_only(tmp_path: Path) -> None:
    path = tmp_path / "hp.obo"
    path.write_text(_OBO, encoding="utf-8")
    heading, sore = phenotypes(path)
    assert heading.wide
    assert sore.parents == ("HP:0000001x",)
    assert sore.same == ("MESH:D000001",)
    assert not sore.wide


def test_rare_diseases_have_one_name_each(tmp_path: Path) -> None:
    path = tmp_path / "annotations"
    path.write_text("#x\nOMIM:1\tToe disease; TD\t\nORPHA:2\tToe\t\nORPHA:2\tToe\t\nDECIPHER:3\tx\t\n")
    assert [(term.id, term.name) for term in rare_diseases(path)] == [
        ("ORPHA:2", "Toe"),
        ("OMIM:1", "Toe disease"),
    ]


def test_it_is_kept_and_read_back_and_a_spoilt_file_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "hp.obo"
    small.write_text(_OBO, encoding="utf-8")
    monkeypatch.setattr(concept_lexicon, "_sources", lambda: iter([(phenotypes, small)]))
    folder = tmp_path / "folder"
    made = installed_lexicon(folder)
    (path,) = folder.glob("concepts-*.msgpack")
    again = installed_lexicon(folder)
    assert (again.names, again.parents, again.wide) == (made.names, made.parents, made.wide)
    assert again.find(words_of("toe ache")) == ("HP:0000002x",)
    path.write_bytes(b"spoilt")
    assert installed_lexicon(folder).labels == made.labels
    small.write_text(_OBO + "\n", encoding="utf-8")
    installed_lexicon(folder)
    (newer,) = folder.glob("concepts-*.msgpack")
    assert newer != path


def test_the_installed_vocabularies_and_our_names_are_one() -> None:
    made = installed_lexicon()
    assert made.find(words_of("amyotrophic lateral sclerosis")) == ("MESH:D000690",)
    assert "HP:0007354" in made.others("MESH:D000690")
    (portal,) = made.find(words_of("portal hypertension"))
    assert "MESH:D006973" not in made.wider(portal)
