"""One site over the demonstration studies for all tests of public pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.fixtures.hostile import hostile_record
from tests.fixtures.site import browser, open_site

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
