"""The parts of an instance, put together from its settings. The only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trialogue.config import Settings
from trialogue.index.tantivy_index import TantivyIndex

if TYPE_CHECKING:
    from trialogue.actions.office import Office
    from trialogue.index.protocol import Index
    from trialogue.mail.mailer import Mailer
    from trialogue.store.database import Database

INDEX_FOLDER = "index"
VOCABULARIES_FOLDER = "vocabularies"
MAILBOX_FOLDER = "mailbox"


def utc_now() -> datetime:
    """The time of day, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What doors work with. ``clock`` gives the time with its zone."""

    settings: Settings
    database: Database
    index: Index
    mailer: Mailer
    office: Office
    clock: Callable[[], datetime]

    def close(self) -> None:
        """Let go of the index and the store."""
        self.index.close()
        self.database.close()


def open_services(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Services:
    """Open everything that the settings name, and bring the store up to this version.

    Raises UsageError for a wrong setting, StoreUnavailableError where the store cannot be used.
    """
    # Here, so that a command that only searches need not wait for the store's packages.
    from trialogue.actions.office import open_office
    from trialogue.mail.mailer import open_mailer
    from trialogue.store.database import open_database

    database = open_database(settings)
    database.upgrade()
    folder = settings.folder
    return Services(
        settings=settings,
        database=database,
        index=open_index(settings),
        mailer=open_mailer(settings.smtp_url, settings.mail_from, folder / MAILBOX_FOLDER),
        office=open_office(settings, database, clock),
        clock=clock,
    )


def open_index(settings: Settings) -> TantivyIndex:
    """The search index alone, which needs no store."""
    return TantivyIndex(settings.folder / INDEX_FOLDER, settings.folder / VOCABULARIES_FOLDER)
