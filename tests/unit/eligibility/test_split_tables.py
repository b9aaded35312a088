"""Tables in criteria: columns that are lists, and rows that are limits."""

from __future__ import annotations

import pytest
from tests.fixtures.trees import check_places

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.split import split

_TWO_LISTS = """| Inclusion Criteria | Exclusion Criteria |
|:---|---:|
| Adults with gout | Pregnant |
| | Stroke |
| Falls | |

No asthma.
"""


def test_each_cell_is_of_its_column() -> None:
    found = split(_TWO_LISTS)
    check_places(found)
    assert [(c.id, c.text.strip(" |\n")) for c in found.criteria] == [
        ("i1", "Adults with gout"),
        ("e1", "Pregnant"),
        ("e2", "Stroke"),
        ("i2", "Falls"),
        ("i3", "No asthma."),
    ]


def test_a_count_before_the_lists() -> None:
    found = split("| No. | Exclusion | Inclusion |\n| 1 | Stroke | Gout |\n")
    check_places(found)
    assert [(c.id, c.text.strip(" |")) for c in found.criteria] == [
        ("i1", "1"),
        ("e1", "Stroke"),
        ("i2", "Gout"),
    ]


def test_a_row_of_a_limit_is_one_criterion() -> None:
    found = read_criteria("Inclusion Criteria:\n\n| Test | Limit |\n|---|---|\n| Hemoglobin | ≥ 9 g/dL |\n")
    check_places(found)
    plain = read_criteria("Inclusion Criteria:\n\n* Hemoglobin ≥ 9 g/dL\n")
    assert found.criteria[-1].requirement == plain.criteria[-1].requirement


@pytest.mark.parametrize("text", ["|", "||", "| |", "|-|-|", "a | b", "| a", "|a|\n|b|c|", "|\n|\n|x|"])
def test_every_character_of_a_broken_table_is_kept(text: str) -> None:
    check_places(split(text))
