"""What search needs of a study: small, flat, and quick to hand to another process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from trialogue.index.aliases import evidence
from trialogue.index.city_points import located
from trialogue.insight.counted_sets import numbers
from trialogue.insight.digest import Digest, identities
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.ids import NctId
from trialogue.model.quickly_made import quickly_made
from trialogue.model.search import AgeGroup
from trialogue.model.site import Site
from trialogue.model.study import Study

NO_AGE_LIMIT = 10**7  # hours; more than a thousand years

# A study takes people when it is recruiting, or when its expanded access is available.
OPEN_STATUSES = frozenset({RecruitmentStatus.RECRUITING, RecruitmentStatus.AVAILABLE})


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDocument:
    """The searchable part of one study.

    Ages are hours: the study takes ``age_from <= age < age_below``. A limit of 65 Years lets in
    everybody until the 66th birthday, so ``age_below`` is one unit above the limit. ``posted`` is
    the first day on which the record was posted (or submitted). ``sites`` carry no contacts,
    and the centre of their city where the record gives no point.
    ``details`` is all other text that the registry's basic search covers. ``aliases`` is what the
    record says of names that mean the same (see ``index.aliases``). ``sets`` are the numbers of the
    counted sets that the study is in (see ``insight.counted_sets``).
    """

    nct_id: NctId
    title: str
    status: RecruitmentStatus
    official_title: str = ""
    acronym: str = ""
    ids: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    condition_terms: tuple[str, ...] = ()
    condition_ancestors: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    intervention_terms: tuple[str, ...] = ()
    intervention_ancestors: tuple[str, ...] = ()
    summary: str = ""
    details: str = ""
    sponsor: str = ""
    collaborators: tuple[str, ...] = ()
    sponsor_class: SponsorClass = SponsorClass.UNKNOWN
    study_type: StudyType | None = None
    phases: tuple[Phase, ...] = ()
    sex: Sex = Sex.ALL
    age_from: int = 0
    age_below: int = NO_AGE_LIMIT
    healthy_volunteers: bool | None = None
    has_results: bool = False
    posted: date | None = None
    sites: tuple[Site, ...] = ()
    aliases: tuple[str, ...] = ()
    sets: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """The eight digits of the identifier."""
        return int(self.nct_id[3:])

    @property
    def age_groups(self) -> tuple[AgeGroup, ...]:
        """The registry's standard groups that the age limits overlap."""
        groups = [AgeGroup.CHILD] if self.age_from < _ADULT else []
        groups += [AgeGroup.ADULT] if self.age_from < _OLDER and self.age_below > _ADULT else []
        groups += [AgeGroup.OLDER_ADULT] if self.age_below > _OLDER else []
        return tuple(groups)

    def takes_people(self, site: Site) -> bool:
        """Whether this site takes people now.

        The registry gives a site's own status only while the study is open, and not always.
        """
        return self.status in OPEN_STATUSES and site.status in {self.status, None}


def hours(years: float) -> int:
    """An age in whole hours, rounded, so that 18 Months and 1.5 years are the same age."""
    return round(Age(value=1, unit=AgeUnit.YEARS).days * 24 * years)


_ADULT, _OLDER = hours(18), hours(65)


def study_document(study: Study, counted: Digest | None = None) -> StudyDocument:
    """Take from a study what search needs. ``counted``: its digest, where that was made already."""
    low, high = study.eligibility.minimum_age, study.eligibility.maximum_age
    posted = study.dates.first_posted or study.dates.first_submitted
    lead = study.lead_sponsor
    return StudyDocument(
        nct_id=study.nct_id,
        title=study.brief_title,
        status=study.status,
        official_title=study.official_title or "",
        acronym=study.acronym or "",
        ids=_some((study.org_study_id, *study.secondary_ids, *study.aliases)),
        conditions=study.conditions,
        keywords=study.keywords,
        condition_terms=tuple(term.term for term in study.condition_mesh),
        condition_ancestors=tuple(term.term for term in study.condition_ancestors),
        interventions=tuple(i.name for i in study.interventions),
        other_names=tuple(name for i in study.interventions for name in i.other_names),
        intervention_terms=tuple(term.term for term in study.intervention_mesh),
        intervention_ancestors=tuple(term.term for term in study.intervention_ancestors),
        summary=study.brief_summary,
        details=_details(study),
        sponsor=lead.name if lead else "",
        collaborators=tuple(c.name for c in study.collaborators),
        sponsor_class=lead.sponsor_class if lead else SponsorClass.UNKNOWN,
        study_type=study.study_type,
        phases=study.phases,
        sex=study.eligibility.sex,
        age_from=_hours_of(low) if low else 0,
        age_below=_hours_of(replace(high, value=high.value + 1)) if high else NO_AGE_LIMIT,
        healthy_volunteers=study.eligibility.healthy_volunteers,
        has_results=study.has_results,
        posted=posted.earliest if posted else None,
        sites=tuple([_without_contacts(located(site)) for site in study.sites]),
        aliases=evidence(study),
        sets=numbers(counted or identities(study)),
    )


def _without_contacts(site: Site) -> Site:
    if not site.contacts:
        return site
    # Field by field: dataclasses.replace would take most of the time of making a document.
    return Site(
        facility=site.facility,
        status=site.status,
        city=site.city,
        state=site.state,
        zip=site.zip,
        country=site.country,
        point=site.point,
    )


def _hours_of(age: Age) -> int:
    return round(age.days * 24)


def _some(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _details(study: Study) -> str:
    """The rest of what the registry's *BasicSearch* area covers (weights 0.6 and less)."""
    outcomes = (*study.primary_outcomes, *study.secondary_outcomes)
    texts: list[str | None] = [arm.label for arm in study.arms]
    texts += [arm.description for arm in study.arms]
    texts += [intervention.description for intervention in study.interventions]
    texts += [outcome.measure for outcome in outcomes]
    texts += [outcome.description for outcome in outcomes]
    texts += [investigator.name for investigator in study.investigators]
    return "\n".join(_some(texts))
