"""Registry codes and values as words that a patient reads. A code is never shown.

The meanings follow the registry's own definitions of its data elements; the words are ours.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from trialogue.model.age import Age
from trialogue.model.codes import Phase, Sex
from trialogue.model.codes import RecruitmentStatus as Status
from trialogue.model.dates import PartialDate
from trialogue.model.place import KM_PER_MILE


class StatusKind(StrEnum):
    """What a status means for someone who would like to take part; each has its own shape."""

    OPEN = "open"
    OPENING = "opening"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """``word`` is short, for a mark; ``sentence`` says what it means for the reader."""

    kind: StatusKind
    word: str
    sentence: str


_STATUS: dict[Status, tuple[StatusKind, str, str]] = {
    Status.RECRUITING: (StatusKind.OPEN, "Open", "This trial is taking new people."),
    Status.NOT_YET_RECRUITING: (
        StatusKind.OPENING,
        "Not open yet",
        "This trial has not started to take people.",
    ),
    Status.ENROLLING_BY_INVITATION: (
        StatusKind.CLOSED,
        "By invitation only",
        "The study team chooses whom it asks. You cannot apply on your own.",
    ),
    Status.ACTIVE_NOT_RECRUITING: (
        StatusKind.CLOSED,
        "Running, closed to new people",
        "This trial is still running, but it takes no new people.",
    ),
    Status.SUSPENDED: (StatusKind.CLOSED, "Paused", "This trial is paused. It may start again."),
    Status.TERMINATED: (
        StatusKind.CLOSED,
        "Stopped early",
        "This trial was stopped early. It takes no new people.",
    ),
    Status.COMPLETED: (StatusKind.CLOSED, "Finished", "This trial has ended. It takes no new people."),
    Status.WITHDRAWN: (StatusKind.CLOSED, "Withdrawn", "This trial was called off before anyone joined."),
    Status.UNKNOWN: (
        StatusKind.UNKNOWN,
        "Status not confirmed",
        "The record has not been checked for more than two years. It cannot say whether this trial is open.",
    ),
    Status.AVAILABLE: (
        StatusKind.OPEN,
        "Available outside a trial",
        "This treatment can be asked for outside a trial, through a doctor.",
    ),
    Status.NO_LONGER_AVAILABLE: (
        StatusKind.CLOSED,
        "No longer available",
        "This treatment can no longer be had in this way.",
    ),
    Status.TEMPORARILY_NOT_AVAILABLE: (
        StatusKind.CLOSED,
        "Not available for now",
        "This treatment cannot be had in this way for now. That may change.",
    ),
    Status.APPROVED_FOR_MARKETING: (
        StatusKind.CLOSED,
        "Approved for use",
        "This treatment has been approved, so it is no longer given in this way. Ask your doctor.",
    ),
    Status.WITHHELD: (StatusKind.UNKNOWN, "Not made public", "The registry does not show this status."),
}

_STATUS_WORDS = {code: StatusWords(kind=k, word=w, sentence=s) for code, (k, w, s) in _STATUS.items()}


def status_words(status: Status) -> StatusWords:
    """The words of a study's status."""
    return _STATUS_WORDS[status]


_SITE_WORD = {
    Status.RECRUITING: "Open",
    Status.NOT_YET_RECRUITING: "Not open yet",
    Status.ACTIVE_NOT_RECRUITING: "Closed to new people",
    Status.TERMINATED: "Stopped",
    Status.WITHDRAWN: "Withdrew",
    Status.AVAILABLE: "Available",
}


def site_status_words(status: Status | None) -> StatusWords | None:
    """The words of one site's status; None where the record gives none."""
    if status is None:
        return None
    whole = _STATUS_WORDS[status]
    return StatusWords(kind=whole.kind, word=_SITE_WORD.get(status, whole.word), sentence=whole.sentence)


_ADULT = 18  # years
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(value: PartialDate | date | None) -> str:
    """``9 March 2024``, ``March 2024`` or ``2024``; empty for None."""
    if value is None:
        return ""
    if value.month is None:
        return str(value.year)
    month = _MONTHS[value.month - 1]
    return f"{month} {value.year}" if value.day is None else f"{value.day} {month} {value.year}"


def on_date(value: PartialDate | date) -> str:
    """``on 9 March 2024``, ``in March 2024`` or ``in 2024``."""
    return f"{'in' if value.day is None else 'on'} {date_words(value)}"


def number(value: int | float) -> str:
    """Digits in groups of three: ``12,000``; at most one decimal."""
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.1f}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 site``, ``12 sites``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def about_miles(km: float) -> str:
    """A distance in rounded miles; registry points are city centres, so always *about*."""
    miles = km / KM_PER_MILE
    if miles < 5:
        return "less than 5 miles away"
    step = 5 if miles < 100 else 10 if miles < 1000 else 100
    return f"about {number(int(round(miles / step) * step))} miles away"


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """All tables of ``words.toml``: table → code → words."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def code_words(table: str, code: str | None) -> str:
    """The words of a code; empty where there is no code or nothing to say.

    The registry sometimes adds codes: one that no table has becomes its own letters in lower case.
    """
    if not code:
        return ""
    known = tables()[table].get(str(code))
    return str(code).replace("_", " ").lower() if known is None else known


def phase_words(phases: tuple[Phase, ...]) -> str:
    """Every phase listed: ``Phase 1/2``; empty where phases do not apply."""
    numbers = [code_words("phase", phase) for phase in sorted(phases, key=list(Phase).index)]
    named = [name for name in numbers if name]
    if len(named) > 1 and all(name.startswith("Phase ") for name in named):
        return "Phase " + "/".join(name.removeprefix("Phase ") for name in named)
    return " and ".join(named)


def age_words(age: Age) -> str:
    """``18 years``, ``1 month``."""
    unit = age.unit.value.lower()
    return f"{number(age.value)} {unit.removesuffix('s') if age.value == 1 else unit}"


def age_range_words(low: Age | None, high: Age | None) -> str:
    """Who may join by age, in words."""
    if low is None and high is None:
        return "Any age"
    if low is None or low.value == 0:
        return f"Up to {age_words(high)} old" if high else "Any age"
    if high is None:
        return f"{age_words(low)} or older"
    if low.unit is high.unit:
        return f"{number(low.value)} to {age_words(high)} old"
    return f"{age_words(low)} to {age_words(high)} old"


def sex_words(sex: Sex, low: Age | None) -> str:
    """Whom a sex means: "Women and girls"; "Women" where all must be adults."""
    said = code_words("sex", sex)
    return (
        said.partition(" and ")[0] if low is not None and low.years >= _ADULT and sex is not Sex.ALL else said
    )


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


_WITH_ARTICLE = frozenset(
    {
        "United States",
        "United Kingdom",
        "Netherlands",
        "Philippines",
        "Czech Republic",
        "United Arab Emirates",
        "Dominican Republic",
        "Bahamas",
        "Gambia",
        "Maldives",
        "Central African Republic",
        "Democratic Republic of the Congo",
    }
)


def the_country(name: str) -> str:
    """A country inside a sentence: ``the United States``, ``the Republic of Korea``."""
    turned = re.fullmatch(r"([\w ]+), (?:the )?([\w' ]+ of(?: the)?)", name, re.IGNORECASE)
    if turned:
        return f"the {turned[2]} {turned[1]}"
    return f"the {name}" if name in _WITH_ARTICLE else name
