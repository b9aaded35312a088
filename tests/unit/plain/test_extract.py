"""What a page takes from its record alone."""

from __future__ import annotations

import msgspec
from tests.unit.plain.made import made_study

from trialogue.eligibility.split import split
from trialogue.model.criterion import CriteriaText
from trialogue.model.question import Topic
from trialogue.model.study import EligibilityFields
from trialogue.plain.extract import Extract, by_topic, extract, said_criteria


def test_topics_keep_a_list_together() -> None:
    text = "Inclusion:\n* Signed consent\n* Blood tests:\n  * platelets fine\n* Women\n"
    groups = by_topic(said_criteria(split(text)))
    assert [c.id for c, _ in groups[Topic.PRACTICAL]] == ["i1"]
    assert [c.id for c, _ in groups[Topic.TESTS]] == ["i2", "i2.1"]
    assert [c.id for c, _ in groups[Topic.YOU]] == ["i3"]
    assert by_topic(said_criteria(CriteriaText(text=""))) == {}


def test_an_extract_comes_back_from_its_bytes_as_it_was() -> None:
    criteria = "Inclusion:\n- Adults with asthma\n- FEV1 > 70 %\nExclusion:\n- Smokers"
    study = made_study(
        brief_summary="Novaplin 5 mg is given by mouth twice daily for 12 weeks. A biopsy is taken.",
        eligibility=EligibilityFields(criteria=criteria),
    )
    made = extract(study)
    assert len(made.criteria) == 3
    assert made.highlights
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Extract) == made
