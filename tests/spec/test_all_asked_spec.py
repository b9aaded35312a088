"""Whatever is read of a criterion that bars is asked for: nothing typed is left out of the questions."""

from __future__ import annotations

import pytest

from trialogue.eligibility.ask import questions
from trialogue.eligibility.parents import Bearing
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.readout import study_of
from trialogue.eligibility.tree import Node, forest
from trialogue.model.requirement import Free

TITLED = """Exclusion Criteria:

Medical Conditions:

1. Current gout.

2. Active tuberculosis.

Diagnostic Assessments:

1. ANY of the following abnormalities in laboratory tests at screening:

   - ALT/AST > 5 times the upper limit of normal;
   - Platelets < 50 x 10^9/L.
"""
OTHERWISE_NOTED = """Inclusion Criteria:

- Unless otherwise noted, patients must meet all of the following:
   1. Age 18 years or older
   2. Confirmed gout
"""
TOLD_IN_A_NOTE = """Exclusion Criteria:

- Use of steroids
- Note: the following are acceptable:
   - Inhaled steroids
   - Steroid creams
- Current gout
"""


def _leaves(nodes: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if not node.children or node.bearing is not Bearing.LABEL:
            found.append(node)
        found.extend(_leaves(node.children))
    return found


@pytest.mark.parametrize(("text", "count"), [(TITLED, 4), (OTHERWISE_NOTED, 1), (TOLD_IN_A_NOTE, 2)])
def test_all_that_bars_is_asked(text: str, count: int) -> None:
    criteria = read_criteria(text)
    leaves = _leaves(forest(criteria))
    assert len([one for one in leaves if not isinstance(one.criterion.requirement, Free)]) == count
    asked = {name for one in questions(study_of(text), criteria) for name in one.criteria}
    assert {one.criterion.id for one in leaves} <= asked


@pytest.mark.parametrize("text", [TITLED, OTHERWISE_NOTED, TOLD_IN_A_NOTE])
def test_all_that_bars_stands_in_the_trees(text: str) -> None:
    def ids(nodes: tuple[Node, ...]) -> set[str]:
        return {node.criterion.id for node in nodes} | {one for node in nodes for one in ids(node.children)}

    criteria = read_criteria(text)
    assert ids(forest(criteria)) == {one.id for one in criteria.criteria if one.bars}
