"""Hostile text in every field, and in every parameter, is shown as text."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.fixtures.hostile import ATTACK, HOSTILE_ID
from tests.fixtures.html import Page

from trialogue.web.record_text import record_html, record_line

PAGES = [f"/studies/{HOSTILE_ID}", f"/studies/{HOSTILE_ID}?near=55902", "/search?q=alert", "/search?q=script"]


def harmless(page: Page) -> bool:
    """Only our own scripts, no handler, no address that runs something."""
    for element in page.tree.iter():
        if any(name.startswith("on") for name in element.attrib):
            return False
        address = (element.get("href") or element.get("src") or "").strip().lower()
        if address.startswith(("javascript:", "data:", "vbscript:")):
            return False
    scripts = [s for s in page.all("script") if s.get("type") != "application/ld+json"]
    return all((s.get("src") or "").startswith("/static/built/") for s in scripts) and not page.all("img")


@pytest.mark.parametrize("path", PAGES)
def test_hostile_records_are_shown_as_text(site: TestClient, path: str) -> None:
    answer = site.get(path)
    page = Page(answer.text)
    assert answer.status_code == 200
    assert harmless(page)
    assert not page.faults
    assert "alert(1)" in page.main()
    assert "49" not in page.text(page.all("h1")[0])


@pytest.mark.parametrize(
    "name", ["q", "cond", "intr", "near", "age", "sex", "status", "sponsor", "sort", "page", "nope"]
)
def test_hostile_parameters_are_shown_as_text(site: TestClient, name: str) -> None:
    for path in ("/search", "/search.atom", "/studies/NCT99000001"):
        answer = site.get(path, params={name: ATTACK})
        assert answer.status_code in {200, 400}
        if answer.headers["content-type"].startswith("text/html"):
            assert harmless(Page(answer.text))


def test_a_hostile_path_is_shown_as_text(site: TestClient) -> None:
    assert harmless(Page(site.get("/studies/" + ATTACK.replace("/", "%2F")).text))


def test_markup_of_a_record_is_never_markup_of_the_page() -> None:
    for text in (
        ATTACK,
        f"* {ATTACK}",
        f"**{ATTACK}**",
        f"1. {ATTACK}\n    * {ATTACK}",
        "\\<b>x",
        "&lt;b&gt;x",
    ):
        for made in (record_html(text), record_line(text)):
            found = Page(f"<!doctype html><title>x</title><main>{made}</main>")
            assert not found.all("b")
            assert harmless(found)
