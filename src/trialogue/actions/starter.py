"""What a new instance begins with: a starter set from the registry, or demonstration studies."""

from __future__ import annotations

from trialogue.actions.ingest import Parts, ingest
from trialogue.actions.ingest_report import Progress, silent
from trialogue.actions.office import open_office
from trialogue.actions.pull import Wanted, pull
from trialogue.actions.simulate import simulate_people
from trialogue.errors import RegistryUnreachableError
from trialogue.registry.client import Manners, RegistryClient
from trialogue.registry.demo import demo_records
from trialogue.store import studies
from trialogue.store.notes import note, put_note

STARTER_CONDITIONS = ("amyotrophic lateral sclerosis", "Huntington disease", "myasthenia gravis")
PROBE_SECONDS = 3.0
_NOTE, _UNFINISHED = "starter set", "unfinished"


def load_demo(services: Parts, progress: Progress = silent) -> int:
    """Load the demonstration studies. Returns how many there are."""
    return ingest(services, demo_records(), progress, processes=0).read


def fill_empty_store(services: Parts, progress: Progress = silent, manners: Manners | None = None) -> str:
    """Fill a store without studies, or go on where that was cut.

    Returns what to tell on the terminal; empty: there was nothing to do. Where the registry does not
    answer within 3 seconds the demonstration studies are loaded instead.
    """
    with services.database.read() as connection:
        unfinished = note(connection, _NOTE) == _UNFINISHED
        empty = studies.count(connection) == 0
    if not empty and not unfinished:
        return ""
    try:
        with RegistryClient(services.settings.registry_url, manners) as client:
            client.probe(PROBE_SECONDS)
    except RegistryUnreachableError as error:
        return _demo_instead(services, progress, str(error)) if empty else str(error)
    return _pull_set(services, progress, manners)


def _demo_instead(services: Parts, progress: Progress, reason: str) -> str:
    count = load_demo(services, progress)
    simulate_people(open_office(services.settings, services.database, services.clock))
    return (
        f"{reason}\nSo {count} demonstration studies were loaded. They are made up, and so are the people "
        "who ask about some of them; each page says so. "
        "Later, `trialogue registry pull --cond CONDITION` brings real ones."
    )


def _pull_set(services: Parts, progress: Progress, manners: Manners | None) -> str:
    _remember(services, _UNFINISHED)
    read = 0
    for condition in STARTER_CONDITIONS:
        try:
            read += pull(services, Wanted(cond=condition), progress, manners).read
        except RegistryUnreachableError as error:
            return f"{error}\nThe next start goes on from here."
    _remember(services, None)
    return f"{read} studies of {', '.join(STARTER_CONDITIONS)} were read from the registry."


def _remember(services: Parts, state: str | None) -> None:
    with services.database.write() as connection:
        put_note(connection, _NOTE, state)
