"""How long an answer takes, in words: with its interval, its n, and those who still wait."""

from __future__ import annotations

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.actions.simulate import simulated_studies
from trialogue.insight.responsiveness import FEWEST, Responsiveness, responsiveness
from trialogue.store.counts import waits_at

_SIMULATED = "Simulated: these people are made up by the program."


def days_words(days: float) -> str:
    """``less than a day``, ``1 day``, ``12 days``."""
    whole = round(days)
    return "less than a day" if whole < 1 else "1 day" if whole == 1 else f"{whole} days"


def answers_words(found: Responsiveness) -> str:
    """The time to an answer in words, with its interval, its n and those who still wait."""
    asked = f"{found.people} people asked; {found.waiting} of them have had no answer so far"
    if found.median is None:
        return f"Fewer than half have had an answer so far. {asked}."
    low = days_words(found.low) if found.low is not None else "less than a day"
    high = f"and {days_words(found.high)}" if found.high is not None else "and more than can be said yet"
    half = f"Half had an answer from a person within {days_words(found.median)}"
    return f"{half} (95 % interval: between {low} {high}). {asked}."


def typical_answer(office: Office, conn: Connection, nct_id: str, site: str | None) -> str:
    """What can be said of the time to an answer: at this site, else at all sites of the study, else
    that too few have asked."""
    now = office.clock()
    for where, words in ((site, "At this site"), (None, "At all sites of this trial together")):
        if where is None and words.startswith("At this"):
            continue
        found = responsiveness(waits_at(conn, nct_id, where, now))
        if found is not None:
            said = answers_words(found)
            simulated = f" {_SIMULATED}" if nct_id in simulated_studies(conn) else ""
            return f"{words}, {said[0].lower()}{said[1:]}{simulated}"
    return (
        f"Fewer than {FEWEST} people have asked here, so nobody can say yet how long an answer takes. "
        "You see here when the site opens your request and when it answers."
    )
