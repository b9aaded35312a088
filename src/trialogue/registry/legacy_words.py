"""The older XML's words, as the codes and ISO dates of API v2.

The registry served this form until 2024; the words are those of its public XSD, and of the forms
before it that real files of 2016 to 2023 hold.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from trialogue.model.codes import (
    Allocation,
    ArmType,
    DateType,
    InterventionModel,
    InterventionType,
    Masking,
    ObservationalModel,
    Phase,
    Purpose,
    RecruitmentStatus,
    Sex,
    SponsorClass,
    StudyType,
    TimePerspective,
    WhoMasked,
)

Code = TypeVar("Code", bound=StrEnum)

# Words that are not the code with other letters: "Active, not recruiting" needs no row.
_OTHERWISE: dict[type[StrEnum], dict[str, str]] = {
    RecruitmentStatus: {"UNKNOWN_STATUS": "UNKNOWN", "NO_LONGER_RECRUITING": "ACTIVE_NOT_RECRUITING"},
    Sex: {"BOTH": "ALL"},
    SponsorClass: {"U_S_FED": "FED"},
    Phase: {"N_A": "NA", "PHASE_0": "EARLY_PHASE1"},
    Allocation: {"N_A": "NA", "RANDOM_SAMPLE": "RANDOMIZED"},
    InterventionModel: {
        "SINGLE_GROUP_ASSIGNMENT": "SINGLE_GROUP",
        "PARALLEL_ASSIGNMENT": "PARALLEL",
        "CROSSOVER_ASSIGNMENT": "CROSSOVER",
        "CROSS_OVER_ASSIGNMENT": "CROSSOVER",
        "FACTORIAL_ASSIGNMENT": "FACTORIAL",
        "SEQUENTIAL_ASSIGNMENT": "SEQUENTIAL",
    },
    Purpose: {"EDUCATIONAL_COUNSELING_TRAINING": "OTHER"},
    DateType: {"ANTICIPATED": "ESTIMATED", "ESTIMATE": "ESTIMATED"},
    StudyType: {"OBSERVATIONAL_PATIENT_REGISTRY": "OBSERVATIONAL", "OBSERVATIONAL_MODEL": "OBSERVATIONAL"},
    WhoMasked: {"SUBJECT": "PARTICIPANT", "CAREGIVER": "CARE_PROVIDER"},
    ObservationalModel: {},
    TimePerspective: {},
    InterventionType: {"DIETARY_SUPPLEMENTS": "DIETARY_SUPPLEMENT"},
    ArmType: {},
    Masking: {},
}
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_DATE = re.compile(r"([A-Za-z]+) (?:(\d{1,2}), ?)?(\d{4})", re.ASCII)
_NO_LETTER = re.compile(r"[^A-Z0-9]+")
_MASKED = re.compile(r"([^(]*)(?:\(([^)]*)\))?")
_MASKED_PEOPLE = {"PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"}
_MASKINGS = (Masking.NONE, Masking.SINGLE, Masking.DOUBLE, Masking.TRIPLE, Masking.QUADRUPLE)


def spelled(words: str) -> str:
    """Words in the spelling of a code: ``Active, not recruiting`` → ``ACTIVE_NOT_RECRUITING``."""
    return _NO_LETTER.sub("_", words.upper()).strip("_")


@lru_cache(maxsize=4096)
def read_code(kind: type[Code], words: str) -> Code:
    """The code that the words stand for. Raises ValueError for words that stand for none."""
    code = spelled(words)
    code = _OTHERWISE[kind].get(code, code)
    if kind is Phase:
        code = code.replace("PHASE_", "PHASE")
    try:
        return kind[code]
    except KeyError:
        raise ValueError(f"{words[:60]!r} is not a word of the registry for this field") from None


def read_iso(words: str) -> str:
    """A date as ISO text: ``March 2015`` → ``2015-03``, ``March 3, 2015`` → ``2015-03-03``.

    ISO text stays. Raises ValueError for other words; whether the day exists is asked later.
    """
    match = _DATE.fullmatch(words)
    if match is None:
        if words[:4].isdigit():
            return words
        raise ValueError(f"{words[:40]!r} is not a date: it needs a month and a year, as in March 3, 2015")
    month = _MONTHS.get(match[1].lower())
    if month is None:
        raise ValueError(f"{words[:40]!r} is not a date: there is no month {match[1][:20]!r}")
    return f"{match[3]}-{month:02d}" + (f"-{int(match[2]):02d}" if match[2] else "")


@lru_cache(maxsize=1024)
def read_masking(words: str) -> tuple[Masking, tuple[WhoMasked, ...]]:
    """``Double (Participant, Investigator)``; who is named counts, as it does in API v2.

    Before 2017 *Double Blind* stood before up to four; some records name people only.
    Raises ValueError for words that say neither.
    """
    match = _MASKED.fullmatch(words)
    level, named = (match[1], match[2]) if match else (words, None)
    if spelled(level) in {"NONE", "OPEN_LABEL", "NO_MASKING"}:
        return Masking.NONE, ()
    who = tuple(read_code(WhoMasked, one) for one in named.split(",")) if named else ()
    if not who and spelled(level.split(",")[0]) in _MASKED_PEOPLE:
        who = tuple(read_code(WhoMasked, one) for one in level.split(","))
    if who:
        return _MASKINGS[len(who)], who
    return read_code(Masking, spelled(level).removesuffix("_BLIND").removesuffix("_MASKED")), ()


@lru_cache(maxsize=1024)
def read_perspective(words: str) -> TimePerspective:
    """Older records give two: ``Longitudinal, Prospective``; two that API v2 knows make it OTHER."""
    known = {read_code(TimePerspective, one) for one in words.split(",") if one.strip() in _PERSPECTIVES}
    return known.pop() if len(known) == 1 else TimePerspective.OTHER


_PERSPECTIVES = {"Prospective", "Retrospective", "Cross-Sectional"}


def read_model(words: str) -> ObservationalModel:
    """Older records give two: ``Defined Population, Natural History``; the first counts."""
    model: ObservationalModel = read_code(ObservationalModel, words.split(",")[0])
    return model


def read_phases(words: str) -> tuple[str, ...]:
    """``Phase 1/Phase 2`` → PHASE1, PHASE2; ``N/A`` → NA."""
    if words == "N/A":
        return (Phase.NA.value,)
    return tuple(read_code(Phase, one).value for one in words.split("/"))


def read_truth(words: str) -> bool:
    """Yes or No; ``Accepts Healthy Volunteers`` is a yes. Raises ValueError for others."""
    code = spelled(words)
    if code in {"YES", "TRUE", "ACCEPTS_HEALTHY_VOLUNTEERS"}:
        return True
    if code in {"NO", "FALSE"}:
        return False
    raise ValueError(f"{words[:40]!r} is neither Yes nor No")
