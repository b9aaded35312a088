"""Each role does its work with the keyboard alone, and sees at every stop where it is."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect
from tests.browser.conftest import OTHER_STEWARDS, Visitor
from tests.browser.keyboard import Keys

STUDY = "NCT99000001"


def signs_in(visitor: Visitor, keys: Keys, address: str) -> None:
    """From the page that asks for an address: type it, open the mail's link, press the button."""
    seen = len(visitor.live.postman.mails)
    keys.write("Your e-mail address", address)
    keys.follow("Send me a link")
    visitor.page.goto(visitor.live.postman.link(address, r"https?://\S+/sign-in/[\w-]+", seen))
    keys.follow("^Sign in$")
    expect(visitor.page.get_by_role("heading", level=1)).not_to_have_text("Sign in")


def comes_in(visitors: Any, address: str) -> tuple[Visitor, Keys]:
    """Somebody who has signed in."""
    visitor: Visitor = visitors()
    keys = Keys(visitor.open("/sign-in"))
    signs_in(visitor, keys, address)
    return visitor, keys


def test_a_person(visitors: Any) -> None:
    """Search, read, check, apply, sign in, agree, send, write, take it back."""
    person: Visitor = visitors()
    page = person.open("/")
    keys = Keys(page)
    keys.write("Your condition", "als")
    page.keyboard.press("Escape")
    keys.enter()
    expect(page.get_by_role("heading", level=1)).to_contain_text("als")
    person.open(f"/studies/{STUDY}")
    keys.follow("Check if I may take part")
    keys.write("Your answer", "52")
    keys.follow("^Go on$")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("How old")
    keys.follow("I don’t know")
    person.open(f"/studies/{STUDY}/apply")
    keys.press(page.get_by_role("radio").first, "Space")
    keys.follow("^Go on$")
    keys.write("Your name", "Kim Keys")
    keys.write("What you would like to tell them", "I use no mouse.")
    keys.follow("^Go on$")
    signs_in(person, keys, "keys@home.example")
    keys.press("agree", "Space")
    keys.follow("^Send")
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    keys.write("Write to the site", "One more thing.")
    keys.follow("^Send$")
    expect(page.get_by_text("One more thing.")).to_be_visible()
    keys.press("Show exactly what the site sees")
    expect(page.get_by_text("I use no mouse.")).to_be_visible()
    keys.press("Take this request back")
    keys.follow("^Take it back$")
    expect(page.locator("main")).to_contain_text("You took")
    assert keys.unseen == []


def test_a_carer(visitors: Any) -> None:
    """Begin to act for somebody, go back to oneself, act again, stop: which asks for a fresh sign-in no
    sooner than 30 minutes after the last."""
    visitor, keys = comes_in(visitors, "keys-carer@home.example")
    page = visitor.page
    keys.press("Begin to act for somebody")
    keys.write("Their name", "Uncle Example")
    keys.write("How did they agree", "He asked me to.")
    keys.press("They have agreed", "Space")
    keys.follow("^Begin$")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uncle Example")
    keys.follow("Go back to your own page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your page")
    keys.follow("^Act for Uncle Example")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uncle Example")
    keys.follow("Go back to your own page")
    keys.press("Stop acting for Uncle Example")
    keys.follow("^Stop acting for Uncle Example$")
    expect(page.locator("main")).not_to_contain_text("Act for Uncle Example")
    assert keys.unseen == []


def test_a_coordinator_and_a_steward(visitors: Any) -> None:
    """Claim a site; grant it; answer with one key and by words; say what room there is; all without a
    pointer."""
    staff, keys = comes_in(visitors, "keys@clinic.example")
    page = staff.open(f"/studies/{STUDY}/apply")
    site = str(page.get_by_role("radio").first.get_attribute("value"))
    staff.open(f"/desk/claim/{STUDY}/{site}")
    keys.write("What is your work there", "I coordinate the study.")
    keys.follow("Ask for the desk")
    expect(page).to_have_url(re.compile("/me$"))
    grants(visitors)
    staff.open("/desk")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    keys.enter()
    expect(page).to_have_url(re.compile("/desk/requests/"))
    page.keyboard.press("a")
    assert page.get_by_label("Words to the person").input_value() != ""
    keys.write("Words to the person", "Please call us, or write.")
    keys.follow("Ask")
    expect(page).to_have_url(re.compile("/desk[?]done=answered"))
    keys.write("^We can take", "3")
    keys.follow("^Say so$")
    expect(page.locator("main")).to_contain_text("3 places")
    keys.follow("Which rules people do not meet")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert keys.unseen == []


def grants(visitors: Any) -> None:
    """The steward finds what waits, and grants it."""
    steward, keys = comes_in(visitors, OTHER_STEWARDS[0])
    steward.open("/steward")
    keys.follow("^Grant: reads and answers$")
    expect(steward.page.get_by_text("None.").first).to_be_visible()
    steward.open("/steward")
    keys.follow("read wrongly")
    expect(steward.page.get_by_role("heading", level=1)).to_be_visible()
    assert keys.unseen == []
