"""Answers about the study itself: who, how many, how, since when, what was seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from trialogue.model.codes import DateType, Masking, Phase, RecruitmentStatus, StudyType
from trialogue.plain.basis import Basis
from trialogue.plain.highlight_rules import placebo_place
from trialogue.plain.interventions import watched_things
from trialogue.plain.passages import passages, source
from trialogue.plain.people import named_leaders
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.sentence import NOT_SAID, Sentence, say
from trialogue.plain.triggers import trigger
from trialogue.plain.words import (
    code_words,
    date_words,
    listed,
    number,
    on_date,
    plural,
    status_words,
    the_country,
)

_APPROVED = trigger(
    r"\b(?:(?:not )?(?:been |yet )?(?:approved|licen[sc]ed|authori[sz]ed) (?:by|for|in|as)"
    r"|marketing approval|off-label|"
    r"considered (?:to be )?(?:investigational|experimental))\b",
    "approv",
    "licen",
    "authori",
    "off-label",
    "considered",
)
_ETHICS = re.compile(
    r"ethic|review board|IRB|protocol (?:was|is|has been) approved|committee"
    r"|\bcent(?:er|re)s?\b|participation|software|investigators?\b",
    re.IGNORECASE,
)

# That nothing else is approved for the illness says nothing of this treatment.
_NO_OTHER = re.compile(
    r"\bno\b[^.;]{0,60}\b(?:treatments?|vaccines?|therap(?:y|ies)|drugs?|medicines?|medications?|antivirals?)\b"
    r"|\b(?:other|several|existing|available) (?:\w+ )?approved\b"
    r"|\bapproved (?:treatments|therapies|drugs)\b",
    re.IGNORECASE,
)


def gives_nothing(basis: Basis) -> Iterator[Sentence]:
    """For a study that only watches: whatever is asked of its treatment."""
    if basis.study.study_type is StudyType.OBSERVATIONAL:
        named = watched_things(basis.study)
        words = "It is entered as a study that only watches. Ask who gives the treatment that it names."
        words = words if named else "The study itself gives no treatment. It watches."
        yield say(basis.study, words, "StudyType")


def _no_groups(basis: Basis) -> Iterator[Sentence]:
    yield from gives_nothing(basis)
    if basis.study.study_type is StudyType.EXPANDED_ACCESS:
        yield say(basis.study, "This is not a trial. There are no groups to compare.", "StudyType")


def how_many(basis: Basis) -> Iterator[Sentence]:
    """People planned or enrolled: the record says which."""
    enrolled = basis.study.enrollment
    if enrolled is None:
        return
    if basis.study.status is RecruitmentStatus.WITHDRAWN:
        yield say(basis.study, "Nobody. The study was called off before anyone joined.", "OverallStatus")
        return
    people = plural(enrolled.count, "person", "people")
    if enrolled.kind is DateType.ACTUAL:
        words = f"{people} took part."
    elif enrolled.kind is DateType.ESTIMATED:
        words = f"{people} are planned. The record does not say how many have joined."
    else:
        words = f"The record gives {people}, without saying whether planned or joined."
    yield say(
        basis.study, words.replace("1 person are", "1 person is"), "EnrollmentCount", str(enrolled.count)
    )


def is_open(basis: Basis) -> Iterator[Sentence]:
    """The status, its date, and whether other fields agree."""
    status = status_words(basis.study.status)
    dates = basis.study.dates
    checked, updated = dates.verified, dates.last_update
    when = f" The record was last updated {on_date(updated)}." if updated else ""
    when = f" The team last checked the record {on_date(checked)}." if checked else when
    yield say(basis.study, f"{status.sentence}{when}", "OverallStatus", status.word)
    yield from basis.counted.recruiting


def room(basis: Basis) -> Iterator[Sentence]:
    """The room model; computed by the room above."""
    return iter(basis.counted.room)


def approved(basis: Basis) -> Iterator[Sentence]:
    """Only the record's own sentences on approval; a phase is no answer to this."""
    study = basis.study
    if study.status is RecruitmentStatus.APPROVED_FOR_MARKETING:
        yield say(study, status_words(study.status).sentence, "OverallStatus")
        return
    yield from gives_nothing(basis)
    if study.status is RecruitmentStatus.AVAILABLE:
        yield say(study, "No. It is given before approval, case by case (expanded access).", "OverallStatus")
    if study.oversight.unapproved_device:
        yield say(study, "It tests a device that is not yet approved.", "IsUnapprovedDevice")
    quotes = (
        q for p in passages(study) if p.piece[:5] not in {"Prima", "Secon"} for q in _APPROVED.quotes(p)
    )
    for quote in quotes:
        off = _ETHICS.search(quote.words) or _NO_OTHER.search(quote.words)
        if not off and len(quote.words) < 400:
            said = f"The record says: “{quote.words}”"
            yield Sentence(words=said, sources=(source(study, quote, "quoted on approval"),))
            return


