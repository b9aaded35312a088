"""The study page: status and action, what it shows, its twins, its addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.html import Page
from tests.fixtures.records import record
from tests.fixtures.site import browser, open_site

OPEN_ID = "NCT99900001"

# status of the study, statuses of its sites → word shown, action, where it leads
ACTIONS: list[tuple[str, list[str | None], str, str, str]] = [
    ("RECRUITING", ["RECRUITING", "COMPLETED"], "Open", "Check if I may take part", "/check"),
    ("RECRUITING", [None], "Open", "Check if I may take part", "/check"),
    ("RECRUITING", ["COMPLETED"], "No site is open now", "See similar trials that are open", "/search?"),
    ("RECRUITING", ["NOT_YET_RECRUITING"], "No site is open now", "Tell me when it opens", "/apply"),
    ("NOT_YET_RECRUITING", [None], "Not open yet", "Tell me when it opens", "/apply"),
    ("SUSPENDED", [None], "Paused", "Tell me if it opens again", "/apply"),
    ("ACTIVE_NOT_RECRUITING", [None], "Running, closed to new people", "See similar trials", "/search?"),
    ("COMPLETED", [None], "Finished", "See similar trials that are open", "/search?"),
    ("TERMINATED", [None], "Stopped early", "See similar trials that are open", "/search?"),
    ("WITHDRAWN", [None], "Withdrawn", "See similar trials that are open", "/search?"),
    ("ENROLLING_BY_INVITATION", [None], "By invitation only", "See similar trials", "/search?"),
    ("UNKNOWN", [None], "Status not confirmed", "See similar trials that are open", "/search?"),
    ("AVAILABLE", [None], "Available outside a trial", "See whom your doctor can ask", "#where"),
    ("APPROVED_FOR_MARKETING", [None], "Approved for use", "See similar trials", "/search?"),
]


CLOSED = ("COMPLETED", "ACTIVE_NOT_RECRUITING", "TERMINATED", "WITHDRAWN")


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site with one study for each row of the table: NCT99700000 and so on."""
    documents = [
        record(
            nct_id=f"NCT9970{number:04d}",
            status=row[0],
            sites={f"Clinic {n}": status for n, status in enumerate(row[1])},
        )
        for number, row in enumerate(ACTIONS)
    ]
    services = open_site(tmp_path_factory.mktemp("table"), [*documents, record()], demo=False)
    yield browser(services)
    services.close()


@pytest.mark.parametrize("number", range(len(ACTIONS)))
def test_status_and_the_one_action(studies: TestClient, number: int) -> None:
    _, _, word, action, leads = ACTIONS[number]
    page = Page(studies.get(f"/studies/NCT9970{number:04d}").text)
    assert word in page.text(page.all("span", class_="status-pill")[0])
    main = [a for a in page.all("a", class_="button") if "button--small" not in a.get("class")]
    assert len(main) == 1
    assert page.text(main[0]).startswith(action)
    assert leads in main[0].get("href")


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_study_never_speaks_of_a_waitlist_or_of_places(studies: TestClient, status: str) -> None:
    number = next(n for n, row in enumerate(ACTIONS) if row[0] == status)
    page = Page(studies.get(f"/studies/NCT9970{number:04d}").text)
    assert "waitlist" not in page.main().lower()
    assert "spots" not in page.main().lower()
    assert "/apply" not in page.source


def test_every_criterion_is_on_the_page(studies: TestClient) -> None:
    page = Page(studies.get(f"/studies/{OPEN_ID}").text)
    text = page.main()
    for words in ("travel to the clinic each month", "feeding tube", "amyotrophic lateral sclerosis"):
        assert words.lower() in text.lower()
    assert "* Use of a feeding tube" in page.text(page.all("div", class_="verbatim")[0])


def test_statements_carry_their_source_and_the_record_its_date(site: TestClient) -> None:
    page = Page(site.get("/studies/NCT99000001").text)
    marks = page.all("button", class_="source-mark")
    notes = {note.get("id"): page.text(note) for note in page.all("li", class_="source-note")}
    assert marks
    assert {mark.get("popovertarget") for mark in marks} == set(notes)
    assert any("OverallStatus" in note and "Record last updated" in note for note in notes.values())
    assert "does not mean that anyone recommends it" in page.main()


def test_json_twin_says_what_the_page_says(site: TestClient) -> None:
    answer = site.get("/studies/NCT99000001.json")
    assert answer.headers["content-type"] == "application/json"
    twin = answer.json()
    page = Page(site.get("/studies/NCT99000001").text)
    assert twin["nctId"] == "NCT99000001"
    assert twin["title"]["words"] in page.text(page.all("h1")[0])
    assert {"criteria", "record-facts"} <= set(twin["sections"])
    assert twin["study"]["nct_id"] == "NCT99000001"


