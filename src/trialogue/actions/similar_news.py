"""Whether a study like another one has come for those who wait for that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.actions.studies import offer_now, read_study
from trialogue.errors import NotFoundError
from trialogue.insight.identity import conditions
from trialogue.insight.similar import similar
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.store.statistics import open_since


def has_similar_news(office: Office, conn: Connection, study: Study, since: datetime) -> bool:
    """Whether a study like this one that takes people now was added here, or changed, after a moment.

    Alike is what the study's own page calls similar, among the studies open at the last count. Whether
    one takes people now is read from its current record and from what its desks say.
    """
    candidates = open_since(conn, [c.key for c in conditions(study)], since)
    alike = similar(study, candidates, limit=len(candidates))
    return any(_takes_people(office, conn, one.nct_id) for one in alike)


def _takes_people(office: Office, conn: Connection, nct_id: NctId) -> bool:
    try:
        return offer_now(office, conn, read_study(conn, nct_id).study).apply
    except NotFoundError:
        return False
