"""Whatever a record says, its plain words come out whole: no error, no code, no empty value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.plain.made import made_study

from trialogue.insight.contradictions import contradictions
from trialogue.insight.digest import digest
from trialogue.insight.recruiting import chance_sentence, really_recruiting
from trialogue.insight.room_left import room_left
from trialogue.insight.statistics import statistics
from trialogue.insight.track_record import sponsor_words
from trialogue.model.codes import (
    DateType,
    InterventionType,
    Phase,
    RecruitmentStatus,
    SponsorClass,
    StudyType,
)
from trialogue.model.dates import PartialDate
from trialogue.model.design import Arm, Intervention, OutcomeMeasure
from trialogue.model.study import Enrollment, Milestone, Sponsor, Study, StudyDates
from trialogue.plain.answers import answers
from trialogue.plain.basis import read
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.summary import in_short

TODAY = date(2026, 11, 1)
# A sentence may begin with the word None ("None are posted"); inside one it is a value that leaked.
_LEAK = re.compile(r"(?<=[\w,;:(=“] )None\b|\b[A-Z]+_[A-Z_]+\b|<[A-Z]\w+\.|\bnan\b")
_SAID = [
    "every 3 months", "for a total of 4 injections", "5 x 10^7 cells", "orally twice daily", "IV over 1 hour",
    "on days 1, 8 and 15 of a 21-day cycle", "for 12 weeks", "followed for 2 years", "wash-out of 4 weeks",
    "until progression", "up to 6 cycles", "Courses repeat every 21 days.", "(", "±", "0", "q3w", "1-3 mg/kg",
    "placebo", "\n\n* ", "\\>", "999999999 years", "Patients receive", "examplin", ".", "-5 to 3 days",
]  # fmt: skip
texts = st.lists(st.sampled_from(_SAID) | st.text(st.characters(codec="ascii"), max_size=8), max_size=9).map(
    lambda parts: re.sub(_LEAK, "", " ".join(parts))
)
names = st.sampled_from(["examplin", "fictivir 5 mg", "Placebo", "Usual care", "x", "stem cells"])
days = st.none() | st.builds(PartialDate, year=st.integers(1990, 2040), month=st.none() | st.integers(1, 12))
milestones = days.flatmap(
    lambda day: (
        st.none() if day is None else st.builds(Milestone, date=st.just(day), kind=st.sampled_from(DateType))
    )
)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A record of any kind, with text of the sort that records hold."""
    things = draw(
        st.lists(
            st.builds(Intervention, name=names, kind=st.sampled_from(InterventionType), description=texts),
            max_size=3,
            unique_by=lambda thing: thing.name,
        )
    )
    arms = draw(st.lists(st.builds(Arm, label=names, description=texts), max_size=2))
    outcomes = draw(
        st.lists(st.builds(OutcomeMeasure, measure=st.just("Pain"), time_frame=texts), max_size=2)
    )
    return made_study(
        study_type=draw(st.sampled_from(StudyType)),
        status=draw(st.sampled_from(RecruitmentStatus)),
        phases=tuple(draw(st.lists(st.sampled_from(Phase), max_size=2, unique=True))),
        interventions=tuple(things),
        arms=tuple(arms),
        primary_outcomes=tuple(outcomes),
        brief_summary=draw(texts),
        detailed_description=draw(texts),
        enrollment=draw(
            st.none() | st.builds(Enrollment, count=st.integers(0, 10**6), kind=st.sampled_from(DateType))
        ),
        lead_sponsor=Sponsor(name="Examplo", sponsor_class=draw(st.sampled_from(SponsorClass))),
        dates=StudyDates(start=draw(milestones), primary_completion=draw(milestones), last_update=draw(days)),
    )


def _said(study: Study) -> Iterator[str]:
    """Every sentence that is made of one record."""
    basis = read(study)
    short = in_short(study, basis.plans, basis.timeline, basis.burden)
    yield from (s.words for s in (*short.tested, *short.who, *short.asks, *short.risks))
    yield from (s.words for answer in answers(basis) for s in answer.sentences)
    yield from (s.words for table in dose_tables(study, basis.plans) for _, s in table.rows)
    yield from (step.length.words for step in basis.timeline.steps if step.length)
    yield from (found.words for found in contradictions(study, TODAY))
    yield room_left(study, TODAY).words
    found = really_recruiting(study, TODAY)
    if found is not None:
        yield from (sign.words for sign in found.signs)
        yield from [chance_sentence(study, found.chance).words] if found.chance is not None else []
    for one in statistics([digest(study)], TODAY):
        yield from (s.words for s in sponsor_words("Examplo", one.tally))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(studies())
def test_plain_words_of_any_record_are_whole(study: Study) -> None:
    for words in _said(study):
        assert words.strip()
        assert not _LEAK.search(words), words
