"""Ages and sex in the criteria's text against the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from trialogue.insight.odds import Odds
from trialogue.model.codes import Sex
from trialogue.model.study import Study
from trialogue.plain.passages import readable, unescaped

_RANGE = re.compile(
    r"\b(?:aged?|ages?)\s*(?:of|is|:|range|from"
    r"|are)?\s*(?:between\s+)?(?P<low>\d{1,2})\s*(?:years?\s*)?(?:-|–|—|to|and)\s*"
    r"(?P<high>\d{1,3})\s*(?:years?|yrs?|y\.?o\.?)\b",
    re.IGNORECASE,
)
# Only at the start of a criterion: "6 years and above" inside one may belong to a test or a control.
_LOW = re.compile(
    r"(?:^|\n|:)\s*(?:[*•-]|\d{1,2}[.)])?\s*(?:(?:adults?|patients?|subjects?|participants?"
    r"|men and women|male or female)\s*,?\s*)?"
    r"(?:aged?\s*(?:is|of|:|must be)?\s*)?(?:≥|>=|=>|at least)?\s*(?P<low>\d{1,2})\s*years?\s*(?:of age\s*)?"
    r"(?:or|and)\s*(?:older|over|above)\b",
    re.IGNORECASE,
)
_UP = ("older", "over", "above")
_ADULT = {18, 19, 20, 21}
_AGES = re.compile(r"\bage[sd]?\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"control|sibling|unaffected|parent|caregiver|healthy|donor|cohort|group|part [A-Z0-9]|arm\b"
    r"|karnofsky|lansky|"
    r"life expectancy|\bfor (?:patients|subjects|those|participants|adults)|youth|adolescen|phase|family"
    r"|onset|diagnos|except|unless|country|japan|states",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:male and female|males and females|male or female|males or females|men and women|men or women"
    r"|women and men|"
    r"female and male|both sexes|either sex|both genders|either gender)\b",
    re.IGNORECASE,
)
_FERTILE = re.compile(r"reproduct|child-?bearing|contracep|fertil|partner|pregnan|control", re.IGNORECASE)
_ONE = re.compile(
    r"(?:^|[\n:])\s*(?:[*•-]|\d{1,2}[.)])?\s*(?P<sex>(?:fe)?males?|(?:wo)?men)\s+only\b", re.IGNORECASE
)


def _inclusion(study: Study) -> str:
    """The text up to the first heading of exclusions: what a person needs."""
    text = unescaped(study.eligibility.criteria)
    cut = re.search(r"exclusion", text, re.IGNORECASE)
    return text[: cut.start()] if cut else text


def age_text(study: Study, today: date) -> Iterator[Odds]:
    """A single age range in the inclusion criteria that differs from the age fields.

    Texts with several ranges (cohorts, children and adults) say nothing. A difference of one year
    is let pass: "over 17" and "18 years" are the same limit.
    """
    text = _inclusion(study)
    lowered = text.lower()
    found = list(_RANGE.finditer(text)) if "age" in lowered else []
    single = list(_LOW.finditer(text)) if any(w in lowered for w in _UP) and "year" in lowered else []
    fields = study.eligibility
    if len(found) == 1 and not single:
        if len(_AGES.findall(text)) == 1 and not _OTHERS.search(_line(text, found[0])):
            yield from _range(study, found[0])
        return
    if len({m["low"] for m in single}) != 1 or found:
        return
    match = single[0]
    least = fields.minimum_age.years if fields.minimum_age else None
    if _OTHERS.search(_line(text, match)) or re.search(r"child|pediatric|paediatric", text, re.IGNORECASE):
        return
    if int(match["low"]) not in _ADULT:
        return
    if least is None or (least is not None and abs(int(match["low"]) - least) > 1):
        yield _age_odds(study, text, match)


def _line(text: str, match: re.Match[str]) -> str:
    """The line that a match stands in."""
    start = text.rfind("\n", 0, match.start() + 2) + 1
    end = text.find("\n", match.end())
    return text[start : end if end >= 0 else len(text)]


def _range(study: Study, match: re.Match[str]) -> Iterator[Odds]:
    low, high = int(match["low"]), int(match["high"])
    fields = study.eligibility
    if low >= high:
        return
    least = fields.minimum_age.years if fields.minimum_age else None
    most = fields.maximum_age.years if fields.maximum_age else None
    wrong_low = least is not None and abs(low - least) > 1
    wrong_high = most is not None and abs(high - most) > 1
    if wrong_low or wrong_high or (least is None and most is None and low >= 2):
        yield _age_odds(study, match.string, match)


def _age_odds(study: Study, text: str, match: re.Match[str]) -> Odds:
    fields = study.eligibility
    low = f"{fields.minimum_age.value} {fields.minimum_age.unit}" if fields.minimum_age else "no limit"
    high = f"{fields.maximum_age.value} {fields.maximum_age.unit}" if fields.maximum_age else "no limit"
    quote = readable(text[max(0, match.start() - 30) : match.end() + 30])
    return Odds(
        words="The age in the text of the criteria is not the age in the record's age fields.",
        values=(("EligibilityCriteria", quote), ("MinimumAge, MaximumAge", f"{low} to {high}")),
    )


def ages_swapped(study: Study, today: date) -> Iterator[Odds]:
    """The lower limit is above the upper one."""
    low, high = study.eligibility.minimum_age, study.eligibility.maximum_age
    if low is not None and high is not None and low.days > high.days:
        yield Odds(
            words="The lowest age is above the highest.",
            values=(
                ("MinimumAge", f"{low.value} {low.unit}"),
                ("MaximumAge", f"{high.value} {high.unit}"),
            ),
        )


def sex_text(study: Study, today: date) -> Iterator[Odds]:
    """The criteria name both sexes or only one, the field says otherwise."""
    text, field = _inclusion(study), study.eligibility.sex
    both = next((m for m in _BOTH.finditer(text) if not _FERTILE.search(_line(text, m))), None)
    one = _ONE.search(text) if "only" in text.lower() else None
    if field is not Sex.ALL and both is not None:
        who = "women" if field is Sex.FEMALE else "men"
        yield Odds(
            words=f"The criteria name men and women, the record's field says only {who}.",
            values=(("EligibilityCriteria", readable(_near(text, both))), ("Sex", f"only {who}")),
        )
    elif field is Sex.ALL and one is not None and both is None:
        yield Odds(
            words="The criteria name one sex only, the record's field says all.",
            values=(("EligibilityCriteria", readable(_near(text, one))), ("Sex", "all")),
        )


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 30) : match.end() + 40]


RULES: dict[str, Callable[[Study, date], Iterator[Odds]]] = {
    "age against text": age_text,
    "ages swapped": ages_swapped,
    "sex against text": sex_text,
}
