"""The sections of the study page, in order (see ``trialogue.web.sections`` for how to add one)."""

from __future__ import annotations

from trialogue.web.sections import Section
from trialogue.web.study.joining import who_can_join
from trialogue.web.study.known import answers_here, at_odds, room, seen_so_far, what_came_before
from trialogue.web.study.others import alike, people_ask, track_record
from trialogue.web.study.papers import papers
from trialogue.web.study.people import who_runs_it
from trialogue.web.study.places import where
from trialogue.web.study.plainly import shortly, worth_knowing
from trialogue.web.study.plan import what_happens, what_it_can_show
from trialogue.web.study.record import the_record
from trialogue.web.study.results import posted_results
from trialogue.web.study.setup import how_it_is_set_up, what_is_measured
from trialogue.web.study.summary import own_summary
from trialogue.web.study.written import by_a_model

SECTIONS: tuple[Section, ...] = (
    shortly,
    by_a_model,
    worth_knowing,
    own_summary,
    who_can_join,
    what_happens,
    how_it_is_set_up,
    what_it_can_show,
    what_is_measured,
    seen_so_far,
    what_came_before,
    posted_results,
    papers,
    where,
    room,
    answers_here,
    who_runs_it,
    track_record,
    people_ask,
    alike,
    at_odds,
    the_record,
)
