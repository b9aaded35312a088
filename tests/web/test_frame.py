"""What stands around every page: headers, errors in words, health, the band of demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.fixtures.html import Page
from tests.fixtures.records import record
from tests.fixtures.site import browser, open_site

from trialogue.errors import BadDataError, ConflictError, ForbiddenError, StoreUnavailableError
from trialogue.web.app import create_app
from trialogue.wiring import Services

PUBLIC = [
    "/",
    "/search",
    "/studies/NCT99000001",
    "/about",
    "/about/methods",
    "/about/privacy",
    "/accessibility",
]


@pytest.mark.parametrize("path", [*PUBLIC, "/nowhere", "/healthz", "/static/nothing.css"])
def test_nothing_inline_nothing_from_elsewhere(site: TestClient, path: str) -> None:
    answer = site.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    if answer.headers["content-type"].startswith("text/html"):
        page = Page(answer.text)
        assert not page.all("style")
        assert not [e for e in page.tree.iter() if e.get("style") or e.get("onclick")]
        loaded = [e.get("src") or e.get("href") for tag in ("script", "link", "img") for e in page.all(tag)]
        assert not [
            a for a in loaded if a and "//" in a and not a.startswith("http://trials.example/studies/")
        ]


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_are_whole(site: TestClient, path: str) -> None:
    page = Page(site.get(path).text)
    assert not page.faults
    assert len(page.all("h1")) == 1
    assert page.all("main")[0].get("id") == "main"
    ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert "The Test Alliance" in page.text(page.all("footer")[0])


def test_links_inside_the_site_lead_somewhere(site: TestClient) -> None:
    found = {
        a.get("href").split("#")[0]
        for path in PUBLIC
        for a in Page(site.get(path).text).all("a")
        if a.get("href", "").startswith("/")
    }
    broken = [href for href in sorted(found) if href and site.get(href).status_code >= 400]
    assert not broken


def test_a_band_says_that_demonstration_studies_are_made_up(tmp_path: Path) -> None:
    for folder, records, shown in (("demo", [], True), ("real", [record(nct_id="NCT03268603")], False)):
        services = open_site(tmp_path / folder, records, demo=shown)
        for path in ("/", "/search", "/about", "/nowhere"):
            assert ("Every trial on this site is made up" in browser(services).get(path).text) is shown
        services.close()


def test_an_empty_site_has_all_its_pages(tmp_path: Path) -> None:
    services = open_site(tmp_path, demo=False)
    client = browser(services)
    for path in ("/", "/search", "/search.atom", "/search?cond=als&near=55902", "/sitemap.xml", "/about"):
        assert client.get(path).status_code == 200, path
    assert "holds no trials yet" in client.get("/").text
    services.close()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ForbiddenError("This desk is not yours."), 403, "This desk is not yours."),
        (ConflictError("Somebody answered first."), 409, "Somebody answered first."),
        (BadDataError("Line 3 is cut."), 422, "Line 3 is cut."),
        (StoreUnavailableError("No room in a secret folder."), 503, "This site is not ready"),
        (StoreUnavailableError("No room in a secret folder.", is_full=True), 503, "was not kept"),
        (RuntimeError("a secret inside"), 500, "Something went wrong on our side"),
    ],
)
def test_each_error_has_a_page_in_words(
    demo_services: Services, error: Exception, status: int, words: str
) -> None:
    def fail(request: Request) -> Response:
        raise error

    app = create_app(demo_services, [Route("/fails", fail), Route("/fails.json", fail)])
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.get("/fails")
    assert answer.status_code == status
    assert words in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
    problem = client.get("/fails.json")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == status


def test_wrong_methods_and_paths_are_told_apart(site: TestClient) -> None:
    assert site.get("/studies/NCT99000001/nothing").status_code == 404
    assert site.post("/about").status_code == 405


def test_machines_learn_whether_it_lives_and_nothing_of_people(site: TestClient) -> None:
    assert site.get("/healthz").json() == {"status": "ok"}
    assert site.get("/readyz").status_code == 200
    site.get("/search?cond=rare-secret-illness&age=52")
    site.get("/studies/NCT99000001")
    text = site.get("/metrics").text
    assert "trialogue_requests_total" in text
    assert "rare-secret-illness" not in text
    assert "NCT99000001" not in text


def test_readiness_says_which_part_does_not_answer(tmp_path: Path) -> None:
    services = open_site(tmp_path, demo=False)
    client = browser(services)
    services.database.engine.dispose()
    for file in tmp_path.glob("trialogue.sqlite*"):
        file.unlink()
    (tmp_path / "trialogue.sqlite").mkdir()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["store"] == "does not answer"
    assert client.get("/studies/NCT99000001").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_robots_are_told_what_to_leave(site: TestClient) -> None:
    text = site.get("/robots.txt").text
    assert "Disallow: /me" in text
    assert "Sitemap: http://trials.example/sitemap.xml" in text
    listed = site.get("/sitemap-1.xml").text
    assert "<loc>http://trials.example/studies/NCT99000001</loc>" in listed
    assert site.get("/sitemap-2.xml").status_code == 404
    assert site.get("/sitemap-0.xml").status_code == 404