def test_linked_data_is_admitted_by_its_hash_only(site: TestClient) -> None:
    answer = site.get("/studies/NCT99000001")
    blocks = [s for s in Page(answer.text).all("script") if s.get("type") == "application/ld+json"]
    data = json.loads("".join(blocks[0].itertext()))
    assert data["@type"] == "MedicalTrial"
    assert data["identifier"] == "NCT99000001"
    policy = answer.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("written", ["nct99000001", "Nct99000001", "%20NCT99000001%20"])
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_an_id_written_otherwise_leads_to_the_right_address(
    site: TestClient, written: str, suffix: str
) -> None:
    answer = site.get(f"/studies/{written}{suffix}?near=55902")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/studies/NCT99000001{suffix}?near=55902"


@pytest.mark.parametrize(
    "path", ["/studies/NCT00000000", "/studies/NCT123", "/studies/ALS", "/studies/NCT00000000.json"]
)
def test_an_unknown_id_is_answered_with_help(site: TestClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    if path.endswith(".json"):
        assert answer.json()["status"] == 404
    else:
        assert "Search for a trial" in answer.text


def test_a_known_place_gives_distances_and_an_unknown_one_changes_nothing(site: TestClient) -> None:
    near = site.get("/studies/NCT99000001?near=Rochester, MN").text
    assert "miles away" in near
    assert "a distance is a rough one" in near
    odd = site.get("/studies/NCT99000001?near=Nowhere-at-all")
    assert odd.status_code == 200
    assert "miles away" not in odd.text


def test_a_page_that_the_reader_has_is_not_sent_again(site: TestClient) -> None:
    first = site.get("/studies/NCT99000001")
    again = site.get("/studies/NCT99000001", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    plain = site.get("/studies/NCT99000001", headers={"accept-encoding": "identity"})
    assert plain.text == first.text
    assert "content-encoding" not in plain.headers


def test_posted_results_have_a_page_of_their_own(site: TestClient) -> None:
    with_results = [
        hit
        for n in range(1, 40)
        if '"has_results":true' in site.get(hit := f"/studies/NCT990000{n:02d}.json").text
    ]
    assert with_results, "the demonstration studies show posted results"
    page = Page(site.get(with_results[0].removesuffix(".json") + "/results").text)
    assert page.all("table")
    assert not page.faults
    assert site.get(f"/studies/{OPEN_ID}/results").status_code == 404


def test_every_demonstration_study_has_a_whole_page(site: TestClient) -> None:
    for number in range(1, 40):
        answer = site.get(f"/studies/NCT990000{number:02d}")
        if answer.status_code == 404:
            continue
        page = Page(answer.text)
        assert not page.faults, (number, page.faults)
        assert page.text(page.all("h1")[0])


def test_exceptions_stand_under_what_they_are_exceptions_of(tmp_path: Path) -> None:
    criteria = (
        "Exclusion Criteria:\n\n* Cancer, with the following exceptions:\n  * Skin cancer that was cut out\n"
    )
    services = open_site(tmp_path, [record(criteria=criteria)], demo=False)
    page = Page(browser(services).get(f"/studies/{OPEN_ID}").text)
    (beside,) = page.all("ul", class_="beside")
    assert page.text(beside).startswith("Skin cancer that was cut out")
    assert "The record also says" not in page.text()
    services.close()


def test_each_question_stands_once_and_those_left_open_stand_together(studies: TestClient) -> None:
    page = Page(studies.get(f"/studies/{OPEN_ID}").text)
    text = page.text(page.all("section", id="questions")[0])
    assert text.count("The record does not say") == text.count(
        "The record does not say. Ask the study team"
    ) + (text.count("The record does not say. Ask your doctor"))
    assert text.count("The record does not say. Ask the study team") == 1
    asked = json.loads(studies.get(f"/studies/{OPEN_ID}.json").text)["sections"]["asked"]["answers"]
    assert len(asked) >= 15
    assert all(text.count(one["question"]) == 1 for one in asked)


def test_what_the_record_leaves_out_of_the_plan_is_said_in_one_line(studies: TestClient) -> None:
    page = Page(studies.get(f"/studies/{OPEN_ID}").text)
    plan = page.text(page.all("div", id="plan")[0])
    assert plan.count("Ask the study team") <= 1


def test_a_line_of_no_list_is_marked_as_such(tmp_path: Path) -> None:
    listed = record(criteria="Inclusion Criteria:\n\n* Asthma\n")
    loose = record(nct_id="NCT99900009", criteria="Prior radiotherapy allowed\n\nConcurrent chemotherapy")
    services = open_site(tmp_path, [listed, loose], demo=False)
    client = browser(services)
    said = "does not say whether this lets you in or keeps you out"
    assert said not in Page(client.get(f"/studies/{OPEN_ID}").text).text()
    page = Page(client.get("/studies/NCT99900009").text).text()
    services.close()
    assert page.count(said) == 1
    assert "Not said: " in page
    assert "Asked: " not in page
