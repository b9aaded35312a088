"""A value that is made quickly is what the plain dataclass would be."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from trialogue.model.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    amount: float
    unit: str = "mg"
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("no dose is negative")


def test_has_its_fields_and_defaults() -> None:
    dose = Dose(amount=5)
    assert (dose.amount, dose.unit, dose.names) == (5, "mg", [])
    assert type(dose) is Dose
    assert repr(dose) == "Dose(amount=5, unit='mg', names=[])"
    assert Dose(amount=1).names is not Dose(amount=1).names


def test_is_equal_by_its_fields_and_can_be_copied() -> None:
    dose = Dose(amount=5, unit="g", names=["a"])
    assert dose == Dose(amount=5, unit="g", names=["a"])
    assert dose != Dose(amount=6)
    assert copy.deepcopy(dose) == dose
    assert pickle.loads(pickle.dumps(dose)) == dose
    assert replace(dose, unit="mg").unit == "mg"


def test_is_frozen_and_has_no_other_fields() -> None:
    dose, name = Dose(amount=5), "unit"
    with pytest.raises(FrozenInstanceError):
        setattr(dose, name, "g")
    make: Callable[..., Dose] = Dose
    with pytest.raises(TypeError):
        make(amount=5, color="red")
    with pytest.raises(TypeError):
        make()


def test_looks_last_at_what_was_given() -> None:
    with pytest.raises(ValueError, match="negative"):
        Dose(amount=-1)


def test_refuses_fields_by_place_and_classes_below_others() -> None:
    @dataclass(frozen=True, slots=True)
    class Placed:
        amount: float

    with pytest.raises(TypeError, match="Placed"):
        quickly_made(Placed)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Larger(Dose):
        color: str = ""

    with pytest.raises(TypeError, match="Larger"):
        quickly_made(Larger)
