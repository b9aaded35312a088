"""Is this instance well? A list of checks, each with what to do where it fails."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from trialogue.actions.ingest import Parts
from trialogue.actions.office import open_office
from trialogue.errors import TrialogueError
from trialogue.store import studies

MIN_FREE_BYTES = 1_000_000_000
_MAIL_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: well or not, what was seen, and the mend where it is not well."""

    name: str
    well: bool
    seen: str
    mend: str = ""


def examine(parts: Parts) -> Iterator[Finding]:
    """Run every check; one that breaks is a finding too."""
    for check in (_folder, _space, _store, _index, _keys, _mail):
        yield _safely(check, parts)


def _safely(check: Callable[[Parts], Finding], parts: Parts) -> Finding:
    try:
        return check(parts)
    except TrialogueError as error:
        return Finding(name=check.__name__.strip("_"), well=False, seen=str(error), mend="see the message")


def _folder(parts: Parts) -> Finding:
    folder = parts.settings.folder
    well = os.access(folder, os.W_OK | os.X_OK)
    return Finding(
        name="folder", well=well, seen=str(folder), mend="give the process the right to write there"
    )


def _space(parts: Parts) -> Finding:
    free = shutil.disk_usage(parts.settings.folder).free
    return Finding(
        name="space",
        well=free >= MIN_FREE_BYTES,
        seen=f"{free / 1e9:.1f} GB free",
        mend="free some: a whole registry needs about 5 GB",
    )


def _store(parts: Parts) -> Finding:
    with parts.database.read() as connection:
        count = studies.count(connection)
    return Finding(
        name="store",
        well=count > 0,
        seen=f"{count:,} studies {parts.database.place}",
        mend="`trialogue registry pull` or `trialogue registry load PATH`",
    )


def _index(parts: Parts) -> Finding:
    with parts.database.read() as connection:
        generation = studies.generation(connection)
    behind = generation - parts.index.marker()
    seen = f"{parts.index.size():,} studies; " + (
        "up to date" if behind == 0 else f"{behind:,} events behind"
    )
    return Finding(name="index", well=behind == 0, seen=seen, mend="`trialogue rebuild`")


def _keys(parts: Parts) -> Finding:
    office = open_office(parts.settings, parts.database, parts.clock)
    path = office.keys.path
    office.keys.ring()
    private = path.stat().st_mode & 0o077 == 0
    return Finding(
        name="keys", well=private, seen=str(path), mend="let nobody else read it: `chmod 600` on this file"
    )


def _mail(parts: Parts) -> Finding:
    if not parts.settings.smtp_url:
        return Finding(name="mail", well=True, seen="no server set: mails are shown at /mailbox")
    address = urlsplit(parts.settings.smtp_url)
    place = f"{address.hostname}:{address.port or 25}"
    try:
        socket.create_connection((address.hostname or "", address.port or 25), _MAIL_SECONDS).close()
    except OSError as error:
        seen = f"{place}: {error.strerror or type(error).__name__}"
        return Finding(name="mail", well=False, seen=seen, mend="check smtp_url, or start the mail server")
    return Finding(name="mail", well=True, seen=f"{place} answers")
