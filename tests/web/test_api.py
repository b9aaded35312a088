"""The JSON API through its public face, on the demonstration studies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.instance import demo_instance

from trialogue.asgi import site

STUDY = "/api/v1/studies/NCT99000001"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    services = demo_instance(tmp_path_factory.mktemp("api"))
    with TestClient(site(services), raise_server_exceptions=False) as opened:
        yield opened
    services.close()


def test_pages_join_to_the_whole_without_overlap(client: TestClient) -> None:
    whole = client.get("/api/v1/studies", params={"limit": 200}).json()
    ids = [study["hit"]["nct_id"] for study in whole["studies"]]
    assert len(ids) == whole["total"] == len(set(ids))
    assert whole["next_cursor"] is None
    walked: list[str] = []
    cursor = ""
    while cursor is not None:
        page = client.get("/api/v1/studies", params={"limit": 10, "cursor": cursor}).json()
        walked += [study["hit"]["nct_id"] for study in page["studies"]]
        cursor = page["next_cursor"]
    assert walked == ids


def test_a_cursor_belongs_to_its_query(client: TestClient) -> None:
    cursor = client.get("/api/v1/studies", params={"limit": 1}).json()["next_cursor"]
    answer = client.get("/api/v1/studies", params={"cursor": cursor, "cond": "als"})
    assert answer.status_code == 400
    assert "another query" in answer.json()["detail"]


def test_a_search_says_why_and_how_many(client: TestClient) -> None:
    found = client.get(
        "/api/v1/studies", params={"cond": "Lou Gehrig's disease", "status": "recruiting"}
    ).json()
    assert found["total"] >= 1
    assert all(study["status"] == "RECRUITING" for study in found["studies"])
    assert all(study["hit"]["reasons"] for study in found["studies"])


def test_a_place_says_what_it_was_taken_for(client: TestClient) -> None:
    rochester = client.get("/api/v1/studies?near=Rochester").json()["place"]
    assert rochester["taken"] == "Rochester, NY"
    assert "Rochester, MN" in rochester["others"]
    assert client.get("/api/v1/studies?near=rochester+mn").json()["place"] == {
        "taken": "Rochester, MN",
        "others": [],
    }
    assert client.get("/api/v1/studies").json()["place"] is None


def test_a_study_with_its_date_version_and_disclaimer(client: TestClient) -> None:
    answer = client.get(STUDY)
    document = answer.json()
    assert document["study"]["nct_id"] == "NCT99000001"
    assert document["version"] == 1
    assert document["last_update"].startswith("202")
    assert "doctor" in document["disclaimer"]


def test_an_unchanged_study_is_not_sent_twice(client: TestClient) -> None:
    tag = client.get(STUDY).headers["etag"]
    again = client.get(STUDY, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_raw_record_is_what_was_loaded(client: TestClient) -> None:
    from trialogue.registry.demo import demo_records

    record = next(iter(demo_records()))
    assert client.get(f"{STUDY}/raw").content == record.content


def test_versions(client: TestClient) -> None:
    (version,) = client.get(f"{STUDY}/versions").json()
    assert (version["version"], version["is_current"], version["changed"]) == (1, True, [])


def test_suggestions(client: TestClient) -> None:
    texts = [s["text"] for s in client.get("/api/v1/suggest", params={"text": "amyo"}).json()]
    assert "Amyotrophic Lateral Sclerosis" in texts


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/studies/NCT1", 400, "NCT and eight digits"),
        ("/api/v1/studies/NCT98765432", 404, "NCT98765432"),
        ("/api/v1/nothing", 404, "Not Found"),
        ("/api/v1/studies?limt=3", 400, "limt"),
        ("/api/v1/studies?limit=many", 400, "limit"),
        ("/api/v1/studies?limit=-1", 400, "limit"),
        ("/api/v1/studies?page=2", 400, "cursor"),
        ("/api/v1/studies?cursor=%F0%9F%98%80", 400, "cursor"),
        ("/api/v1/studies?status=open-ish", 400, "status"),
        ("/api/v1/studies?near=Nowhere+At+All+12", 400, "near"),
        ("/api/v1/suggest", 400, "text"),
    ],
)
def test_what_is_wrong_is_a_problem_document(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert (answer.status_code, document["status"]) == (status, status)
    assert words in document["detail"]


def test_the_description_lists_every_address(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) == {
        "/studies",
        "/studies/{nct_id}",
        "/studies/{nct_id}/versions",
        "/studies/{nct_id}/raw",
        "/suggest",
    }


def test_a_lost_index_is_not_an_empty_registry(tmp_path: Path) -> None:
    services = demo_instance(tmp_path)
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    client = TestClient(site(services), raise_server_exceptions=False)
    answer = client.get("/api/v1/studies", params={"cond": "als"})
    assert answer.status_code == 503
    assert "rebuild" in answer.json()["detail"]
    assert client.get("/search", params={"cond": "als"}).status_code == 503
    services.close()
