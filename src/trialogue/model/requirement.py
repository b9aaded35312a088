"""What a criterion demands, typed: a closed union, read with ``match``.

A requirement is stated in its own polarity; an exclusion criterion mirrors it when judged.
Its last case is ``Free``: ask the person, never guess.

What a criterion says beside its head stands in ``qualifiers``, in the record's own words. They narrow
the head ("asthma" + "that needs daily tablets"). Where they may also reach further than the head ("stroke
or any heart disease", "unless not able to conceive"), ``wide`` is True, and ``qualifiers`` hold the whole
demand: then only an answer to this very question decides it, and it decides no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.quickly_made import quickly_made


class Anchor(StrEnum):
    """The moment that a window is counted from."""

    SCREENING = "screening"
    ENROLLMENT = "enrolment"
    CONSENT = "consent"
    RANDOMIZATION = "randomisation"
    FIRST_DOSE = "first dose"
    BASELINE = "baseline"
    DIAGNOSIS = "diagnosis"
    NOW = "now"
    UNSPECIFIED = "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end of a range."""

    value: float
    inclusive: bool = True


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time: at least ``low_days`` and at most ``high_days`` from ``anchor``.

    "within 4 weeks before screening" is high 28; "for at least 30 days" is low 30. ``after`` is
    True where the stretch lies after the anchor.
    """

    low_days: float | None = None
    high_days: float | None = None
    anchor: Anchor = Anchor.UNSPECIFIED
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A condition, treatment or procedure named by an identity where one is known.

    ``name`` is the record's wording; ``ids`` identities such as ``MESH:D000690``: none where
    nothing is known by that name, several where the name is ambiguous.
    """

    name: str
    ids: tuple[str, ...] = ()


def _has_words(qualifiers: tuple[str, ...], *, wide: bool) -> None:
    if wide and not qualifiers:
        raise ValueError("a wide demand gives the words that it goes by")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """Age between two limits."""

    minimum: Age | None = None
    maximum: Age | None = None
    minimum_inclusive: bool = True
    maximum_inclusive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class IsSex:
    sex: Sex


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number known of a person lies in a range. ``fact`` is a row of ``facts.toml``.

    ``unit`` is the fact's own unit after conversion; ``of_normal`` marks multiples of the upper or
    lower limit of normal ("uln", "lln"). With ``qualifiers`` it is always ``wide``: a number alone
    does not decide it.
    """

    fact: str
    low: Bound | None = None
    high: Bound | None = None
    unit: str | None = None
    of_normal: str | None = None
    window: Window | None = None
    sex: Sex | None = None
    qualifiers: tuple[str, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        if self.wide != bool(self.qualifiers):
            raise ValueError("a measure with more words is wide, and one without is not")


class Time(StrEnum):
    """When a condition, treatment or procedure holds."""

    CURRENT = "current"
    PAST = "past"
    EVER = "ever"
    PLANNED = "planned"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class HasCondition:
    """A person has, or had, a condition."""

    concept: Concept
    time: Time = Time.CURRENT
    window: Window | None = None
    qualifiers: tuple[str, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        _has_words(self.qualifiers, wide=self.wide)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class HasTreatment:
    """A person takes, took or will take a treatment, or had a procedure.

    ``stable`` demands an unchanged dose through the window.
    """

    concept: Concept
    time: Time = Time.EVER
    window: Window | None = None
    stable: bool = False
    qualifiers: tuple[str, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        _has_words(self.qualifiers, wide=self.wide)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """A yes/no or choice fact of ``facts.toml`` holds (``pregnant``, ``consents``, ``smokes``)."""

    fact: str
    value: str = "yes"
    window: Window | None = None
    qualifiers: tuple[str, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        _has_words(self.qualifiers, wide=self.wide)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    count: int
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    part: Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Not read: the criterion's own words are put to the person."""


Requirement = (
    Aged | IsSex | Measured | HasCondition | HasTreatment | Holds | AllOf | AnyOf | AtLeast | Not | Free
)
