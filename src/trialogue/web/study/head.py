"""The top of the study page: titles, status, the one action, and what stands at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from trialogue.insight.recruiting import Trust, really_recruiting
from trialogue.model.application import WaitPurpose
from trialogue.model.codes import DateType, RecruitmentStatus, StudyType
from trialogue.model.dates import PartialDate
from trialogue.model.offer import Offer
from trialogue.model.provenance import Provenance
from trialogue.model.study import Milestone, Study
from trialogue.plain import words
from trialogue.plain.conditions import lay_conditions
from trialogue.plain.sentence import Sentence, from_piece, from_rule
from trialogue.plain.title import plain_title
from trialogue.web.record_text import record_text
from trialogue.web.sections import PageContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The one thing to do next. ``main`` is False for a look elsewhere, which is no step in."""

    href: str
    text: str
    note: str
    icon: str = ""
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceRow:
    """One fact at a glance, with its source."""

    key: str
    value: str
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyHead:
    """Everything above the first section."""

    title: Sentence
    official_title: str | None
    acronym: str | None
    kind: str
    status: words.StatusWords
    status_note: str
    status_source: Provenance
    caution: str
    updated: PartialDate | None
    action: Action
    glance: tuple[GlanceRow, ...]


def study_head(study: Study, context: PageContext) -> StudyHead:
    """Titles, status and action of one study."""
    official = record_text(study.official_title or study.brief_title)
    title = plain_title(study)
    return StudyHead(
        title=title,
        official_title=official if official.casefold() != title.words.casefold() else None,
        acronym=study.acronym,
        kind=kind_words(study),
        status=shown_status(study, context.offer),
        status_note=_status_note(study, context.offer),
        status_source=from_piece(study, "OverallStatus, LocationStatus"),
        caution=_caution(study, context),
        updated=study.dates.last_update or study.dates.last_posted,
        action=action_of(study, context.offer),
        glance=tuple(row for row in _glance(study, context) if row.value),
    )


def kind_words(study: Study) -> str:
    """Phase and type: ``Phase 1/2``; without phases the type of study."""
    phase = words.phase_words(study.phases)
    return phase or words.code_words("study_type", study.study_type)


def shown_status(study: Study, offer: Offer) -> words.StatusWords:
    """The status; a study that says it recruits while no site does is not shown as open."""
    mark = words.status_words(study.status)
    if study.status is RecruitmentStatus.RECRUITING and not offer.apply:
        return words.StatusWords(
            kind=words.StatusKind.UNKNOWN,
            word="No site is open now",
            sentence="The record says that this trial takes people, but none of its sites does at present.",
        )
    return mark


def _status_note(study: Study, offer: Offer) -> str:
    sentence = shown_status(study, offer).sentence
    if study.status is RecruitmentStatus.UNKNOWN and study.last_known_status:
        last = words.status_words(study.last_known_status).word.lower()
        sentence += f" The last thing it said was: {last}."
    why = record_text(study.why_stopped)
    if why:
        sentence += f" Why, in the team’s words: “{why}”"
    return sentence


def _caution(study: Study, context: PageContext) -> str:
    """Where the record itself speaks against its status: said beside the status, not far below."""
    found = really_recruiting(study, context.today)
    if found is None or found.trust is not Trust.UNLIKELY:
        return ""
    return "Several signs in the record speak against this. It may no longer take people."


def action_of(study: Study, offer: Offer) -> Action:
    """Open: check. Not open yet, or paused: be told. Closed: similar open trials; never a waitlist."""
    page = f"/studies/{study.nct_id}"
    if offer.apply:
        return Action(
            href=f"{page}/check",
            text="Check if I may take part",
            note="A few questions. Your answers stay with you. You can apply at the end.",
        )
    if offer.purpose is WaitPurpose.OPENING:
        note = "We write to you once, when the record says that it takes people."
        return Action(href=f"{page}/apply", text="Tell me when it opens", note=note, icon="bell")
    if offer.purpose is WaitPurpose.REOPENING:
        note = "We write to you once, if the record says that it takes people again."
        return Action(href=f"{page}/apply", text="Tell me if it opens again", note=note, icon="bell")
    if study.status is RecruitmentStatus.AVAILABLE:
        return Action(
            href="#where",
            text="See whom your doctor can ask",
            note="A doctor has to ask for this treatment. You cannot apply yourself.",
            main=False,
        )
    return Action(
        href=similar_search(study),
        text="See similar trials that are open",
        note="The record cannot say whether this one is open."
        if study.status is RecruitmentStatus.UNKNOWN
        else "You cannot join this one.",
        icon="search",
        main=False,
    )


