"""Say that a criterion is read wrongly; the steward looks and says what came of it."""

from __future__ import annotations

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, check_do
from trialogue.actions.studies import read_study
from trialogue.actions.throttle import APPEALS_PER_PLACE, count
from trialogue.eligibility.read import READER_VERSION
from trialogue.eligibility.say import statement
from trialogue.errors import ConflictError, NotFoundError, UsageError
from trialogue.model.appeal import LONGEST_COMMENT, Appeals, AppealState, Reading
from trialogue.model.person import Actor
from trialogue.model.provenance import Span
from trialogue.model.study import Study
from trialogue.store import appeals

_GONE = "The record of this trial has no such rule. It may have changed: open the trial and choose again."


def shown_reading(office: Office, nct_id: str, span: Span | None) -> tuple[Study, Reading]:
    """How the criterion in this place is read and shown now.

    Raises NotFoundError for a study that is not here, and for a place at which no criterion is.
    """
    with office.database.read() as conn:
        return _reading(conn, nct_id, span)


def _reading(conn: Connection, nct_id: str, span: Span | None) -> tuple[Study, Reading]:
    read = read_study(conn, nct_id)
    found = next((c for c in read.criteria.criteria if c.span == span), None)
    if found is None:
        raise NotFoundError(_GONE)
    asked = (one.words for one in read.questions.values() if found.id in one.criteria)
    return read.study, Reading(
        nct_id=read.study.nct_id,
        criterion=found.id,
        span=found.span,
        words=found.text,
        reader=READER_VERSION,
        statement=statement(found).whole,
        question=next(asked, ""),
    )


def appeal_reading(office: Office, place: str, nct_id: str, span: Span | None, comment: str) -> str:
    """Keep that a reading is found wrong. ``place``: where it comes from, only counted. Returns the id.

    Nothing tells who said it: no row names a person, and the trail of deeds has no line of it.
    Raises NotFoundError as ``shown_reading``, UsageError for a long comment, TooManyError.
    """
    cleaned = clean_comment(comment)
    with office.database.write() as conn:
        count(office, conn, APPEALS_PER_PLACE, place)
        _, reading = _reading(conn, nct_id, span)
        return appeals.put_appeal(conn, office.ring, reading, cleaned, office.clock())


def clean_comment(comment: str) -> str:
    """A comment without control characters, perhaps empty. Raises UsageError for a long one."""
    cleaned = "".join(c for c in comment.replace("\r\n", "\n") if c in "\n\t" or c.isprintable()).strip()
    if len(cleaned) > LONGEST_COMMENT:
        raise UsageError(f"Please use at most {LONGEST_COMMENT} characters. You have {len(cleaned):,} now.")
    return cleaned


def list_appeals(
    office: Office, actor: Actor, state: AppealState | None = None, limit: int | None = None
) -> tuple[Appeals, ...]:
    """Appeals by reading, for the steward."""
    check_do(actor, Action.READ_STEWARD)
    with office.database.read() as conn:
        return appeals.appeals_by_reading(conn, office.ring, state, limit)


def settle_appeals(office: Office, actor: Actor, appeal_id: str, state: AppealState) -> int:
    """Say what came of an appeal and of all others against the same reading. Returns how many."""
    check_do(actor, Action.SETTLE_APPEAL)
    with office.database.write() as conn:
        found = appeals.state_of(conn, appeal_id)
        if found is None:
            raise NotFoundError("There is no such appeal.")
        reading, before = found
        if before is state:
            raise ConflictError(f"This is “{state.value}” already.")
        moved = appeals.move_appeals(conn, appeal_id, state, office.clock())
        detail = f"{reading.nct_id} {reading.criterion}: {before.value} to {state.value}, {moved}"
        office.deed(conn, actor, "settle an appeal", f"appeal:{appeal_id}", detail)
    return moved
