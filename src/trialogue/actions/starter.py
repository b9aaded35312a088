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
