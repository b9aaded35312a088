"""Who may: one table of action × role. Whether it is possible now is asked in ``policies``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trialogue.errors import ForbiddenError, NotFoundError, SignInNeededError
from trialogue.model.person import Actor, DeskKey, Role


class Action(StrEnum):
    """Everything that anybody can do here."""

    READ = "read what is public"
    CHECK = "check whether a study fits"
    APPEAL = "say that a criterion is read wrongly"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    READ_MAILBOX = "read the local mailbox"
    READ_SELF = "read one's own page"
    CHANGE_SELF = "change one's own answers and details"
    EXPORT = "take everything out"
    ERASE = "erase everything"
    REVOKE_SESSION = "sign another browser out"
    CARE = "begin to act for somebody"
    END_CARE = "stop acting for somebody"
    ACT_FOR = "act for somebody"
    SAVE_STUDY = "keep a study"
    APPLY = "apply or join a waitlist"
    READ_APPLICATION = "read one's own application"
    WITHDRAW = "withdraw"
    ANSWER = "answer or write to the site"
    CLAIM = "claim a site"
    READ_INBOX = "read a desk's inbox"
    READ_PACKET = "read a packet"
    TRIAGE = "answer an application"
    SET_CAPACITY = "say what room a site has"
    EXPORT_DESK = "take a desk's list out"
    READ_STEWARD = "read the steward's page"
    DECIDE_CLAIM = "decide a claim"
    SETTLE_APPEAL = "say what came of an appeal"
    RESEND = "send a failed mail again"
    DELIVER = "send mails"
    TELL = "tell those who wait"
    LAPSE = "close what a closed study left open"
    REMIND = "remind"
    RETAIN = "remove what is kept too long"


class Scope(StrEnum):
    """Which things a role may do it to."""

    ANY = "anything"
    OWN = "what is one's own"
    CARED = "what is of somebody one cares for"
    DESK = "what is at one's own desk"


_VISITORS = dict.fromkeys((Role.VISITOR,), Scope.ANY)
_SELF = {Role.PERSON: Scope.OWN}
_SELF_OR_CARER = {Role.PERSON: Scope.OWN, Role.CARER: Scope.CARED}
_STAFF = {Role.STAFF: Scope.DESK}
_DESK = {Role.READER: Scope.DESK, Role.STAFF: Scope.DESK}
_STEWARD = {Role.STEWARD: Scope.ANY}
_WORKER = {Role.WORKER: Scope.ANY}

MAY: Mapping[Action, Mapping[Role, Scope]] = {
    Action.READ: _VISITORS,
    Action.CHECK: _VISITORS,
    Action.APPEAL: _VISITORS,
    Action.SIGN_IN: _VISITORS,
    Action.SIGN_OUT: _VISITORS,
    Action.READ_MAILBOX: _VISITORS,
    Action.READ_SELF: _SELF_OR_CARER,
    Action.CHANGE_SELF: _SELF_OR_CARER,
    Action.EXPORT: _SELF_OR_CARER,
    Action.ERASE: _SELF_OR_CARER,
    Action.REVOKE_SESSION: _SELF,
    Action.CARE: _SELF,
    Action.END_CARE: _SELF_OR_CARER,
    Action.ACT_FOR: {Role.CARER: Scope.CARED},
    Action.SAVE_STUDY: _SELF,
    Action.APPLY: _SELF_OR_CARER,
    Action.READ_APPLICATION: _SELF_OR_CARER,
    Action.WITHDRAW: _SELF_OR_CARER,
    Action.ANSWER: _SELF_OR_CARER,
    Action.CLAIM: _SELF,
    Action.READ_INBOX: _DESK,
    Action.READ_PACKET: _DESK,
    Action.TRIAGE: _STAFF,
    Action.SET_CAPACITY: _STAFF,
    Action.EXPORT_DESK: _STAFF,
    Action.READ_STEWARD: _STEWARD,
    Action.DECIDE_CLAIM: _STEWARD,
    Action.SETTLE_APPEAL: _STEWARD,
    Action.RESEND: _STEWARD,
    Action.DELIVER: _WORKER,
    Action.TELL: _WORKER,
    Action.LAPSE: _WORKER,
    Action.REMIND: _WORKER,
    Action.RETAIN: _WORKER,
}
"""action → role → to which things. What is not here may not be done: a steward reads no packet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What an action is about: whose it is, and at which desk it lies."""

    person: str | None = None
    desk: DeskKey | None = None


NOTHING = Thing()


def can_do(actor: Actor, action: Action, thing: Thing = NOTHING) -> bool:
    """Whether the actor may do this to this thing."""
    held = MAY[action]
    return any(_holds(actor, role, held[role], thing) for role in actor.roles if role in held)


def can_ever(actor: Actor, action: Action) -> bool:
    """Whether the actor may do this to anything: what decides if a page exists for them."""
    return any(role in MAY[action] for role in actor.roles)


def _holds(actor: Actor, role: Role, scope: Scope, thing: Thing) -> bool:
    match scope:
        case Scope.ANY:
            return True
        case Scope.OWN:
            return actor.id is not None and thing.person == actor.id
        case Scope.CARED:
            return thing.person in actor.cares_for
        case Scope.DESK:
            return thing.desk in (actor.reads_only if role is Role.READER else actor.answers)


def check_do(actor: Actor, action: Action, thing: Thing = NOTHING) -> None:
    """Raises SignInNeededError for a visitor, NotFoundError for a thing of somebody else (whether it
    exists is told to nobody), ForbiddenError for a page that is not for this role."""
    if can_do(actor, action, thing):
        return
    if actor.id is None and not actor.worker:
        raise SignInNeededError("Please sign in first.")
    if can_ever(actor, action):
        raise NotFoundError("There is no such thing here, or it is not yours.")
    raise ForbiddenError(f"You may not do this here: {action.value}.")
