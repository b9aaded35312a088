"""Who acts: people, carers, staff of a desk, stewards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NAME = r"[^\s@<>\"',;:()\[\]\\\x00-\x1f\x7f]{1,64}"
_LABEL = r"[A-Za-z0-9-]{1,63}"
_ADDRESS = re.compile(rf"{_NAME}@{_LABEL}(?:\.{_LABEL})*")


class Role(StrEnum):
    """What somebody is at the moment of an action. One human may be several of these."""

    VISITOR = "visitor"
    PERSON = "person"
    CARER = "carer"
    READER = "reader"
    STAFF = "staff"
    STEWARD = "steward"
    WORKER = "worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskKey:
    """A desk: one site of one study."""

    nct_id: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The one who acts.

    ``id`` is the signed-in person's; ``acting_for`` the person a carer acts for; ``desks`` those
    whose verified staff the person is, ``reads_only`` those of them where they read and do not answer;
    ``steward`` whether the settings name the person's address.
    """

    id: str | None = None
    acting_for: str | None = None
    cares_for: frozenset[str] = frozenset()
    desks: frozenset[DeskKey] = frozenset()
    reads_only: frozenset[DeskKey] = frozenset()
    steward: bool = False
    worker: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """All that the actor is."""
        found = {Role.VISITOR}
        if self.worker:
            return frozenset({Role.WORKER})
        if self.id is not None:
            found.add(Role.PERSON)
            found |= {Role.CARER} if self.cares_for else set()
            found |= {Role.READER} if self.reads_only else set()
            found |= {Role.STAFF} if self.answers else set()
            found |= {Role.STEWARD} if self.steward else set()
        return frozenset(found)

    @property
    def answers(self) -> frozenset[DeskKey]:
        """The desks for which the person answers."""
        return self.desks - self.reads_only

    @property
    def subject(self) -> str | None:
        """The person whose applications and answers are meant: oneself, or the one cared for."""
        return self.acting_for or self.id


WORKER = Actor(worker=True)
VISITOR = Actor()


def parse_address(text: str) -> str:
    """An e-mail address, cleaned: no spaces around it, the domain in lower case.

    Raises ValueError for what no mail server would take (RFC 5321 lengths, one @, no line breaks).
    """
    cleaned = text.strip()
    if len(cleaned) > 254 or not _ADDRESS.fullmatch(cleaned):
        raise ValueError("This does not look like an e-mail address. It needs a name, an @ and a domain.")
    name, _, domain = cleaned.rpartition("@")
    return f"{name}@{domain.lower()}"


def folded(address: str) -> str:
    """By what an address is known again: its letters A to Z in lower case, everything else as it is.

    Full case folding would make one mailbox of several: ``ſ`` folds to ``s``, ``ß`` to ``ss``.
    """
    return address.encode().lower().decode()
