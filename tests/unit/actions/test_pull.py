"""Pulling from a registry: whole, since the last time, cut and gone on with."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.registry_server import FakeRegistry, running
from tests.unit.actions.made_studies import Instance, instance, nct, v2

from trialogue.actions.pull import Wanted, pull
from trialogue.errors import RegistryUnreachableError
from trialogue.model.ids import NctId
from trialogue.registry.client import Manners
from trialogue.store.database import Database
from trialogue.store.pulls import pull_state
from trialogue.store.studies import count

QUICK = Manners(delay=0, timeout=5, attempts=2, wait_initial=0.01, wait_max=0.02)


def posted(number: int, day: str = "2026-10-01") -> dict[str, object]:
    record = v2(number)
    record["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = {"date": day}
    return record


@pytest.fixture
def registry() -> Iterator[FakeRegistry]:
    with running(FakeRegistry(studies=[posted(n, f"2026-10-{n:02d}") for n in range(1, 6)])) as served:
        yield served


@pytest.fixture
def here(database: Database, tmp_path: Path, registry: FakeRegistry) -> Instance:
    made = instance(database, tmp_path)
    return dataclasses.replace(made, settings=dataclasses.replace(made.settings, registry_url=registry.url))


def stored(here: Instance) -> int:
    with here.database.read() as conn:
        return count(conn)


def test_all_pages_come_and_the_newest_day_is_kept(here: Instance, registry: FakeRegistry) -> None:
    seen: list[tuple[int, int | None]] = []
    report = pull(here, Wanted(), lambda done, total=None: seen.append((done, total)), QUICK)
    assert (report.read, report.loaded, stored(here)) == (5, 5, 5)
    assert seen[-1] == (5, 5)
    with here.database.read() as conn:
        state = pull_state(conn, "all")
    assert (state.high_water, state.pages, state.is_cut) == ("2026-10-05", 3, False)
    assert len(registry.asked) == 3


def test_again_changes_nothing(here: Instance) -> None:
    pull(here, Wanted(cond="ALS"), manners=QUICK)
    report = pull(here, Wanted(cond=" als "), manners=QUICK)
    assert (report.read, report.unchanged) == (5, 5)


def test_a_cut_pull_keeps_what_came_and_goes_on_there(here: Instance, registry: FakeRegistry) -> None:
    registry.fails_at = 1
    with pytest.raises(RegistryUnreachableError):
        pull(here, Wanted(), manners=QUICK)
    assert stored(here) == 2
    registry.fails_at = None
    registry.asked.clear()
    seen: list[int] = []
    report = pull(here, Wanted(), lambda done, total=None: seen.append(done), QUICK)
    assert (report.read, stored(here)) == (3, 5)
    assert registry.asked[0]["pageToken"] == "at2"
    assert seen[-1] == 5


def test_a_forgotten_token_means_from_the_beginning(here: Instance, registry: FakeRegistry) -> None:
    registry.fails_at = 1
    with pytest.raises(RegistryUnreachableError):
        pull(here, Wanted(), manners=QUICK)
    registry.fails_at, registry.forgets_tokens, registry.page_size = None, True, 10
    report = pull(here, Wanted(), manners=QUICK)
    assert (report.read, report.loaded, report.unchanged, stored(here)) == (5, 3, 2, 5)


def test_since_last_asks_from_the_newest_day_on(here: Instance, registry: FakeRegistry) -> None:
    pull(here, Wanted(since_last=True), manners=QUICK)
    assert "filter.advanced" not in registry.asked[0]
    registry.asked.clear()
    registry.studies = [posted(5, "2026-10-05"), posted(6, "2026-11-02")]
    report = pull(here, Wanted(since_last=True), manners=QUICK)
    assert (report.read, report.unchanged, report.loaded) == (2, 1, 1)
    assert registry.asked[0]["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-10-05,MAX]"
    registry.asked.clear()
    pull(here, Wanted(since_last=True), manners=QUICK)
    assert registry.asked[0]["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-11-02,MAX]"


def test_ids_are_one_scope_in_any_order(here: Instance, registry: FakeRegistry) -> None:
    ids = (NctId(nct(1)), NctId(nct(2)))
    assert Wanted(ids=ids).scope == Wanted(ids=ids[::-1]).scope != Wanted().scope
    pull(here, Wanted(ids=ids), manners=QUICK)
    assert registry.asked[0]["filter.ids"] == f"{nct(1)},{nct(2)}"


def test_a_bad_record_on_a_page_stops_nothing(here: Instance, registry: FakeRegistry) -> None:
    registry.studies[1] = posted(2, "yesterday") | {"hasResults": "perhaps"}
    report = pull(here, Wanted(), manners=QUICK)
    assert (report.read, report.loaded, report.quarantined) == (5, 4, 1)
    assert report.rejected[0].nct_id == nct(2)
