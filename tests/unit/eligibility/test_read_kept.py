"""A reading that is kept is the one that reading anew gives, whatever other records call the same names."""

from __future__ import annotations

import pytest

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_kept import forget_readings, kept_reading
from trialogue.model.requirement import HasCondition, HasTreatment, Not

_CONDITION = {"zorvex": NameKind.CONDITION}
_TREATMENT = {"zorvex": NameKind.TREATMENT}
_OTHER = {"stroke": NameKind.CONDITION}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget_readings()


def test_one_wording_is_read_by_what_each_record_calls_it() -> None:
    for _ in range(2):
        assert isinstance(kept_reading("Zorvex", "", _CONDITION, exclusion=True), HasCondition)
        assert isinstance(kept_reading("Zorvex", "", _TREATMENT, exclusion=True), HasTreatment)
        assert kept_reading("Zorvex", "", {}, exclusion=True) == read_child("Zorvex", "", {}, exclusion=True)


def test_names_that_were_not_asked_about_do_not_count() -> None:
    first = kept_reading("Zorvex", "", _TREATMENT, exclusion=True)
    assert kept_reading("Zorvex", "", _TREATMENT | _OTHER, exclusion=True) is first


def test_parent_and_kind_count() -> None:
    alone = kept_reading("Stroke", "", {}, exclusion=False)
    under = kept_reading("Stroke", "No history of any of the following:", {}, exclusion=False)
    assert alone != under
    free = kept_reading("No stroke", "", {}, exclusion=False)
    assert isinstance(free, Not)
    for kind in (True, False):
        again = kept_reading("Signs informed consent", "", {}, exclusion=kind)
        assert again == read_child("Signs informed consent", "", {}, exclusion=kind)
