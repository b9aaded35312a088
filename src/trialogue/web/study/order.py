"""The sections of the study page, in order (see ``trialogue.web.sections`` for how to add one)."""

from __future__ import annotations

from trialogue.web.sections import Section
from trialogue.web.study.joining import who_can_join
from trialogue.web.study.papers import papers
from trialogue.web.study.people import who_runs_it
from trialogue.web.study.places import where
from trialogue.web.study.record import the_record
from trialogue.web.study.results import posted_results
from trialogue.web.study.setup import how_it_is_set_up, what_is_measured
from trialogue.web.study.summary import own_summary

SECTIONS: tuple[Section, ...] = (
    own_summary,
    who_can_join,
    how_it_is_set_up,
    what_is_measured,
    posted_results,
    papers,
    where,
    who_runs_it,
    the_record,
)
