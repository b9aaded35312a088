"""From a condition to an answer: a person, a desk and a steward, with and without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import STEWARD, Live, Visitor
from tests.browser.looking import picture

DEMO, REAL = "NCT99000001", "NCT03268603"
SECRET = "Mornings are best, my hands are weak."


@pytest.mark.parametrize(("nct_id", "scripts"), [(DEMO, False), (DEMO, True), (REAL, True)])
def test_from_search_to_answer(live: Live, visitors: Any, nct_id: str, scripts: bool) -> None:
    if nct_id == REAL and not live.real:
        pytest.skip("no real records here: set TRIALOGUE_SHARED_DATA")
    address = f"ada-{nct_id.lower()}-{scripts}@home.example"
    person: Visitor = visitors(java_script_enabled=scripts)
    find(person, nct_id)
    check(person)
    site = apply(person, address, nct_id)
    request = person.page.url
    staff: Visitor = visitors(java_script_enabled=scripts)
    claim_desk(staff, f"desk-{nct_id.lower()}-{scripts}@clinic.example", nct_id, site)
    grant(visitors())
    answer(staff)
    person.page.goto(request)
    expect(person.page.get_by_text("We would like to meet you.")).to_be_visible()
    for _, text in live.postman.mails:
        assert SECRET not in text
        assert "sclerosis" not in text.lower()


def find(person: Visitor, nct_id: str) -> None:
    """From the first page through the results to the study."""
    page = person.open("/")
    page.get_by_label("Your condition").fill("Lou Gehrig's disease")
    page.get_by_role("button", name="Find trials").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lou Gehrig")
    page.locator(f'main a[href*="{nct_id}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ALS")


def check(person: Visitor, age: str = "52") -> None:
    """Answer a few questions, leave the rest open, look at the outcome."""
    page = person.page
    page.get_by_role("link", name="Check if I may take part").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("How old are you?")
    for _ in range(4):
        if "/outcome" in page.url:
            return
        number = page.get_by_label(re.compile("^Your answer"))
        if number.count():
            number.fill(age)
            page.get_by_role("button", name="Go on").click()
            expect(page.get_by_role("heading", level=1)).not_to_contain_text("How old are you?")
        else:
            page.get_by_role("button", name="I don’t know").click()
    assert age not in page.url
    page.get_by_role("link", name=re.compile("Stop here")).click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()


def apply(person: Visitor, address: str, nct_id: str) -> str:
    """Choose a site, see what is shared, sign in, agree, send. Returns the key of the site."""
    page = person.open(f"/studies/{nct_id}/apply")
    radio = page.get_by_role("radio").first
    site = str(radio.get_attribute("value"))
    radio.check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your name").fill("Ada Example")
    page.get_by_label("What you would like to tell them").fill(SECRET)
    page.get_by_role("button", name="Go on").click()
    person.sign_in(address)
    expect(page.get_by_text(SECRET)).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".nhsuk-error-message").first).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The site has your request").first).to_be_visible()
    return site


def claim_desk(staff: Visitor, address: str, nct_id: str, site: str) -> None:
    """A site's coordinator asks for the desk of the site."""
    staff.open("/sign-in")
    staff.sign_in(address)
    page = staff.open(f"/desk/claim/{nct_id}/{site}")
    page.get_by_label("What is your work there").fill("I am the study coordinator.")
    page.get_by_role("button", name=re.compile("Ask for the desk")).click()


def grant(steward: Visitor) -> None:
    """A steward grants every claim that waits."""
    steward.open("/sign-in")
    steward.sign_in(STEWARD)
    page = steward.open("/steward")
    picture(page, "steward-1280")
    while (button := page.locator('button[name="decision"][value="grant"]')).count():
        button.first.click()
        page = steward.open("/steward")


def answer(staff: Visitor) -> None:
    """Open the request and accept it, in words of one's own."""
    page: Page = staff.open("/desk")
    picture(page, "desk-1280")
    # Who has waited longest comes first: simulated people do, on a demonstration study.
    page.locator('main a[href^="/desk/requests/"]:has(strong)').last.click()
    expect(page.get_by_text(SECRET)).to_be_visible()
    picture(page, "desk-request-1280")
    page.get_by_label("Words to the person").fill("We would like to meet you.")
    page.locator('button[name="kind"][value="accepted"]').click()
    expect(page).to_have_url(re.compile("/desk$|/desk[?#]"))
