"""The page, its JSON twin and the command say the same of a study."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.fixtures.records import OPEN_STUDY, record
from tests.fixtures.site import NOW, browser, open_site

from trialogue.actions.show_study import show_study
from trialogue.actions.statistics import count_registry
from trialogue.model.desk import Capacity, site_key
from trialogue.model.person import DeskKey
from trialogue.registry.decode import decode_study
from trialogue.registry.demo import demo_records
from trialogue.store import desks
from trialogue.wiring import Services

STUDIES = [decode_study(record.content, record.form) for record in demo_records()]
IDS = [study.nct_id for study in STUDIES]
# Part of the command → section of the page.
SAME = {
    "short": "short",
    "design": "design",
    "seen": "seen",
    "before": "before",
    "room": "room",
    "sponsor": "track-record",
    "answers": "asked",
    "contradictions": "at-odds",
}
AS_MANY = {"highlights": ("highlights", "found"), "similar": ("alike", "found")}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The demonstration studies, counted; the first open site of each says how many it can take."""
    opened = open_site(tmp_path_factory.mktemp("doors"))
    count_registry(opened.database, opened.clock().date())
    with opened.database.write() as conn:
        for study in STUDIES:
            for site in study.sites[:1]:
                capacity = Capacity(at=NOW - timedelta(days=3), places=7, until=None, paused=False)
                desks.put_capacity(conn, DeskKey(nct_id=study.nct_id, site=site_key(site)), "", capacity)
    yield opened
    opened.close()


def said(value: Any) -> Iterator[str]:
    """Every sentence in a section of the twin."""
    if isinstance(value, dict):
        if isinstance(value.get("words"), str):
            yield value["words"]
        for part in value.values():
            yield from said(part)
    elif isinstance(value, list):
        for part in value:
            yield from said(part)


@pytest.mark.parametrize("nct_id", IDS)
def test_every_element_is_at_every_door(services: Services, nct_id: str) -> None:
    client = browser(services)
    twin = client.get(f"/studies/{nct_id}.json").json()["sections"]
    page: Any = html.document_fromstring(client.get(f"/studies/{nct_id}").text)
    for mark in page.xpath("//*[@class='source-marks'] | //button"):
        mark.drop_tree()
    told = " ".join(page.text_content().split())
    command = show_study(services.database, nct_id, services.clock().date())
    for part, section in SAME.items():
        words = {" ".join(sentence.words.split()) for _, sentence in command[part]}
        assert words == {" ".join(one.split()) for one in said(twin.get(section))}, part
        assert not [one for one in words if one not in told], part
    for part, (section, rows) in AS_MANY.items():
        assert len(command[part]) == len(twin.get(section, {}).get(rows, ())), part


def test_the_command_has_the_figures_of_sites_and_the_fitted_chance(services: Services) -> None:
    rooms = [show_study(services.database, nct_id, services.clock().date())["room"] for nct_id in IDS]
    sources = [source.rule or "" for room in rooms for _, sentence in room for source in sentence.sources]
    assert any("said by the sites themselves" in rule for rule in sources)
    assert any(rule.startswith("a fitted model") for rule in sources)


def test_the_command_names_exceptions_behind_what_they_are_exceptions_of(tmp_path: Path) -> None:
    criteria = (
        "Exclusion Criteria:\n\n* Cancer, with the following exceptions:\n  * Skin cancer that was cut out\n"
    )
    opened = open_site(tmp_path, [record(criteria=criteria)], demo=False)
    rows = show_study(opened.database, OPEN_STUDY, opened.clock().date())["criteria"]
    opened.close()
    assert [(label, sentence.words) for label, sentence in rows] == [
        ("exclusion", "This rule may keep me out (see 1). 1: “Cancer, with the following exceptions”."),
        ("the record adds", "Skin cancer that was cut out"),
    ]
