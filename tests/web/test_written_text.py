"""A language model's text on the study page: marked, for this version only, and absent by default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient
from tests.fixtures.html import Page
from tests.fixtures.model_server import running_model, says
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.site import browser, open_site

from trialogue.actions.summarise import summarise
from trialogue.language_model.client import LanguageModel, ModelAddress
from trialogue.store.written import written_text
from trialogue.wiring import Services

GOOD = "This study is about walking.\nIt is for adults with amyotrophic lateral sclerosis."
MODEL = "small <b>1</b>"
ADDRESS = f"/studies/{OPEN_STUDY}"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_site(tmp_path, [record()], demo=False)
    yield opened
    opened.close()


@pytest.fixture
def site(services: Services) -> TestClient:
    on = replace(services.settings, language_model_url="http://127.0.0.1:9/v1", language_model=MODEL)
    return browser(replace(services, settings=on))


def write(services: Services, text: str = GOOD) -> bool:
    with (
        running_model(says(text)) as served,
        LanguageModel(ModelAddress(url=served.url, name=MODEL)) as model,
    ):
        return summarise(services.database, model, OPEN_STUDY, services.clock).written is not None


def test_the_text_stands_under_our_own_with_its_mark(services: Services, site: TestClient) -> None:
    assert "language model" not in site.get(ADDRESS).text
    assert write(services)
    page = Page(site.get(ADDRESS).text)
    assert not page.faults
    parts = [part.get("id") for part in page.all("div", class_="part")]
    assert parts[parts.index("short") + 1] == "written"
    (part,) = [p for p in page.all("div", class_="part") if p.get("id") == "written"]
    text = page.text(part)
    assert "It is for adults with amyotrophic lateral sclerosis." in text
    assert f"Written by a language model ({MODEL}), checked: every number, date and drug in it" in text
    (link,) = [a for a in page.all("a") if page.text(a) == "Read the record"]
    assert link.get("href").endswith(f"/study/{OPEN_STUDY}")
    assert "<b>1</b>" not in page.source
    twin = site.get(f"{ADDRESS}.json").json()["sections"]["written"]
    assert (twin["text"], twin["model"]) == (GOOD, MODEL)
    assert twin["mark"].startswith("Written by a language model")


def test_where_the_setting_is_off_nothing_is_shown(services: Services) -> None:
    assert write(services)
    off = browser(services)
    assert "language model" not in off.get(ADDRESS).text
    assert "written" not in off.get(f"{ADDRESS}.json").json()["sections"]


def test_a_new_version_of_the_record_takes_it_off_the_page(services: Services, site: TestClient) -> None:
    write(services)
    assert "language model" in site.get(ADDRESS).text
    put_record(services.database, record(updated="2026-02-01"))
    assert "language model" not in site.get(ADDRESS).text


def test_hostile_text_never_comes_to_the_page(services: Services, site: TestClient) -> None:
    for text in (
        "<script>alert(1)</script>",
        "Walk. </p><img src=x onerror=alert(1)>",
        "Pay at https://x.example",
    ):
        assert not write(services, text)
    assert "language model" not in site.get(ADDRESS).text


def test_what_was_changed_behind_our_back_is_checked_again(services: Services, site: TestClient) -> None:
    write(services)
    with services.database.write() as conn:
        conn.execute(update(written_text).values(text="It heals 99 people. <script>alert(1)</script>"))
    page = site.get(ADDRESS).text
    assert "language model" not in page
    assert "alert(1)" not in page
