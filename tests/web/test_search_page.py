"""Search: said back, filtered, counted, shared, and never a dead end."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from tests.fixtures.html import Page

CONDITION = "/search?cond=amyotrophic+lateral+sclerosis"


def test_a_search_is_said_back_and_each_filter_can_be_dropped(site: TestClient) -> None:
    page = Page(site.get(CONDITION + "&near=Rochester,+MN&status=recruiting&age=52&sex=female").text)
    said = page.text(page.all("p", class_="said")[0])
    assert "amyotrophic lateral sclerosis" in said
    assert "Rochester" in said
    chips = [page.text(chip) for chip in page.all("a", class_="chip")]
    assert any("someone aged 52" in chip for chip in chips)
    assert any("woman" in chip for chip in chips)
    assert any(chip.endswith("open") for chip in chips)
    dropped = [chip.get("href") for chip in page.all("a", class_="chip") if "aged" in page.text(chip)]
    assert "age=" not in dropped[0]
    assert "sex=female" in dropped[0]


def test_hits_show_title_status_place_facts_and_why(site: TestClient) -> None:
    page = Page(site.get("/search?cond=als&near=Rochester,+MN").text)
    hits = page.all("li", class_="hit")
    assert hits
    first = page.text(hits[0])
    assert "miles" in first
    assert "Found in" in first
    assert page.all("mark")
    assert page.all("span", class_="status")
    links = [a.get("href") for h3 in page.all("h3") for a in h3 if a.get("href")]
    assert links[0].startswith("/studies/NCT99")
    assert "near=Rochester" in links[0]
    assert not page.faults


def test_filters_carry_counts_and_keep_what_was_asked(site: TestClient) -> None:
    page = Page(site.get("/search?cond=als&phase=2").text)
    boxes = page.all("input", name="phase")
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["2"]
    assert page.all("span", class_="count")
    hidden = [i.get("value") for i in page.all("input", type="hidden", name="cond")]
    assert hidden == ["als"]


def test_nothing_found_says_what_to_drop_and_what_that_gives(site: TestClient) -> None:
    answer = site.get("/search?cond=als&age=1&status=withdrawn&phase=4")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert "No trial here fits all of this" in page.main()
    for link in page.all("a", class_="relax"):
        number = int(page.text(link.find(".//*[@class='relax__count']")).split()[0])
        again = Page(site.get(link.get("href")).text)
        assert page.text(again.all("h2", id="found")[0]).startswith(f"{number} trial")


def test_words_that_nothing_has_lead_on(site: TestClient) -> None:
    page = Page(site.get("/search?q=zzzxqqv").text)
    assert "0 trials" in page.main()
    assert "ClinicalTrials.gov" in page.main()


def test_a_place_nobody_knows_is_asked_again_with_everything_kept(site: TestClient) -> None:
    answer = site.get("/search?cond=als&near=Zzzburg&age=52")
    page = Page(answer.text)
    assert answer.status_code == 400
    assert page.all("input", id="near")[0].get("value") == "Zzzburg"
    assert page.all("input", id="near")[0].get("aria-invalid") == "true"
    assert page.all("input", id="cond")[0].get("value") == "als"
    assert page.all("input", id="age")[0].get("value") == "52"


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "age=old",
        "sex=z",
        "status=maybe",
        "within=5mi",
        "sort=distance",
        "colour=red",
        "phase=9",
    ],
)
def test_a_parameter_that_is_wrong_is_named(site: TestClient, query: str) -> None:
    answer = site.get(f"/search?{query}")
    assert answer.status_code == 400
    assert "Change what is marked" in answer.text


@pytest.mark.parametrize(
    "words", ['"', "a AND (", "title:*", "\\", "x" * 3000, "é" * 900, "\x00", "+-&&||!(){}[]^~*?:"]
)
def test_the_engines_own_signs_are_only_words(site: TestClient, words: str) -> None:
    answer = site.get("/search", params={"q": words, "cond": words[:50]})
    assert answer.status_code == 200


def test_an_endless_address_is_refused_in_words(site: TestClient) -> None:
    answer = site.get("/search?q=" + "x" * 60_000)
    assert answer.status_code == 400
    assert "too long" in answer.text


def test_ten_thousand_characters_are_answered_in_words(site: TestClient) -> None:
    answer = site.get("/search?q=" + "x" * 10_001)
    assert answer.status_code == 400
    assert site.get("/search?q=" + "x" * 10_000).status_code == 200


def test_pages_of_results_do_not_overlap(site: TestClient) -> None:
    first = Page(site.get("/search").text)
    second = Page(site.get("/search?page=2").text)
    ids = [{a.get("href") for h3 in page.all("h3") for a in h3 if a.get("href")} for page in (first, second)]
    assert len(ids[0]) == 20
    assert ids[1]
    assert not ids[0] & ids[1]
    beyond = site.get("/search?page=9000")
    assert beyond.status_code == 200
    assert "There are no more pages" in beyond.text


def test_the_feed_of_a_search_is_atom(site: TestClient) -> None:
    answer = site.get("/search.atom?cond=als")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    space = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(space + "entry")
    assert entries
    for tag in ("id", "title", "updated"):
        assert root.findtext(space + tag)
        assert all(entry.findtext(space + tag) for entry in entries)
    updated = [entry.findtext(space + "updated") for entry in entries]
    assert root.findtext(space + "updated") == max(filter(None, updated))


def test_suggestions_go_on_from_what_is_typed(site: TestClient) -> None:
    answer = site.get("/suggest?q=amyo")
    assert answer.headers["cache-control"] == "no-store"
    assert any("amyotrophic" in one["text"].lower() for one in answer.json())
    assert site.get("/suggest").json() == []
    assert site.get("/suggest?q=" + "%00" * 50).status_code == 200


def test_a_name_of_several_places_says_which_was_taken_and_offers_the_others(site: TestClient) -> None:
    page = Page(site.get("/search?q=als&near=Rochester&status=recruiting").text)
    assert "We took the place for Rochester, NY" in page.main()
    links = {page.text(link): link.get("href") for link in page.all("a")}
    href = links["Rochester, MN"]
    assert href == "/search?q=als&near=Rochester%2C+MN&status=recruiting"
    there = Page(site.get(href).text).main()
    assert "from Rochester, MN" in there
    assert "We took the place" not in there
