"""Highlights that follow from the record's fields: each rule a small function over a study."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import (
    Allocation,
    ArmType,
    InterventionModel,
    InterventionType,
    Masking,
    Sex,
    StudyType,
    WhoMasked,
)
from trialogue.model.study import Study
from trialogue.plain.interventions import stands_beside, watched_things
from trialogue.plain.passages import passages, readable

_PLACEBO = Pattern(r"\bplacebos?\b|\bsham\b|\bdummy\b|\bsugar pill")
_RATIO = re.compile(r"\b\d+\s*:\s*\d+(?:\s*:\s*\d+)*\b")
_INVASIVE = Pattern(
    r"\bintrathecal|\blumbar puncture|\bbiops(?:y|ies)\b|\bimplant|\bsurgical|\bintracerebral"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """What a rule says when it fires, and the piece that made it."""

    words: str
    means: str
    piece: str
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A rule with its name; a smaller ``order`` stands earlier."""

    id: str
    order: int
    fires: Callable[[Study], Fired | None]


def placebo_arms(study: Study) -> tuple[str, ...]:
    """Labels of the groups that get a placebo or a sham procedure instead of the treatment."""
    return tuple(
        a.label for a in study.arms if a.kind in {ArmType.PLACEBO_COMPARATOR, ArmType.SHAM_COMPARATOR}
    )


def placebo_place(study: Study) -> str | None:
    """The piece of a title, or of a text about what is given, that names a placebo or sham."""
    titles = (("BriefTitle", study.brief_title), ("OfficialTitle", study.official_title or ""))
    texts = (*titles, *((p.piece, p.text) for p in passages(study)))
    return next((piece for piece, text in texts if _PLACEBO.within(text)), None)


def _no_placebo(study: Study) -> Fired | None:
    if study.study_type is not StudyType.INTERVENTIONAL or not study.arms or placebo_place(study):
        return None
    if placebo_arms(study):
        return None
    means = "No group gets a dummy treatment, as far as the record says."
    return Fired(words="No placebo group", means=means, piece="ArmGroupType")


def _placebo(study: Study) -> Fired | None:
    groups = placebo_arms(study)
    if not groups or study.study_type is not StudyType.INTERVENTIONAL:
        return None
    total = len(study.arms)
    words = f"{len(groups)} of {total} groups {'gets' if len(groups) == 1 else 'get'} a placebo or sham"
    ratio = _ratio(study)
    means = "You may get a dummy treatment."
    if study.design.intervention_model is InterventionModel.CROSSOVER:
        means = "You may get a dummy treatment for a part of the time."
    if ratio is not None:
        means += f" The record gives the shares as {ratio[0]}."
    elif study.design.allocation is Allocation.RANDOMIZED:
        means += " The record does not give your chance of it. Ask."
    return Fired(words=words, means=means, piece="ArmGroupType", quote=ratio[1] if ratio else groups[0])


def _ratio(study: Study) -> tuple[str, str] | None:
    """A stated allocation ratio ("2:1") and the sentence it stands in."""
    for passage in passages(study):
        for match in _RATIO.finditer(passage.text):
            near = passage.text[max(0, match.start() - 80) : match.end() + 60]
            if re.search(r"random|ratio|allocat|assign", near, re.IGNORECASE):
                return re.sub(r"\s", "", match[0]), readable(near)
    return None


def _single_group(study: Study) -> Fired | None:
    if study.design.intervention_model is not InterventionModel.SINGLE_GROUP:
        return None
    return Fired(
        words="One group: everyone gets the treatment",
        means="Nobody is put into a comparison group.",
        piece="DesignInterventionModel",
    )


def _randomised(study: Study) -> Fired | None:
    if study.design.allocation is not Allocation.RANDOMIZED:
        return None
    return Fired(
        words="Chance decides your group",
        means="Neither you nor your doctor can choose it.",
        piece="DesignAllocation",
    )


def _open_label(study: Study) -> Fired | None:
    if study.design.masking is not Masking.NONE:
        return None
    return Fired(
        words="Open: you know what you get", means="Nothing is hidden from you.", piece="DesignMasking"
    )


def _blind(study: Study) -> Fired | None:
    if WhoMasked.PARTICIPANT not in study.design.who_masked:
        return None
    return Fired(
        words="You do not know which treatment you get",
        means="It is kept from you until the end, so that hopes do not sway the result.",
        piece="DesignWhoMasked",
    )


def _crossover(study: Study) -> Fired | None:
    if study.design.intervention_model is not InterventionModel.CROSSOVER:
        return None
    return Fired(
        words="Everyone gets each treatment in turn",
        means="Groups swap part-way (a crossover).",
        piece="DesignInterventionModel",
    )


