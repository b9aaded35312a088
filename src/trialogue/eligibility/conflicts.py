"""What cannot both be right: two answers of a person, or the record's text and its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialogue.eligibility.facts import load_facts
from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import Aged, AllOf, Holds, IsSex, Requirement
from trialogue.model.study import Study
from trialogue.model.verdict import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Two facts, when their values clash, and the words for it."""

    keys: tuple[str, str]
    clash: Callable[[object, object], bool]
    words: str


def _yes(a: object, b: object) -> bool:
    return a is True and b is True


def _is(value: str) -> Callable[[object, object], bool]:
    return lambda a, b: isinstance(a, str) and a.lower() == value and b is True


def _under(years: float) -> Callable[[object, object], bool]:
    return lambda a, b: _number(a) is not None and (_number(a) or 0) < years and b is True


def _over(years: float) -> Callable[[object, object], bool]:
    return lambda a, b: (_number(a) or 0) > years and b is True


def _larger(a: object, b: object) -> bool:
    first, second = _number(a), _number(b)
    return first is not None and second is not None and first > second


def _no_but_some(a: object, b: object) -> bool:
    return a is False and (_number(b) or 0) > 0


def _part_without_whole(a: object, b: object) -> bool:
    return a is True and b is False


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


_FEMALE = {
    "pregnant": "that you are pregnant",
    "breastfeeding": "that you are breast-feeding",
    "can_become_pregnant": "that you could become pregnant",
    "pregnancy_planned": "that you plan to become pregnant",
    "postmenopausal": "that your periods have ended for good",
}
_STERILE = "that an operation means you cannot have a child"


def _of_motherhood() -> Iterator[_Rule]:
    for key, words in _FEMALE.items():
        yield _Rule(keys=("sex", key), clash=_is("male"), words=f"You said that you are male and {words}.")
    for key, years in {"postmenopausal": 20, "pregnant": 9, "can_become_pregnant": 8}.items():
        words = f"You said that you are under {years} years old and {_FEMALE[key]}."
        yield _Rule(keys=("age", key), clash=_under(years), words=words)
    for key in ("pregnant", "can_become_pregnant"):
        words = f"You said that you are over 60 years old and {_FEMALE[key]}."
        yield _Rule(keys=("age", key), clash=_over(60), words=words)
        for other in ("postmenopausal", "surgically_sterile"):
            words = f"You said {_FEMALE[key]} and {_FEMALE.get(other, _STERILE)}."
            yield _Rule(keys=(key, other), clash=_yes, words=words)


def _rules() -> Iterator[_Rule]:
    yield from _of_motherhood()
    for part, whole, words in (
        ("diabetes_1", "diabetes", "type 1 diabetes but no diabetes"),
        ("diabetes_2", "diabetes", "type 2 diabetes but no diabetes"),
        ("brain_metastases", "cancer", "cancer in your brain but no cancer"),
        ("multiple_pregnancy", "pregnant", "more than one baby on the way but no pregnancy"),
    ):
        said = f"You said that you have {words}."
        yield _Rule(keys=(part, whole), clash=_part_without_whole, words=said)
    for low, high, words in (
        ("dbp", "sbp", "The bottom number of your blood pressure is above the top number."),
        ("direct_bilirubin", "bilirubin", "Your direct bilirubin is above your whole bilirubin."),
        ("hdl", "cholesterol", "Your HDL is above your whole cholesterol."),
        ("ldl", "cholesterol", "Your LDL is above your whole cholesterol."),
    ):
        yield _Rule(keys=(low, high), clash=_larger, words=words)
    words = "You said that you have both type 1 and type 2 diabetes."
    yield _Rule(keys=("diabetes_1", "diabetes_2"), clash=_yes, words=words)
    words = "You said that you do not smoke, and gave a number of cigarettes a day."
    yield _Rule(keys=("smokes", "cigarettes_per_day"), clash=_no_but_some, words=words)


RULES = tuple(_rules())


def answer_conflicts(profile: Profile) -> tuple[Conflict, ...]:
    """Answers that cannot both be right. Neither is thrown away: the person is asked to look again."""
    found: list[Conflict] = []
    for rule in RULES:
        first, second = (profile.get(key) for key in rule.keys)
        if first is None or second is None:
            continue
        if rule.clash(_value(rule.keys[0], first), _value(rule.keys[1], second)):
            found.append(Conflict(keys=rule.keys, words=f"{rule.words} Please check both answers."))
    return tuple(found)


def _value(key: str, answer: Answer) -> object:
    """What was answered; a number in its fact's own unit."""
    fact, number = load_facts().get(key), _number(answer.value)
    return answer.value if fact is None or number is None else fact.in_own_unit(number, answer.unit)


def record_conflicts(study: Study, criteria: CriteriaText) -> tuple[Conflict, ...]:
    """Where the text of the criteria and the record's own fields disagree. The stricter is used."""
    found: list[Conflict] = []
    for criterion in criteria.criteria:
        plain = criterion.parent is None and criterion.cohort is None and not criterion.or_next
        if plain and criterion.bars and criterion.kind is CriterionKind.INCLUSION:
            for requirement in _demands(criterion.requirement):
                found.extend(_against_fields(study, criterion, requirement))
    return tuple(found)


def _demands(requirement: Requirement) -> Iterator[Requirement]:
    if isinstance(requirement, AllOf):
        for part in requirement.parts:
            yield from _demands(part)
    else:
        yield requirement


def _against_fields(study: Study, criterion: Criterion, requirement: Requirement) -> Iterator[Conflict]:
    fields = study.eligibility
    if isinstance(requirement, Aged):
        lowest, highest = (fields.minimum_age, requirement.minimum), (fields.maximum_age, requirement.maximum)
        yield from _limit(("MinimumAge", criterion.id), "lowest", lowest, max)
        yield from _limit(("MaximumAge", criterion.id), "highest", highest, min)
    elif isinstance(requirement, IsSex) and Sex.ALL not in (requirement.sex, fields.sex):
        if requirement.sex is not fields.sex:
            words = "The record's field says one sex and its text the other. Ask the study team."
            yield Conflict(keys=("Sex", criterion.id), words=words)
    elif isinstance(requirement, IsSex) and requirement.sex is not Sex.ALL:
        word = "women" if requirement.sex is Sex.FEMALE else "men"
        words = f"The record's field lets in all sexes; its text only {word}. We use the stricter one."
        yield Conflict(keys=("Sex", criterion.id), words=words)
    elif requirement == Holds(fact="healthy") and fields.healthy_volunteers is False:
        words = (
            "The record's field says that healthy volunteers are not accepted; its text asks for "
            "good health. Ask the study team."
        )
        yield Conflict(keys=("HealthyVolunteers", criterion.id), words=words)


def _limit(
    keys: tuple[str, str], word: str, given: tuple[Age | None, Age | None], stricter: Callable[..., Age]
) -> Iterator[Conflict]:
    field, text = given
    if field is None or text is None or abs(field.days - text.days) < 1:
        return
    used = stricter(field, text, key=lambda age: age.days)
    words = (
        f"The record's field gives {_words(field)} as the {word} age, its text {_words(text)}. "
        f"We use the stricter one: {_words(used)}."
    )
    yield Conflict(keys=keys, words=words)


def _words(age: Age) -> str:
    unit = age.unit.value.lower()
    return f"{age.value} {unit[:-1] if age.value == 1 else unit}"
