"""A reading that is kept is the one that reading anew gives, whatever other records call the same names."""

from __future__ import annotations

import pytest

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.read_kept import forget_readings
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import HasCondition, HasTreatment, Requirement

_CONDITION = {"zorvex": NameKind.CONDITION}
_TREATMENT = {"zorvex": NameKind.TREATMENT}
_OTHER = {"stroke": NameKind.CONDITION}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget_readings()


def _anew(text: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    forget_readings()
    return read_requirement(text, known, exclusion=exclusion)


def test_one_wording_is_read_by_what_each_record_calls_it() -> None:
    unknown = _anew("Zorvex", {}, exclusion=True)
    for _ in range(2):
        assert isinstance(read_requirement("Zorvex", _CONDITION, exclusion=True), HasCondition)
        assert isinstance(read_requirement("Zorvex", _TREATMENT, exclusion=True), HasTreatment)
        assert read_requirement("Zorvex", {}, exclusion=True) == unknown


def test_a_sentence_in_a_longer_criterion_is_read_by_its_own_record_too() -> None:
    text = "History of stroke; Zorvex"
    anew = [_anew(text, known, exclusion=True) for known in (_CONDITION, _TREATMENT)]
    forget_readings()
    assert anew[0] != anew[1]
    for _ in range(2):
        read_requirement("Zorvex", _TREATMENT, exclusion=True)
        assert [read_requirement(text, known, exclusion=True) for known in (_CONDITION, _TREATMENT)] == anew


def test_names_that_were_not_asked_about_do_not_count() -> None:
    first = read_requirement("* Zorvex", _TREATMENT, exclusion=True)
    assert read_requirement("Zorvex.", _TREATMENT | _OTHER, exclusion=True) is first


@pytest.mark.parametrize("text", ["Signs informed consent", "Stroke", "Stroke:", "No stroke", ""])
def test_kind_and_strictness_count(text: str) -> None:
    anew = {kind: _anew(text, {}, exclusion=kind) for kind in (True, False)}
    forget_readings()
    for kind in (True, False, True):
        assert read_requirement(text, {}, exclusion=kind) == anew[kind]
    wide = "Brain metastases unless treated"
    read_requirement(wide, {}, exclusion=True)
    strict = read_requirement(wide, {}, exclusion=True, strict=True)
    assert strict != read_requirement(wide, {}, exclusion=True)
