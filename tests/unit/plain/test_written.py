"""Text of a language model is refused where it says what the record does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixtures.hostile import hostile_record
from tests.fixtures.records import record

from trialogue.plain.written import LONGEST, refusal, refusals
from trialogue.plain.written_claims import everyday_words
from trialogue.plain.written_request import INSTRUCTION, material
from trialogue.registry.decode import decode_study
from trialogue.registry.demo import demo_records
from trialogue.registry.form import Form

RECORD = """60 people get examplimab, three injections, from March 2026 to 9 May 2028. A dose of 1,000 mg.
Phase 2. 125 centres. Visits for 12 weeks, 24 months. Held by the Aton Clinic. 5×10⁷ cells. Dose 40 µg."""


@pytest.mark.parametrize(
    "text",
    [
        "60 people take part.",
        "Sixty people take part.",
        "You get 3 injections of examplimab.",
        "Doses of 1000 mg.",
        "Doses of 1,000 milligrams, or 40 micrograms.",
        "It starts in March 2026, and ends on May 9, 2028.",
        "It ends in 2028. It may start in May 2028.",
        "It tests a treatment.",
        "This is a Phase II study for 12 weeks.",
        "One hundred and twenty-five centres take part. No one of them is named.",
        "The Aton Clinic – “a clinic” – runs it.",
        "Accept this or not, except when you worsen; a place is chosen.",
        "They give 5×10⁷ cells.",
    ],
)
def test_what_the_record_holds_may_be_said(text: str) -> None:
    assert refusals(text, RECORD) == ()


@pytest.mark.parametrize(
    ("text", "part", "item"),
    [
        ("About 80 people take part.", "numbers", "80"),
        ("You get four injections.", "numbers", "4"),
        ("Thirty-five people take part.", "numbers", "35"),
        ("One hundred and twenty people.", "numbers", "120"),
        ("Two hundred centres.", "numbers", "200"),
        ("Half of them get it.", "numbers", "0.5"),
        ("Half of the ½ get it.", "form", None),
        ("It works in 99.9 of them.", "numbers", "99.9"),
        ("Visits for 12 months.", "numbers", "12 months"),
        ("A dose of 1,000 g.", "numbers", "1000 (g)"),
        ("A dose of 60 mg.", "numbers", "60 (mg)"),
        ("In 60% of people.", "numbers", "60 (%)"),
        ("A Phase III study.", "numbers", "3 (phase)"),
        ("The third visit, with a Phase 3 drug.", "numbers", "3 (phase)"),
        ("It starts in April 2026.", "dates", "2026-04"),
        ("It starts in March 2028.", "dates", "2028-03"),
        ("It starts on March 9, 2026.", "dates", "2026-03-09"),
        ("It ends on the 2nd of May.", "dates", "05-02"),
        ("It starts in June.", "dates", "06"),
        ("It starts 2026-05.", "dates", "2026-05"),
        ("It ends on 9.5.2028.", "dates", "9.5.2028"),
        ("Like adalimumab, it is given often.", "drugs", "adalimumab"),
        ("Aspirin is given too.", "drugs", "aspirin"),
        ("You also get gabapentin each day.", "drugs", "gabapentin"),
        ("You also get lenalidomide each day.", "drugs", "lenalidomide"),
        ("You may take Humira as well.", "names", "Humira"),
        ("It runs in Boston.", "names", "Boston"),
    ],
)
def test_one_stray_item_refuses_the_whole_text(text: str, part: str, item: str | None) -> None:
    found = refusals(f"It tests examplimab. {text} It is for adults.", RECORD)
    assert len(found) == 1
    value = getattr(found[0], part)
    assert value
    if item is not None:
        assert item in value
        assert found[0].sentence == text
        assert item in found[0].words


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "<b>It tests</b> a drink.",
        "It tests a drink &amp; a pill.",
        "**It tests** a drink.",
        "# Summary",
        "See [this](x).",
        "See https://example.org for more.",
        "Write to desk@north.example now.",
        "{{ 7*7 }}",
        "It tests ada\u200blimumab.",
        "It tests \u202ebamumilada.",
        "It tests аdalimumab.",
        "It tests \x1b]0;x\x07 a drink.",
        "６0 people.",
        "It tests a drink. " * (LONGEST // 17 + 1),
    ],
)
def test_what_is_no_plain_text_is_refused(text: str) -> None:
    (found,) = refusals(text, RECORD)
    assert found.form
    assert found.words == found.form


LAY = """A nurse will take blood and check your heartbeat. You will fill out a diary about how you feel.
Some people get a dummy pill; neither you nor your doctor will know which. You cannot take part if you are
pregnant. Afterwards the team will call you to ask about headaches, dizziness or an upset tummy."""


def test_plain_talk_needs_no_word_of_the_record() -> None:
    assert refusals(LAY, RECORD) == ()


@pytest.mark.parametrize("name", ["humira", "acetazolamide", "toremifene", "zolgensma", "creatinine"])
def test_a_word_that_few_use_may_be_a_name(name: str) -> None:
    assert refusals(f"You also get {name} each day.", RECORD)
    assert refusals(f"{name.capitalize()} is given.", RECORD)
    assert refusals(f"You also get {name} each day.", f"{RECORD} {name.upper()} 5") == ()


def test_each_faulty_sentence_is_named() -> None:
    found = refusals("It has 61 people. It is for adults. It starts in July 2026.", RECORD)
    assert [one.sentence for one in found] == ["It has 61 people.", "It starts in July 2026."]


@pytest.mark.parametrize(
    "raw", [r.content for r in demo_records()], ids=[str(r.position) for r in demo_records()]
)
def test_a_record_may_say_itself_again(raw: bytes) -> None:
    given = material(decode_study(raw, Form.V2_JSON))
    assert refusal(given, given) is None


def test_what_is_sent_is_the_record_without_people_and_places() -> None:
    document = record()
    text = material(decode_study(json.dumps(document).encode(), Form.V2_JSON))
    assert "A fictional study of walking" in text
    assert "Youngest age: 18 years" in text
    assert "Diagnosis of amyotrophic lateral sclerosis" in text
    assert "desk@north.example" not in text
    assert "Fictional Clinic North" not in text
    hostile = material(decode_study(json.dumps(hostile_record()).encode(), Form.V2_JSON))
    assert INSTRUCTION not in hostile
    assert "onmouseover" not in hostile


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_judged_without_fault(text: str, held: str) -> None:
    for one in refusals(text, held):
        assert one.words


def test_the_list_of_everyday_words_is_a_list_of_words() -> None:
    words = everyday_words()
    assert len(words) > 5_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert not words & {"adalimumab", "aspirin", "cisplatin", "humira", "zolpidem"}
