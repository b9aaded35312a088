"""“This is read wrongly”: from the checklist and the check to the steward's page, without JavaScript."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import STEWARD, Town, found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.eligibility.read import READER_VERSION
from trialogue.store.appeal_tables import appeal
from trialogue.store.database import open_database
from trialogue.wiring import Services

BASE = f"/studies/{OPEN_STUDY}"
HOSTILE = "<script>alert(1)</script>{{ 12345679*63 }}\u202e\x00<img src=x onerror=alert(1)>"


def links(page: str) -> list[str]:
    """Where the links “This is read wrongly” of a page lead."""
    found = re.findall(r'<a class="appeal"[^>]* href="([^"]+)">This is read wrongly<', page)
    return [html.unescape(link) for link in found]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form, but its mark."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return {name: value for name, value in fields.items() if name != "csrf"}


def kept(services: Services) -> list[object]:
    """All rows."""
    with services.database.read() as conn:
        return list(conn.execute(select(appeal)).all())


def test_each_criterion_of_the_checklist_has_its_link(services: Services) -> None:
    ada = Person(services)
    found = links(ada.open(BASE))
    assert len(found) == len(set(found)) == 4
    for link in found:
        page = ada.open(link)
        assert "Is this read wrongly?" in page
        assert "Write nothing about your own health" in page
    assert f'href="{BASE}#criteria"' in ada.page


def test_each_sub_criterion_and_each_remark_has_its_link(services: Services, town: Town) -> None:
    text = (
        "Inclusion Criteria:\n\n* One of the following:\n  * Asthma\n  * Diabetes\n* Gender: not specified\n"
    )
    put_record(town.office.database, record("NCT99900077", criteria=text))
    ada = Person(services)
    with services.database.read() as conn:
        from trialogue.actions.studies import read_study

        criteria = read_study(conn, "NCT99900077").criteria.criteria
    found = links(ada.open("/studies/NCT99900077"))
    assert len(found) == len(criteria) >= 4
    for one in criteria:
        assert f"/studies/NCT99900077/appeal?start={one.span.start}&end={one.span.end}" in found


def test_from_the_question_and_from_the_outcome_and_back(services: Services) -> None:
    ada = Person(services)
    ada.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', ada.page)
    assert key
    assert links(ada.page) == []  # the first question is about age, a field of the record
    ada.send(f"{BASE}/check", key=key[1], value="57")
    (link,) = [one for one in links(ada.page) if one.endswith("&from=check")]
    assert f'class="back-link" href="{BASE}/check"' in ada.open(link)
    outcome = links(ada.open(f"{BASE}/check/outcome"))
    assert len(outcome) == 4
    assert f'class="back-link" href="{BASE}/check/outcome"' in ada.open(outcome[0])
    assert "57" not in "".join(outcome).replace("start=", "").split("end=")[0]
    assert f'class="back-link" href="{BASE}#criteria"' in ada.open(
        links(ada.open(BASE))[0] + "&from=//evil.example"
    )
    assert "evil.example" not in ada.page


def test_it_is_kept_as_shown_and_names_nobody(services: Services, town: Town) -> None:
    ada = Person(services)
    ada.sign_in("ada@home.example")
    at = (ada.open(BASE)).index("feeding tube")
    ada.open(links(ada.page[at:])[0])
    page = ada.send(f"{BASE}/appeal", 200, **hidden(ada.page), comment="Not a tube for each.")
    assert "Thank you" in page
    assert ada.path == f"{BASE}/appeal/thanks"
    (row,) = kept(services)
    assert (row.nct_id, row.reader, row.state) == (OPEN_STUDY, READER_VERSION, "open")  # type: ignore[attr-defined]
    assert row.words == "* Use of a feeding tube"  # type: ignore[attr-defined]
    assert row.statement  # type: ignore[attr-defined]
    person = town.person("ada@home.example").id
    assert person is not None
    assert person not in "".join(map(str, row))  # type: ignore[call-overload]


def test_without_a_word_it_counts_too(services: Services) -> None:
    ada = Person(services)
    ada.open(links(ada.open(BASE))[0])
    ada.send(f"{BASE}/appeal", 200, **hidden(ada.page))
    assert len(kept(services)) == 1


def test_the_steward_lists_and_settles(services: Services) -> None:
    ada, eve = Person(services), Person(services)
    for comment in (HOSTILE, "The second."):
        ada.open(links(ada.open(BASE))[2])
        ada.send(f"{BASE}/appeal", 200, **hidden(ada.page), comment=comment)
    eve.sign_in(STEWARD)
    assert "2 to look at" in eve.open("/steward").replace("</a>:", "")
    page = eve.open("/steward/appeals")
    assert "Said 2 times" in page
    assert f"Reader {READER_VERSION}" in page
    assert "The second." in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "777777777" not in page
    address = re.search(r'action="(/steward/appeals/[0-9a-f]{32})"', page)
    assert address
    eve.send(address[1], 400, state="nonsense")
    eve.open("/steward/appeals")
    eve.send("/steward/appeals/" + "f" * 32, 404, state="mended")
    eve.open("/steward/appeals")
    assert "<strong>mended</strong>" in eve.send(address[1], state="mended")
    eve.send(address[1], 409, state="mended")
    assert "None." in eve.open("/steward/appeals?state=open")
    assert "Said 2 times" in eve.open("/steward/appeals?state=mended")
    assert "Said 2 times" in eve.open("/steward/appeals?state=nonsense")
    assert "settle an appeal" in eve.open("/steward")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?start=1",
        "?start=5&end=1",
        "?start=-1&end=5",
        "?start=0&end=999999999",
        "?start=999999999999999999999&end=9999999999999999999999",
        "?start=abc&end=def",
        "?start=²&end=³",
        "?start=%00&end=%ff",
    ],
)
def test_a_place_that_is_none_is_not_found(services: Services, query: str) -> None:
    page = Person(services).open(f"{BASE}/appeal{query}", 404)
    assert "no such rule" in page


def test_a_study_that_is_none_is_not_found(services: Services) -> None:
    ada = Person(services)
    for study in ("NCT00000000", "nonsense", "%3Cscript%3E"):
        ada.open(f"/studies/{study}/appeal?start=0&end=5", 404)
        ada.open(f"/studies/{study}/appeal/thanks", 404)
        ada.open("/sign-in")
        ada.send(f"/studies/{study}/appeal", 404, start="0", end="5")


def test_a_long_comment_is_kept_in_the_form_and_not_in_the_store(services: Services) -> None:
    ada = Person(services)
    ada.open(links(ada.open(BASE))[0])
    fields = hidden(ada.page)
    page = ada.send(f"{BASE}/appeal", 422, **fields, comment=HOSTILE + "y" * 10_000)
    assert "There is something to mend" in page
    assert "at most 500 characters" in page
    assert "y" * 10_000 in page
    assert "<script>alert" not in page
    assert hidden(page) == fields
    assert kept(services) == []
    ada.send(f"{BASE}/appeal", 413, **fields, comment="y" * 70_000)


def test_a_form_without_its_mark_is_refused(services: Services) -> None:
    ada = Person(services)
    ada.open(links(ada.open(BASE))[0])
    fields = hidden(ada.page)
    for data in (fields, {**fields, "csrf": "0" * 64}):
        assert ada.client.post(f"{BASE}/appeal", data=data).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    data = {**fields, "csrf": ada.mark}
    assert ada.client.post(f"{BASE}/appeal", data=data, headers=foreign).status_code == 403
    assert kept(services) == []


def test_forms_of_one_visitor_are_counted(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    low = {"base_url": "http://trials.example", "forms_per_minute": 2}
    ada = Person(services_of(found_town(database, tmp_path, **low)), place="203.0.113.7")  # type: ignore[arg-type]
    link = links(ada.open(BASE))[0]
    statuses = []
    for _ in range(3):
        ada.open(link)
        answer = ada.client.post(f"{BASE}/appeal", data={**hidden(ada.page), "csrf": ada.mark})
        statuses.append(answer.status_code)
    assert statuses == [200, 200, 429]
    database.close()


def test_robots_keep_out(site: TestClient) -> None:
    assert "Disallow: /studies/*/appeal" in site.get("/robots.txt").text
