"""Demonstration studies: fictional records in API v2 form, for a machine without the registry.

Every person, place of work, medicine and number in them is made up; cities and MeSH terms are real.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord

SOURCE = "demonstration studies"


def demo_records() -> Iterator[RawRecord]:
    """The records, in the order of their ids (NCT99000001 …)."""
    folder = resources.files(__name__) / "studies"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".json"):
            yield RawRecord(source=SOURCE, position=entry.name, content=entry.read_bytes(), form=Form.V2_JSON)


@cache
def _ids() -> frozenset[str]:
    names = (entry.name for entry in (resources.files(__name__) / "studies").iterdir())
    return frozenset(name.partition(".")[0].upper() for name in names if name.endswith(".json"))


def is_demo(nct_id: str) -> bool:
    """Whether a study is one of these."""
    return nct_id in _ids()
