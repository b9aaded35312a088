"""A carer applies for somebody, a coordinator and a steward look at their pages: axe finds nothing."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect
from tests.browser.conftest import STEWARD, Visitor
from tests.browser.looking import overflow, picture, violations

STUDY = "NCT99000001"


def looked_at(visitor: Visitor, path: str, name: str) -> None:
    """Nothing is wrong with the page at both widths."""
    for width in (1280, 390):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        page = visitor.open(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert violations(page) == [], f"{name} at {width}"
        assert overflow(page) == 0, f"{name} at {width}"
        picture(page, f"{name}-{width}")


def test_a_carer_applies_for_somebody(visitors: Any) -> None:
    carer: Visitor = visitors()
    carer.open("/sign-in")
    carer.sign_in("carer@home.example")
    page = carer.open("/me")
    page.get_by_text("Begin to act for somebody").click()
    page.locator("#care-name").fill("Grandmother Example")
    page.get_by_label("How did they agree").fill("She asked me to, in writing.")
    page.get_by_label("They have agreed").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("main")).to_contain_text("Grandmother Example")
    page = carer.open(f"/studies/{STUDY}/apply")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main")).to_contain_text("Simulated: these people are made up")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    request = "/me/requests/" + page.url.rpartition("/")[2]
    looked_at(carer, request, "request")
    with page.expect_download() as calendar:
        page.get_by_role("link", name=re.compile("calendar")).click()
    assert calendar.value.suggested_filename == "request.ics"
    looked_at(carer, "/me", "me")


def test_the_pages_of_desk_and_steward(visitors: Any) -> None:
    staff: Visitor = visitors()
    staff.open("/sign-in")
    staff.sign_in("coordinator@clinic.example")
    page = staff.open(f"/studies/{STUDY}/apply")
    site = str(page.get_by_role("radio").first.get_attribute("value"))
    page = staff.open(f"/desk/claim/{STUDY}/{site}")
    page.get_by_label("What is your work there").fill("I am the study coordinator.")
    page.get_by_role("button", name=re.compile("Ask for the desk")).click()
    steward: Visitor = visitors()
    steward.open("/sign-in")
    steward.sign_in(STEWARD)
    page = steward.open("/steward")
    while (button := page.locator('button[name="decision"][value="grant"]')).count():
        button.first.click()
        page = steward.open("/steward")
    visitor: Visitor = visitors()
    page = visitor.open(f"/studies/{STUDY}")
    page.locator("details.original > summary").first.click()
    page.locator("details.original[open]").get_by_role(
        "link", name=re.compile("This is read wrongly")
    ).click()
    looked_at(visitor, page.url.removeprefix(visitor.live.url), "appeal")
    page.get_by_label("What is wrong with it").fill("x" * 501)
    page.get_by_role("button", name="Say that this is read wrongly").click()
    expect(page.get_by_role("heading", name="There is something to mend")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("What is wrong with it").fill("It is more than that.")
    page.get_by_role("button", name="Say that this is read wrongly").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    looked_at(visitor, f"/studies/{STUDY}/appeal/thanks", "appeal-sent")
    looked_at(steward, "/steward", "steward")
    looked_at(steward, "/steward/appeals", "steward-appeals")
    expect(steward.page.locator("main")).to_contain_text("It is more than that.")
    looked_at(steward, "/steward/funnel", "steward-funnel")
    for path, name in (("/desk", "desk"), ("/desk/funnel", "desk-funnel"), ("/desk/criteria", "criteria")):
        looked_at(staff, path, name)
    expect(staff.open("/desk").locator("main")).to_contain_text("Simulated:")
