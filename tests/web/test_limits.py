"""How much one network address, and one account, may ask; and whose word on addresses is believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.town import found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.errors import UsageError
from trialogue.store.database import open_database
from trialogue.web.app import create_app
from trialogue.web.place import place_of, real_address, trusted_networks
from trialogue.wiring import Services

PROXY = "127.0.0.1, ::1, 10.0.0.0/8"
# peer | X-Forwarded-For | the address behind
WHENCE = """
203.0.113.5  |                                  | 203.0.113.5
203.0.113.5  | 198.51.100.7                     | 203.0.113.5
127.0.0.1    |                                  | 127.0.0.1
127.0.0.1    | 198.51.100.7                     | 198.51.100.7
127.0.0.1    | 192.0.2.66, 198.51.100.7         | 198.51.100.7
127.0.0.1    | 192.0.2.66, 198.51.100.7, 10.1.2.3 | 198.51.100.7
127.0.0.1    | nonsense                         | 127.0.0.1
127.0.0.1    | nonsense, 198.51.100.7           | 198.51.100.7
127.0.0.1    | 198.51.100.7:4711                | 198.51.100.7
127.0.0.1    | [2001:db8::7]:4711               | 2001:db8::7
::1          | 2001:db8::7                      | 2001:db8::7
::ffff:10.0.0.1 | 198.51.100.7                  | 198.51.100.7
             | 198.51.100.7                     | 198.51.100.7
             |                                  |
"""


@pytest.mark.parametrize("line", WHENCE.strip("\n").splitlines())
def test_only_trusted_proxies_are_believed(line: str) -> None:
    peer, forwarded, behind = (cell.strip() for cell in line.split("|"))
    entries = forwarded.split(",") if forwarded else []
    assert real_address(peer or None, entries, trusted_networks(PROXY)) == behind


def test_an_address_of_version_six_stands_for_its_network() -> None:
    assert place_of("2001:db8:1:2:3:4:5:6") == place_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert place_of("198.51.100.7") == "198.51.100.7"


def test_a_wrong_list_of_proxies_is_said() -> None:
    with pytest.raises(UsageError, match="trusted_proxies"):
        trusted_networks("127.0.0.1, my-proxy")


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """A public instance with low limits."""
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    low = {"base_url": "https://trials.example", "requests_per_minute": 5, "forms_per_minute": 2}
    return services_of(found_town(database, tmp_path, **low))  # type: ignore[arg-type]


def ask(client: TestClient, place: str, path: str = "/about") -> int:
    """The status of one page asked for through a proxy."""
    return client.get(path, headers={"x-forwarded-for": place}).status_code


def client_of(services: Services) -> TestClient:
    """A browser behind a proxy on the same machine."""
    return TestClient(create_app(services), client=("127.0.0.1", 4000), follow_redirects=False)


def test_an_address_that_asks_too_much_is_told_when_to_come_again(services: Services) -> None:
    client = client_of(services)
    assert [ask(client, "198.51.100.7") for _ in range(6)] == [200] * 5 + [429]
    assert ask(client, "198.51.100.8") == 200
    refused = client.get("/about", headers={"x-forwarded-for": "198.51.100.7"})
    assert 1 <= int(refused.headers["retry-after"]) <= 12
    assert "Please wait a little" in refused.text
    assert "content-security-policy" in refused.headers
    assert ask(client, "198.51.100.7", "/healthz") == 200


def test_two_server_processes_count_together(services: Services) -> None:
    first, second = client_of(services), client_of(services)
    assert [ask(one, "198.51.100.7") for one in (first, second) * 3] == [200] * 5 + [429]


def test_an_invented_header_wins_nothing(services: Services) -> None:
    client = TestClient(create_app(services), client=("203.0.113.5", 4000))
    assert [ask(client, f"198.51.100.{n}") for n in range(6)] == [200] * 5 + [429]


def test_a_proxy_that_hides_addresses_is_one_address(services: Services) -> None:
    client = client_of(services)
    assert [client.get("/about").status_code for _ in range(6)][-1] == 429


def test_an_account_is_limited_wherever_it_comes_from(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    services = services_of(found_town(database, tmp_path, forms_per_minute=3))
    person = Person(services)
    person.sign_in("ada@home.example")
    person.open("/me")
    codes = []
    for number in range(5):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        data = {"csrf": person.mark, "name": "Ada", "phone": ""}
        codes.append(person.client.post("/me/details", data=data, headers=headers).status_code)
    assert codes == [200, 200, 200, 429, 429]


def test_a_trial_on_ones_own_machine_is_not_limited(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    client = client_of(services_of(found_town(database, tmp_path, requests_per_minute=2)))
    assert [client.get("/about").status_code for _ in range(5)] == [200] * 5