def who_runs(basis: Basis) -> Iterator[Sentence]:
    """Lead sponsor with its class, principal investigators, collaborators."""
    study = basis.study
    if study.lead_sponsor is not None:
        kind = code_words("sponsor_class", study.lead_sponsor.sponsor_class)
        known = f" ({kind})" if kind else ""
        yield say(study, f"{study.lead_sponsor.name}{known} is responsible for it.", "LeadSponsorName")
    leaders = [
        i.name
        for i in named_leaders(study)
        if i.role in {"PRINCIPAL_INVESTIGATOR", "STUDY_CHAIR", "STUDY_DIRECTOR"}
    ]
    if leaders:
        yield say(study, f"Led by {listed(leaders[:3]).removesuffix('.')}.", "OverallOfficialName")
    if study.collaborators:
        yield say(study, f"With {listed([c.name for c in study.collaborators[:4]])}.", "CollaboratorName")


def what_before(basis: Basis) -> Iterator[Sentence]:
    """Earlier studies of the same treatment, as counted."""
    return iter(basis.counted.before)


def seen(basis: Basis) -> Iterator[Sentence]:
    """Posted side effects here, else in studies of the same treatment, else quoted."""
    elsewhere = basis.counted.seen[0] if basis.counted.seen else None
    found = what_may_go_wrong(basis.study, elsewhere)
    return (s for s in found if s.words != NOT_SAID)


def placebo(basis: Basis) -> Iterator[Sentence]:
    """Placebo groups, or that there are none; where only the text names one, that it does."""
    known = (*_no_groups(basis), *basis.highlight("placebo group", "no placebo group"))
    yield from known
    if not known and (place := placebo_place(basis.study)) is not None:
        words = "The record names a placebo or sham, but no group that gets it alone. Ask the study team."
        yield say(basis.study, words, place)


def know_which(basis: Basis) -> Iterator[Sentence]:
    """Masking, for the person."""
    yield from _no_groups(basis)
    if basis.study.design.masking is Masking.NONE:
        yield say(basis.study, "Yes. Nothing is hidden.", "DesignMasking")
        return
    yield from basis.highlight("participant masked")


def phase(basis: Basis) -> Iterator[Sentence]:
    """Whether it is among the first tests in people, by the record's own words or phase."""
    found = [*gives_nothing(basis), *basis.highlight("first_in_humans")]
    yield from found
    if found or not basis.study.phases or basis.study.phases == (Phase.NA,):
        return
    early = set(basis.study.phases) & {Phase.EARLY_PHASE1, Phase.PHASE1}
    words = (
        "It is in an early phase, when little is known." if early else "Its phase comes after first tests."
    )
    yield say(basis.study, words, "Phase")


def watches(basis: Basis) -> Iterator[Sentence]:
    """Data monitoring committee."""
    has = basis.study.oversight.has_data_monitoring
    if has is not None:
        words = (
            "Independent experts watch over safety." if has else "The record names no independent committee."
        )
        yield say(basis.study, words, "OversightHasDMC", "yes" if has else "no")