def similar_search(study: Study) -> str:
    """A search for open studies of the same condition."""
    names = [record_text(name) for name in study.conditions[:1]]
    return "/search?" + urlencode({"cond": names[0] if names else "", "status": "RECRUITING"})


def _glance(study: Study, context: PageContext) -> list[GlanceRow]:
    fields = study.eligibility
    age = words.age_range_words(fields.minimum_age, fields.maximum_age)
    sex = words.sex_words(fields.sex, fields.minimum_age)
    begins, ends = _when(study)
    people = age if fields.sex == "ALL" else f"{sex}, {age[:1].lower()}{age[1:]}"
    return [
        _row(study, "It is about", words.listed(list(lay_conditions(study)[:3])), "Condition"),
        _row(study, "Age and sex", people, "MinimumAge, MaximumAge, Sex"),
        _row(study, "Healthy people", _healthy(study), "HealthyVolunteers"),
        _row(study, "Stage", words.phase_words(study.phases), "Phase"),
        _row(study, "Kind of study", _kind(study), "StudyType"),
        _row(study, "How many people", _enrollment(study), "EnrollmentCount"),
        _row(study, "Sites", _sites(study), "LocationFacility, LocationStatus"),
        _row(study, begins, _milestone(study.dates.start), "StartDate"),
        _row(study, ends, _milestone(study.dates.completion), "CompletionDate"),
        _row(
            study,
            "Sponsor",
            record_text(study.lead_sponsor.name) if study.lead_sponsor else "",
            "LeadSponsorName",
        ),
        GlanceRow(key="Number", value=str(study.nct_id), source=from_rule(study, "registry number", "NCTId")),
    ]


def _kind(study: Study) -> str:
    """Left out where it stands above the title already."""
    kind = words.code_words("study_type", study.study_type)
    return "" if kind == kind_words(study) else kind


def _when(study: Study) -> tuple[str, str]:
    """What the dates are of: a study called off neither began nor ended."""
    if study.status is RecruitmentStatus.WITHDRAWN:
        return "Was to begin", "Was to end"
    start, end = study.dates.start, study.dates.completion
    waits = study.status is RecruitmentStatus.NOT_YET_RECRUITING or (start and start.kind == "ESTIMATED")
    return "Begins" if waits else "Began", "Ended" if end and end.kind == "ACTUAL" else "Ends"


def _row(study: Study, key: str, value: str, piece: str) -> GlanceRow:
    return GlanceRow(key=key, value=value, source=from_piece(study, piece))


def _healthy(study: Study) -> str:
    if study.eligibility.healthy_volunteers is None:
        return ""
    return "May join too" if study.eligibility.healthy_volunteers else "Not in this trial"


def _enrollment(study: Study) -> str:
    if study.enrollment is None or study.study_type is StudyType.EXPANDED_ACCESS:
        return ""
    if study.enrollment.count == 0:
        return "Nobody joined"
    said = {DateType.ACTUAL: "joined", DateType.ESTIMATED: "planned", None: "planned or joined"}
    return f"{words.number(study.enrollment.count)} {said[study.enrollment.kind]}"


def _sites(study: Study) -> str:
    if not study.sites:
        return ""
    open_now = sum(site.status is RecruitmentStatus.RECRUITING for site in study.sites)
    total = words.plural(len(study.sites), "site")
    return f"{total}, {words.number(open_now)} open" if open_now else total


def _milestone(milestone: Milestone | None) -> str:
    if milestone is None:
        return ""
    planned = words.code_words("date_kind", milestone.kind)
    text = words.date_words(milestone.date)
    return f"{text} ({planned})" if planned else text
