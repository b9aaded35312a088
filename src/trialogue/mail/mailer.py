"""Sending mail: to an SMTP server, into a folder (development), or into memory (the twin in tests)."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from trialogue.errors import UsageError
from trialogue.model.mail import Mail

_ID = re.compile(r"[0-9a-zA-Z-]{1,64}", re.ASCII)


class MailDelayedError(Exception):
    """The server could not be reached or said "later" (4xx). ``code`` names no address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MailRefusedError(Exception):
    """The server said "never" (5xx). ``code`` names no address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Mailer(Protocol):
    """Something that sends. One id always makes one Message-ID, so that a mail sent twice is one."""

    async def send(self, mail: Mail, *, mail_id: str, at: datetime) -> None:
        """Raises MailDelayedError or MailRefusedError."""


def compose(mail: Mail, *, sender: str, mail_id: str, at: datetime) -> EmailMessage:
    """The message as it goes out. ``Auto-Submitted`` keeps machines from answering (RFC 3834)."""
    if not _ID.fullmatch(mail_id):
        raise ValueError("a mail's id has letters, digits and hyphens")
    address = parseaddr(sender)[1]
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mail_id}@{address.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


@dataclass(slots=True, kw_only=True)
class MemoryMailer:
    """The twin: keeps what it is given, one mail per id."""

    sender: str = "Trialogue <no-reply@localhost>"
    sent: dict[str, Mail] = field(default_factory=dict)

    async def send(self, mail: Mail, *, mail_id: str, at: datetime) -> None:
        """Keep it."""
        compose(mail, sender=self.sender, mail_id=mail_id, at=at)
        self.sent[mail_id] = mail


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderMailer:
    """Writes each mail as a file, for the local mailbox page where no server is configured."""

    folder: Path
    sender: str

    async def send(self, mail: Mail, *, mail_id: str, at: datetime) -> None:
        """Write it; the same id writes the same file."""
        message = compose(mail, sender=self.sender, mail_id=mail_id, at=at)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self.folder / f".{mail_id}.{secrets.token_hex(4)}"
            beside.write_bytes(message.as_bytes())
            beside.chmod(0o600)
            os.replace(beside, self.folder / f"{mail_id}.eml")  # noqa: PTH105
        except OSError as error:
            raise MailDelayedError(f"folder: {error.strerror}") from None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SmtpMailer:
    """An SMTP server. ``tls``: from the first byte (smtps); else STARTTLS wherever it is offered."""

    host: str
    port: int
    sender: str
    tls: bool = False
    user: str | None = None
    password: str | None = None
    timeout: float = 20.0

    async def send(self, mail: Mail, *, mail_id: str, at: datetime) -> None:
        """Hand it to the server. A refusal of the one recipient is a refusal of the mail."""
        message = compose(mail, sender=self.sender, mail_id=mail_id, at=at)
        try:
            await aiosmtplib.send(
                message,
                hostname=self.host,
                port=self.port,
                username=self.user,
                password=self.password,
                use_tls=self.tls,
                timeout=self.timeout,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _by_code(error.recipients[0].code) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _by_code(error.code) from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise MailDelayedError(type(error).__name__) from None


def _by_code(code: int) -> MailDelayedError | MailRefusedError:
    # RFC 5321 section 4.2.1: 4yz may work later, 5yz will not. An authentication that fails (535)
    # is the steward's to mend and loses no mail.
    permanent = 500 <= code < 600 and code not in {530, 534, 535, 538}
    return MailRefusedError(f"SMTP {code}") if permanent else MailDelayedError(f"SMTP {code}")


def open_mailer(smtp_url: str, mail_from: str, folder: Path) -> SmtpMailer | FolderMailer:
    """The mailer that the settings name; without a server, mails go into ``folder``.

    Raises UsageError for an address that is not ``smtp://`` or ``smtps://``.
    """
    if not smtp_url:
        return FolderMailer(folder=folder, sender=mail_from)
    try:
        parts = urlsplit(smtp_url)
        port = parts.port
    except ValueError:
        port, parts = None, urlsplit("")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise UsageError("smtp_url is not an address: it needs smtp://host:port or smtps://host:port")
    tls = parts.scheme == "smtps"
    return SmtpMailer(
        host=parts.hostname,
        port=port or (465 if tls else 25),
        sender=mail_from,
        tls=tls,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
