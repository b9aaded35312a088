"""Pre-screen a person for one study: every verdict with its reason, and what follows from all.

The outcome, from what is known of the registry's fields and of each criterion that bars:

- *unlikely*: at least one of them is not met, in every cohort of the study;
- *likely*: none is against, and at least three in four are known to be met;
- *possible*: none is against, and at least one in four is known to be met;
- *too little known*: anything else. What is unknown never counts against a person.

Where the study has cohorts with their own lists, the cohort that stands best counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trialogue.eligibility.conflicts import answer_conflicts, record_conflicts
from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Broader, Person
from trialogue.eligibility.subsumption import known_broader
from trialogue.eligibility.tree import Seen, either, forest, look
from trialogue.model.criterion import CriteriaText, CriterionKind
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import Aged, IsSex
from trialogue.model.study import Study
from trialogue.model.truth import Truth, all_of
from trialogue.model.verdict import Outcome, PreScreening, Verdict

LIKELY_SHARE = 0.75
POSSIBLE_SHARE = 0.25


def prescreen(
    study: Study,
    criteria: CriteriaText,
    profile: Profile,
    on: date | None = None,
    broader: Broader = known_broader,
) -> PreScreening:
    """All verdicts for one person. ``on``: the day, so that answers with a date can age."""
    person = Person(profile=profile, on=on, broader=broader)
    fields = field_verdicts(study, person)
    trees = [look(node, person, study.nct_id) for node in forest(criteria)]
    verdicts = (*fields, *(_verdict(seen) for tree in trees for seen in tree))
    conflicts = (*record_conflicts(study, criteria), *answer_conflicts(profile))
    roots = [tree[0] for tree in trees]
    outcome = _outcome([verdict.truth for verdict in fields], roots)
    return PreScreening(nct_id=study.nct_id, outcome=outcome, verdicts=verdicts, conflicts=conflicts)


def field_verdicts(study: Study, person: Person) -> tuple[Verdict, ...]:
    """Verdicts on the age limits, the sex and the healthy volunteers of the record's fields."""
    fields = study.eligibility
    found: list[Verdict] = []
    if fields.minimum_age is not None:
        found.append(_field("MinimumAge", Aged(minimum=fields.minimum_age), person))
    if fields.maximum_age is not None:
        found.append(_field("MaximumAge", Aged(maximum=fields.maximum_age), person))
    if fields.sex.value != "ALL":
        found.append(_field("Sex", IsSex(sex=fields.sex), person))
    answer = person.profile.get("healthy_volunteer")
    if fields.healthy_volunteers is False and answer is not None and answer.value is True:
        answers: tuple[tuple[str, Answer], ...] = (("healthy_volunteer", answer),)
        rule = "healthy volunteers are not accepted"
        found.append(Verdict(truth=Truth.NOT_MET, rule=rule, field="HealthyVolunteers", answers=answers))
    return tuple(found)


def _field(name: str, requirement: Aged | IsSex, person: Person) -> Verdict:
    judged = judge(requirement, person)
    return Verdict(truth=judged.truth, rule=judged.rule, field=name, answers=judged.answers)


def _verdict(seen: Seen) -> Verdict:
    return Verdict(
        truth=seen.takes_part,
        rule=seen.judged.rule,
        criterion=seen.node.criterion,
        answers=seen.judged.answers,
    )


def _outcome(fields: list[Truth], roots: list[Seen]) -> Outcome:
    """The best outcome over the cohorts, each judged with all that holds for everybody."""
    common, cohorts = by_cohort(roots)
    shared = [*fields, *root_truths(common)]
    if not cohorts:
        return outcome_of(shared)
    options = [[*shared, *root_truths(cohort)] for cohort in cohorts]
    if len(cohorts) == 1 and any(_lets_in(seen) for seen in common):
        # One named group beside a general list: others need not meet what holds for the group.
        options.append([*shared, *([Truth.UNKNOWN] * len(cohorts[0]))])
    order = (Outcome.LIKELY, Outcome.POSSIBLE, Outcome.TOO_LITTLE_KNOWN, Outcome.UNLIKELY)
    return min((outcome_of(truths) for truths in options), key=order.index)


def _lets_in(seen: Seen) -> bool:
    return seen.node.criterion.kind is CriterionKind.INCLUSION


def by_cohort(roots: Iterable[Seen]) -> tuple[list[Seen], list[list[Seen]]]:
    """What holds for everybody, and what holds for each named cohort."""
    common: list[Seen] = []
    cohorts: dict[str, list[Seen]] = {}
    for seen in roots:
        name = seen.node.criterion.cohort
        if name is None:
            common.append(seen)
        else:
            cohorts.setdefault(name.casefold().strip(), []).append(seen)
    return common, list(cohorts.values())


def root_truths(roots: list[Seen]) -> list[Truth]:
    """For taking part: each criterion of its own, inclusions with an "or" between them together."""
    inclusions = [s for s in roots if s.node.criterion.kind is CriterionKind.INCLUSION]
    exclusions = [s.takes_part for s in roots if s.node.criterion.kind is CriterionKind.EXCLUSION]
    joined = either([s.node for s in inclusions], [s.takes_part for s in inclusions])
    return [*joined, *exclusions]


def outcome_of(truths: list[Truth]) -> Outcome:
    """The outcome of one list of truths that must all be met (see the rule above)."""
    if all_of(truths) is Truth.NOT_MET:
        return Outcome.UNLIKELY
    if not truths:
        return Outcome.TOO_LITTLE_KNOWN
    share = sum(truth is Truth.MET for truth in truths) / len(truths)
    if share >= LIKELY_SHARE:
        return Outcome.LIKELY
    return Outcome.POSSIBLE if share >= POSSIBLE_SHARE else Outcome.TOO_LITTLE_KNOWN
