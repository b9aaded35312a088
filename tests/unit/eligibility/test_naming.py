"""Names of conditions: normal forms, the lexicon, and what a mention is named."""

from __future__ import annotations

import pytest

from trialogue.eligibility.concepts import abbreviations_in, names_of
from trialogue.eligibility.core_names import core_lexicon, core_terms, short_forms
from trialogue.eligibility.lexicon import Lexicon, LexiconBuilder, Term, mesh_identity
from trialogue.eligibility.name_keys import exact_key, loose_key, words_of
from trialogue.eligibility.naming import name
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.read_context import ReadingContext
from trialogue.eligibility.readout import concept_value
from trialogue.eligibility.subsumption import broader_in, identity_of_fact
from trialogue.model.requirement import HasCondition
from trialogue.model.study import MeshTerm


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cancer of the Lung", "lung cancers"),
        ("Anaemia", "anemia"),
        ("Parkinson 's disease", "Parkinson’s diseases"),
        ("post-menopausal", "postmenopausal"),
        ("Brain metastases", "brain metastasis"),
    ],
)
def test_two_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert exact_key(words_of(one)) == exact_key(words_of(other))


def test_words_of_one_meaning_meet_in_the_loose_form_only() -> None:
    one, other = words_of("renal disorder"), words_of("kidney disease")
    assert exact_key(one) != exact_key(other)
    assert loose_key(one) == loose_key(other)


NAMED = """
mention                          | identity          | broader
type 2 diabetes                  | MESH:D003924      |
history of type II diabetes      | MESH:D003924      |
cancer of the lung               | MESH:D008175      |
renal impairment                 | MESH:D051437      |
severe asthma                    | MESH:D001249      | yes
uncontrolled hypertension        | MESH:D006973      | yes
asthma exacerbation              | MESH:D001249      | yes
pulmonary hypertension           | MESH:D006976      |
family history of asthma         |                   |
risk of stroke                   |                   |
hearing aid                      |                   |
contraindication                 |                   |
"""


@pytest.mark.parametrize("row", NAMED.strip().splitlines()[1:])
def test_what_a_mention_is_named(row: str) -> None:
    mention, identity, broader = (cell.strip() for cell in row.split("|"))
    found = name(mention, core_lexicon())
    if not identity:
        assert found is None
        return
    assert found is not None
    assert found.ids == (identity,)
    assert found.broader is (broader == "yes")


@pytest.mark.parametrize("mention", ["", " ", "(", "((((", "of", "é" * 5000, "a-" * 5000, "((" * 3000 + "x"])
def test_what_is_no_name_has_none(mention: str) -> None:
    assert name(mention, core_lexicon()) is None


def test_an_ambiguous_name_keeps_its_meanings_and_is_no_identity() -> None:
    found = name("AD", core_lexicon())
    assert found is not None
    assert len(found.ids) == 2
    assert broader_in("ad", core_lexicon()) == frozenset()


def test_a_record_says_what_its_short_forms_mean() -> None:
    text = "Atopic dermatitis (AD), hepatocellular carcinoma (HCC), chronic disease (stage 4), (ABC)"
    assert abbreviations_in(text) == {"AD": "Atopic dermatitis", "HCC": "hepatocellular carcinoma"}
    names = names_of(text, ReadingContext(lexicon=core_lexicon()))
    value = concept_value("AD", names)
    assert value is not None
    assert value["ids"] == ["MESH:D003876"]


def test_an_identity_in_a_requirement_is_of_the_same_meaning_only() -> None:
    text = "Inclusion Criteria:\n\n* Endometriosis\n* Severe endometriosis"
    same, narrower = read_criteria(text, ReadingContext(lexicon=core_lexicon())).criteria
    assert isinstance(same.requirement, HasCondition)
    assert same.requirement.concept.ids == ("MESH:D004715",)
    assert isinstance(narrower.requirement, HasCondition)
    assert narrower.requirement.concept.ids == () or narrower.requirement.qualifiers


def test_the_records_own_terms_come_first() -> None:
    context = ReadingContext(mesh=(MeshTerm(id="D000099999", term="Asthma"),), lexicon=core_lexicon())
    value = concept_value("asthma", names_of("", context))
    assert value is not None
    assert value["ids"] == ["MESH:D000099999"]


@pytest.mark.parametrize(
    ("given", "identity"),
    [
        ("D000003680", "MESH:D003680"),
        ("D003680", "MESH:D003680"),
        ("D067877", "MESH:D000067877"),
        ("C535468", "MESH:C535468"),
        ("", "MESH:"),
    ],
)
def test_one_form_of_a_descriptor(given: str, identity: str) -> None:
    assert mesh_identity(given) == identity


def lexicon(*sources: list[Term]) -> Lexicon:
    builder = LexiconBuilder()
    for source in sources:
        builder.add(source)
    return builder.build()


def test_terms_of_two_sources_with_one_name_are_one() -> None:
    made = lexicon(
        [Term(id="A:1", name="Gout"), Term(id="A:2", name="Arthritis")],
        [Term(id="B:1", name="gouts", parents=("B:2",)), Term(id="B:2", name="Joint disease", wide=True)],
    )
    assert made.find(words_of("gout")) == ("A:1",)
    assert made.others("A:1") == ("B:1",)
    assert made.wider("B:1") == {"A:1"}  # its parent is a heading


def test_of_a_term_and_its_kind_with_one_name_the_broader_is_found() -> None:
    made = lexicon(
        [
            Term(id="A:1", name="Asthma"),
            Term(id="A:2", name="Asthma, mild", names=("asthma",), parents=("A:1",)),
        ]
    )
    assert made.find(words_of("asthma")) == ("A:1",)


def test_a_circle_of_kinds_ends() -> None:
    made = lexicon([Term(id="A", name="one", parents=("B",)), Term(id="B", name="two", parents=("A",))])
    assert made.wider("A") == {"A", "B"}


def test_our_own_names_are_whole() -> None:
    terms = list(core_terms())
    known = {term.id for term in terms}
    assert len(known) == len(terms)
    assert {parent for term in terms for parent in term.parents} <= known
    assert {one for ids in short_forms().values() for one in ids} <= known
    made = core_lexicon()
    for term in terms:
        assert term.id in made.find(words_of(term.name)) or len(made.find(words_of(term.name))) >= 1
    assert identity_of_fact()["diabetes"] == "MESH:D003920"
