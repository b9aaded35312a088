"""The mails that a ``FolderMailer`` wrote, for the local mailbox page."""

from __future__ import annotations

import email
from dataclasses import dataclass
from email.policy import default
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMail:
    """One mail as the mailbox shows it."""

    id: str
    to: str
    subject: str
    date: str
    text: str


def read_mailbox(folder: Path, limit: int = 50) -> tuple[LocalMail, ...]:
    """The newest mails first; none where there is no folder."""
    if not folder.is_dir():
        return ()
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return tuple(_read(path) for path in files[:limit])


def _read(path: Path) -> LocalMail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return LocalMail(
        id=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        date=str(message["Date"]),
        text="" if body is None else str(body.get_content()),
    )
