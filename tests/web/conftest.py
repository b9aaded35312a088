"""One site over the demonstration studies for all tests of public pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.hostile import hostile_record
from tests.fixtures.site import browser, open_site
from tests.fixtures.town import Town, found_town
from tests.fixtures.visitor import services_of

from trialogue.store.database import open_database
from trialogue.wiring import Services


@pytest.fixture(scope="session")
def demo_services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services over the demonstration studies and the hostile one."""
    services = open_site(tmp_path_factory.mktemp("site"), [hostile_record()])
    yield services
    services.close()


@pytest.fixture(scope="session")
def site(demo_services: Services) -> TestClient:
    """A browser of that site."""
    return browser(demo_services)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """One open study on SQLite."""
    database = open_database(f"sqlite:///{tmp_path / 'trialogue.sqlite'}")
    database.upgrade()
    yield found_town(database, tmp_path)
    database.close()


@pytest.fixture
def services(town: Town) -> Services:
    """The town as an instance."""
    return services_of(town)