def _expanded(study: Study) -> Fired | None:
    if study.study_type is StudyType.EXPANDED_ACCESS:
        return Fired(
            words="Treatment outside a trial (expanded access)",
            means="It gives the treatment to people who cannot join a trial. Your doctor has to ask.",
            piece="StudyType",
        )
    if not study.oversight.has_expanded_access:
        return None
    return Fired(
        words="Expanded access exists",
        means="People who cannot join may be able to get the treatment another way. Ask your doctor.",
        piece="HasExpandedAccess",
    )


def _device(study: Study) -> Fired | None:
    if study.study_type is StudyType.OBSERVATIONAL:
        return None
    thing = next((t for t in study.interventions if t.kind is InterventionType.DEVICE), None)
    if thing is None:
        return None
    return Fired(
        words="A device is tested", means=f"The record names it: {thing.name}.", piece="InterventionType"
    )


def _gene(study: Study) -> Fired | None:
    # Laboratory work on genes is entered as of this kind too.
    genes = (t for t in study.interventions if t.kind is InterventionType.GENETIC)
    thing = next((t for t in genes if not stands_beside(t.name)), None)
    if thing is None or study.study_type is StudyType.OBSERVATIONAL:
        return None
    return Fired(
        words="It acts on genes",
        means="Some effects may last for life. Ask how long you are followed.",
        piece="InterventionType",
        quote=thing.name,
    )


def _healthy(study: Study) -> Fired | None:
    if not study.eligibility.healthy_volunteers:
        return None
    return Fired(
        words="Healthy people can take part",
        means="You need not have the illness.",
        piece="HealthyVolunteers",
    )


def _one_sex(study: Study) -> Fired | None:
    if study.eligibility.sex is Sex.ALL:
        return None
    who = "women" if study.eligibility.sex is Sex.FEMALE else "men"
    return Fired(words=f"Only for {who}", means="The record limits it by sex.", piece="Sex")


def _children(study: Study) -> Fired | None:
    low, high = study.eligibility.minimum_age, study.eligibility.maximum_age
    if high is not None and high.years < 18:
        return Fired(
            words="Only for children", means="A parent or guardian has to agree.", piece="MaximumAge"
        )
    if low is None or low.years >= 18:
        return None
    return Fired(
        words="Children can take part", means="A parent or guardian has to agree.", piece="MinimumAge"
    )


def _observational(study: Study) -> Fired | None:
    if study.study_type is not StudyType.OBSERVATIONAL:
        return None
    named = watched_things(study)
    if named:
        more = f" and {len(named) - 2} more" if len(named) > 2 else ""
        return Fired(
            words="Entered as a study that only watches",
            means=f"It names {', '.join(named[:2])}{more}. Ask who decides on it and who gives it.",
            piece="StudyType",
        )
    return Fired(
        words="No treatment is given by the study",
        means="It watches and measures. Your care stays with your own doctors.",
        piece="StudyType",
    )


def _invasive(study: Study) -> Fired | None:
    if study.study_type is StudyType.OBSERVATIONAL:
        return None
    for passage in passages(study):
        match = _INVASIVE.search(passage.text)
        if match is not None and not passage.piece.startswith(("Primary", "Secondary")):
            quote = readable(passage.text[max(0, match.start() - 80) : match.end() + 80])
            return Fired(
                words="Something goes into the body beyond a blood test",
                means="The record names a puncture, a tissue sample or an operation. Ask what it is like.",
                piece=passage.piece,
                quote=quote,
            )
    return None


def _watched(study: Study) -> Fired | None:
    if not study.oversight.has_data_monitoring:
        return None
    return Fired(
        words="Independent experts watch over safety",
        means="A data monitoring committee looks at the results on the way.",
        piece="OversightHasDMC",
    )


def _results(study: Study) -> Fired | None:
    if not study.has_results:
        return None
    return Fired(
        words="Results are posted", means="You can read what was seen, further down.", piece="HasResults"
    )


FIELD_RULES: tuple[FieldRule, ...] = tuple(
    FieldRule(id=name, order=order, fires=rule)
    for name, order, rule in (
        ("expanded access", 1, _expanded),
        ("no treatment", 2, _observational),
        ("placebo group", 3, _placebo),
        ("no placebo group", 4, _no_placebo),
        ("single group", 5, _single_group),
        ("by chance", 6, _randomised),
        ("crossover", 7, _crossover),
        ("open label", 8, _open_label),
        ("participant masked", 9, _blind),
        ("device", 22, _device),
        ("gene", 23, _gene),
        ("invasive", 29, _invasive),
        ("healthy volunteers", 31, _healthy),
        ("one sex", 32, _one_sex),
        ("children", 33, _children),
        ("data monitoring", 48, _watched),
        ("results posted", 49, _results),
    )
)
