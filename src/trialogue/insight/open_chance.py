"""How likely a record that says "recruiting" is still true, fitted on real older records."""

from __future__ import annotations

import math
from datetime import date

from trialogue.insight.fitted import OpenModel, open_model
from trialogue.model.codes import SponsorClass
from trialogue.model.study import Study

_YEAR = 365.25


def features(study: Study, today: date, longest_days: int) -> dict[str, float] | None:
    """What the model looks at; None where the record lacks the dates.

    ``quiet``: years since the last update, at most what the fit has seen. ``overdue`` and ``ahead``:
    years, at most one, by which the primary completion date has passed, or is still to come.
    ``industry``: 1 where a company leads.
    """
    updated, done = study.dates.last_update, study.dates.primary_completion
    if updated is None or done is None:
        return None
    quiet = min(max(0, (today - updated.latest).days), longest_days) / _YEAR
    late = (today - done.date.latest).days / _YEAR
    lead = study.lead_sponsor
    return {
        "quiet": quiet,
        "overdue": min(1.0, max(0.0, late)),
        "ahead": min(1.0, max(0.0, -late)),
        "industry": float(lead is not None and lead.sponsor_class is SponsorClass.INDUSTRY),
    }


def open_chance(study: Study, today: date) -> float | None:
    """The chance, 0 to 1, that a study whose record says "recruiting" still takes people on a day.

    A logistic model of four signs: time since the record's last update, how far the primary
    completion date has passed or is still to come, and whether a company leads. It was fitted on
    older versions of real records that said "recruiting", against what the record said when it was
    next seen: still recruiting, or no longer. Nearly all of those were of 2020, and a record comes to
    be updated sooner where something changed, so it is a guide, not a measurement. Coefficients,
    number of records and the command that fits them stand in ``insight/fitted.toml``. None where the
    record gives no update or no completion date.
    """
    model = open_model()
    found = features(study, today, model.longest_days)
    return None if found is None else probability(model, found)


def probability(model: OpenModel, found: dict[str, float]) -> float:
    """The logistic function of the weighted features."""
    odds = model.intercept + sum(model.weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
