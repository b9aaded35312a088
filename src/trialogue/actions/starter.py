"""What a new instance begins with: a starter set from the registry, or demonstration studies."""

from __future__ import annotations

from trialogue.actions.ingest import Parts, ingest
from trialogue.actions.ingest_report import Progress, silent
from trialogue.registry.demo import demo_records
from trialogue.store import studies


def is_empty(services: Parts) -> bool:
    """Whether no study is here."""
    with services.database.read() as connection:
        return studies.count(connection) == 0


def load_demo(services: Parts, progress: Progress = silent) -> int:
    """Load the demonstration studies. Returns how many there are."""
    report = ingest(services, demo_records(), progress, processes=0)
    return report.read


def fill_empty_store(services: Parts, progress: Progress = silent) -> str:
    """Fill a store without studies. Returns what to tell on the terminal; empty: nothing was done."""
    if not is_empty(services):
        return ""
    count = load_demo(services, progress)
    return (
        f"The registry cannot be reached, so {count} demonstration studies were loaded. They are made "
        "up. Later, `trialogue registry pull --cond CONDITION` brings real ones."
    )