def measured(basis: Basis) -> Iterator[Sentence]:
    """The primary outcomes, verbatim."""
    for outcome in basis.study.primary_outcomes[:3]:
        when = f" (when: {outcome.time_frame})" if outcome.time_frame else ""
        measure = outcome.measure.strip(" .")
        yield say(basis.study, f"{measure}{when}.", "PrimaryOutcomeMeasure", outcome.measure)


def results(basis: Basis) -> Iterator[Sentence]:
    """Whether results are posted, and when the main part ends."""
    study = basis.study
    if study.has_results:
        when = study.dates.results_first_posted
        words = f"Yes. Results were posted{f' {on_date(when)}' if when else ''}."
        yield say(study, words, "ResultsFirstPostDate")
        return
    if study.status is RecruitmentStatus.WITHDRAWN:
        yield say(study, "None. The study was called off before anyone joined.", "OverallStatus")
        return
    done = study.dates.primary_completion
    if done is not None:
        ended = f"The main part ended {on_date(done.date)}."
        planned = f"The planned end of the main part: {date_words(done.date)}."
        words = f"None are posted. {ended if done.kind is DateType.ACTUAL else planned}"
        yield say(study, words, "PrimaryCompletionDate", done.date.iso)


def data(basis: Basis) -> Iterator[Sentence]:
    """Data sharing statement."""
    plan = basis.study.data_sharing.plan if basis.study.data_sharing else None
    words = {
        "YES": "The team plans to share data of single people, without names.",
        "NO": "The team does not plan to share data of single people.",
        "UNDECIDED": "The team has not decided whether to share data of single people.",
    }.get(plan or "")
    if words:
        yield say(basis.study, words, "IPDSharing")


def gives(basis: Basis) -> Iterator[Sentence]:
    """How many studies the sponsor leads."""
    return iter(basis.counted.sponsor[:2])


def sites(basis: Basis) -> Iterator[Sentence]:
    """Number of sites and countries."""
    places = basis.study.sites
    if not places:
        return
    countries = list(dict.fromkeys(s.country for s in places if s.country))
    cities = list(dict.fromkeys(s.city for s in places if s.city))
    where = f" in {listed([the_country(name) for name in countries[:6]])}" if countries else ""
    more = f" and {number(len(countries) - 6)} more countries" if len(countries) > 6 else ""
    yield say(basis.study, f"{plural(len(places), 'site')}{where}{more}.", "LocationCountry")
    if 0 < len(cities) <= 4:
        yield say(basis.study, f"{listed(cities)}.", "LocationCity")


Row = tuple[str, str, Callable[[Basis], Iterator[Sentence]], str]
_TEAM, _DOCTOR = "the study team", "your doctor"
ABOUT: tuple[Row, ...] = (
    ("how many take part", "How many people take part?", how_many, _TEAM),
    ("is it open", "Is it open to new people?", is_open, _TEAM),
    ("room", "Is there room left?", room, _TEAM),
    ("approved", "Is the treatment approved?", approved, _DOCTOR),
    ("who runs it", "Who runs it?", who_runs, _TEAM),
    ("sponsor so far", "What else has this sponsor done?", gives, _TEAM),
    ("what came before", "What came before?", what_before, _DOCTOR),
    ("what was seen", "What has been seen so far? What may go wrong?", seen, _TEAM),
    ("first in people", "Is it tested in people for the first time?", phase, _TEAM),
    ("placebo", "Could I get a placebo?", placebo, _TEAM),
    ("know which", "Will I know which treatment I get?", know_which, _TEAM),
    ("who watches", "Who watches over safety?", watches, _TEAM),
    ("what is measured", "What does it measure?", measured, _TEAM),
    ("results", "Are there results?", results, _TEAM),
    ("where", "Where does it run?", sites, _TEAM),
    ("data", "Will my data be shared?", data, _TEAM),
)
