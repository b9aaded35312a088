"""A new instance fills itself: from a registry that answers, else with demonstration studies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.fixtures.instance import settings_in

from trialogue.actions.starter import STARTER_CONDITIONS, fill_empty_store
from trialogue.registry.client import Manners
from trialogue.registry.demo import demo_records
from trialogue.store import studies
from trialogue.wiring import Services, open_services

QUICK = Manners(delay=0, timeout=2, attempts=2, wait_initial=0.01, wait_max=0.02)


class SmallRegistry(BaseHTTPRequestHandler):
    """Answers as the API does; the records of a condition are a slice of the demonstration studies."""

    broken_for = ""

    def do_GET(self) -> None:
        params = parse_qs(urlsplit(self.path).query)
        condition = params.get("query.cond", [""])[0]
        if self.path.endswith("/version"):
            self._send(200, {"apiVersion": "2.0.5", "dataTimestamp": "2026-11-20"})
        elif condition == SmallRegistry.broken_for:
            self._send(500, {})
        else:
            start = 3 * STARTER_CONDITIONS.index(condition)
            records = [json.loads(r.content) for r in list(demo_records())[start : start + 3]]
            self._send(200, {"studies": records, "totalCount": len(records)})

    def _send(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def registry_url() -> Iterator[str]:
    SmallRegistry.broken_for = ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SmallRegistry)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v2"
    server.shutdown()
    server.server_close()
    thread.join()


def count(services: Services) -> int:
    with services.database.read() as connection:
        return studies.count(connection)


def test_the_starter_set_comes_from_the_registry(tmp_path: Path, registry_url: str) -> None:
    services = open_services(settings_in(tmp_path, registry_url=registry_url))
    assert "9 studies" in fill_empty_store(services, manners=QUICK)
    assert (count(services), services.index.size()) == (9, 9)
    assert fill_empty_store(services, manners=QUICK) == ""
    services.close()


def test_a_cut_start_goes_on_at_the_next(tmp_path: Path, registry_url: str) -> None:
    services = open_services(settings_in(tmp_path, registry_url=registry_url))
    SmallRegistry.broken_for = STARTER_CONDITIONS[1]
    assert "next start goes on" in fill_empty_store(services, manners=QUICK)
    assert count(services) == 3
    SmallRegistry.broken_for = ""
    assert "studies of" in fill_empty_store(services, manners=QUICK)
    assert count(services) == 9
    services.close()


def test_without_a_registry_demonstration_studies_come_and_say_so(tmp_path: Path) -> None:
    services = open_services(settings_in(tmp_path, registry_url="http://127.0.0.1:1/api/v2"))
    said = fill_empty_store(services, manners=QUICK)
    assert "demonstration" in said
    assert "made up" in said
    assert count(services) == len(list(demo_records()))
    services.close()


def test_a_store_with_studies_is_left_alone(tmp_path: Path) -> None:
    services = open_services(settings_in(tmp_path, registry_url="http://127.0.0.1:1/api/v2"))
    fill_empty_store(services, manners=QUICK)
    assert fill_empty_store(services, manners=QUICK) == ""
    services.close()
