"""What an evaluation says of a person and a study, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trialogue.model.criterion import Criterion
from trialogue.model.ids import NctId
from trialogue.model.profile import Answer
from trialogue.model.truth import Truth


class Outcome(StrEnum):
    """The outcome of a pre-screening. It never promises: the study team decides."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    TOO_LITTLE_KNOWN = "too little known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One criterion judged for one person.

    ``truth`` is about taking part: MET means that this criterion lets the person in (for an
    exclusion: the barred thing does not hold). ``criterion`` is None for a verdict on a
    registry field (``field`` then names it, for example *MinimumAge*).
    """

    truth: Truth
    rule: str
    criterion: Criterion | None = None
    field: str | None = None
    answers: tuple[tuple[str, Answer], ...] = ()

    def __post_init__(self) -> None:
        if (self.criterion is None) == (self.field is None):
            raise ValueError("a verdict is about one criterion or one registry field")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two answers, or a text and a field, that cannot both be right, in plain words."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreScreening:
    """All verdicts of one study for one profile, and what follows from them."""

    nct_id: NctId
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    conflicts: tuple[Conflict, ...] = ()
