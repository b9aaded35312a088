"""Vocabulary files of each form, small and made up; and the real samples where they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.fixtures.studies import studies

from trialogue.errors import BadDataError, StoreUnavailableError
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.index.vocabulary import import_vocabulary, imported
from trialogue.index.words import key_of
from trialogue.model.search import Query

MESH_XML = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "desc.dtd">
<DescriptorRecordSet><DescriptorRecord><DescriptorUI>D000001</DescriptorUI><ConceptList>
<Concept PreferredConceptYN="Y"><TermList><Term><String>Blue Fever</String></Term>
<Term><String>Fever, Blue</String></Term><Term><String>Azure Illness</String></Term></TermList></Concept>
<Concept PreferredConceptYN="N"><TermList>
<Term><String>Sky Fever of Infants</String></Term></TermList></Concept>
</ConceptList></DescriptorRecord></DescriptorRecordSet>"""
MESH_ASCII = """*NEWRECORD
RECTYPE = D
MH = Blue Fever
PRINT ENTRY = Azure Illness|T047|NON|EQV|UNK (19XX)|010101|abcdef
ENTRY = Sky Fever of Infants|T047|NON|NRW|UNK (19XX)|010101|abcdef
UI = D000001

*NEWRECORD
MH = Green Fever
"""
OBO = """format-version: 1.4

[Term]
id: X:1
name: blue fever
synonym: "azure illness" EXACT []
synonym: "the \\"blues\\"" RELATED layperson []
synonym: "sky fever of infants" NARROW []

[Term]
id: X:2
name: obsolete red fever
synonym: "scarlet illness" EXACT []
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""
SSSOM = """# mapping_set_id: made up
subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label
X:1\tblue fever\tskos:exactMatch\tY:1\tazure illness
X:1\tblue fever\tskos:broadMatch\tY:2\tfever
"""
DRUGBANK = """DrugBank ID,Common name,CAS,Synonyms
DB1,Blue fever,1-2-3,"Azure illness | Blaufieber"
"""
TABLE = "id\tlabel\tsynonyms\nX:1\tblue fever\tazure illness|blue heat\n"
TREE = "C01\tInfections\nC01.100\tBlue Fever\n"


@pytest.mark.parametrize(
    ("name", "content", "terms", "leads"),
    [
        ("desc.xml", MESH_XML, 1, True),
        ("d.bin", MESH_ASCII, 2, True),
        ("x.obo", OBO, 1, True),
        ("x.sssom.tsv", SSSOM, 1, True),
        ("drugbank.csv", DRUGBANK, 1, True),
        ("table.tsv", "\ufeff" + TABLE, 1, True),
        ("tree.txt", TREE, 2, False),
    ],
)
def test_each_form(tmp_path: Path, name: str, content: str, terms: int, leads: bool) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    done = import_vocabulary(path, tmp_path / "kept")
    assert done.terms == terms
    (table,) = imported(tmp_path / "kept")
    names = [other.text.lower() for other in table.get(key_of("azure illness"), ())]
    assert ("blue fever" in names) is leads
    assert key_of("sky fever of infants") not in table
    assert key_of("scarlet illness") not in table


def test_compressed_and_imported_again(tmp_path: Path) -> None:
    path = tmp_path / "x.obo.gz"
    path.write_bytes(gzip.compress(OBO.encode()))
    for _ in range(2):
        import_vocabulary(path, tmp_path / "kept")
    assert len(imported(tmp_path / "kept")) == 1


def test_an_imported_name_finds_studies_at_once(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index", tmp_path / "kept")
    index.rebuild(studies("study | conditions\n1 | Blue Fever"), 1)
    assert index.search(Query(words="azure illness")).total == 0
    (tmp_path / "x.obo").write_text(OBO, encoding="utf-8")
    import_vocabulary(tmp_path / "x.obo", tmp_path / "kept")
    assert index.search(Query(words="azure illness")).total == 1


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "none of the vocabularies"),
        (b"\x00\x01\x02", "none of the vocabularies"),
        (b"\xff\xfe\xfa\xfb", "not UTF-8"),
        (b"hello, this is a letter\n", "none of the vocabularies"),
        (b"id,def\n1,2\n", "none of the vocabularies"),
        (b"<html><body>", "not MeSH XML"),
        (b"<html></html>", "no terms"),
        (BOMB.encode(), "not MeSH XML"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
        (b"[Term]\nid: X:1\n", "no terms"),
    ],
)
def test_what_is_no_vocabulary_is_said(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadDataError) as raised:
        import_vocabulary(path, tmp_path / "kept")
    assert says in str(raised.value)
    assert imported(tmp_path / "kept") == []


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match="no such file"):
        import_vocabulary(tmp_path / "missing", tmp_path)
    with pytest.raises(BadDataError, match="cannot be read"):
        import_vocabulary(tmp_path, tmp_path)


def test_nowhere_to_keep_it(tmp_path: Path) -> None:
    (tmp_path / "x.obo").write_text(OBO, encoding="utf-8")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        import_vocabulary(tmp_path / "x.obo", tmp_path / "file")


@pytest.mark.parametrize(
    ("place", "terms", "synonyms"),
    [
        ("mesh/aact_mesh_terms_2019.txt", 50_000, False),
        ("mondo/src/ontology/mappings/mondo_exactmatch_doid.sssom.tsv", 10_000, True),
        ("disease_ontology/DO_rare_slim.obo", 3_000, True),
        ("drugbank_vocabulary.csv", 10_000, True),
    ],
)
def test_real_samples(shared_data: Path, tmp_path: Path, place: str, terms: int, synonyms: bool) -> None:
    done = import_vocabulary(shared_data / "vocabularies" / place, tmp_path)
    assert done.terms > terms
    assert (done.names > 0) is synonyms
