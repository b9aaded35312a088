"""Pages of a person, a desk and a steward: the way of the focus, 400 % zoom, forced colours, no motion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import OTHER_STEWARDS, Live, Visitor
from tests.browser.keyboard import Keys
from tests.browser.looking import overflow, violations

STUDY = "NCT99000001"
# Whatever takes time to change its looks, and whatever scrolls by itself over time.
_MOVING = """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].map(p => {
  const s = getComputedStyle(e, p || null);
  const lasts = text => text.split(',').some(part => parseFloat(part) > 0.01);
  return lasts(s.transitionDuration) || (s.animationName !== 'none' && lasts(s.animationDuration))
    || s.scrollBehavior === 'smooth' ? e.tagName + '.' + e.className + p : '';
}).filter(Boolean))"""

# What is pressed or typed into, without a border that would show it where no background does.
_BORDERLESS = """() => [...document.querySelectorAll('.button, input:not([type=hidden]), select, textarea')]
  .filter(e => e.checkVisibility() && !['radio', 'checkbox'].includes(e.type)
    && (getComputedStyle(e).borderTopStyle === 'none' || getComputedStyle(e).borderTopWidth === '0px'))
  .map(e => e.outerHTML.slice(0, 90))"""


@dataclass(frozen=True)
class Everybody:
    """One who is person, desk and steward, with a request to answer: their cookies and their pages."""

    state: Any
    paths: tuple[str, ...]

    def come(self, visitors: Any, **options: Any) -> Visitor:
        """The same browser again, in another kind of window."""
        found: Visitor = visitors(storage_state=self.state, **options)
        return found


@pytest.fixture(scope="module")
def everybody(chromium: Browser, live: Live) -> Everybody:
    """Signs in once."""
    context = chromium.new_context()
    visitor = Visitor(live=live, context=context, page=context.new_page())
    visitor.open("/sign-in")
    visitor.sign_in(OTHER_STEWARDS[1])
    page = visitor.open(f"/studies/{STUDY}/apply")
    site = str(page.get_by_role("radio").first.get_attribute("value"))
    visitor.open(f"/desk/claim/{STUDY}/{site}")
    page.get_by_label("What is your work there").fill("I run this.")
    page.get_by_role("button", name=re.compile("Ask for the desk")).click()
    page = visitor.open("/steward")
    while (button := page.locator('button[name="decision"][value="grant"]')).count():
        button.first.click()
        page = visitor.open("/steward")
    page = visitor.open("/desk")
    request = page.locator('main a[href^="/desk/requests/"]').first.get_attribute("href")
    state = context.storage_state()
    context.close()
    paths = ("/me", "/me/erase", "/sign-in/again", "/desk", str(request), "/desk/criteria", "/desk/funnel")
    return Everybody(state=state, paths=(*paths, "/steward", "/steward/appeals", "/steward/funnel"))


def faults_of_the_way(page: Page) -> list[str]:
    """What is wrong with the way of the focus through a page, with all that folds unfolded."""
    keys = Keys(page)
    stops = keys.walk()
    found = [f"not seen: {stop.tag} {stop.name}" for stop in stops if not stop.seen]
    found += [f"covered: {stop.tag} {stop.name}" for stop in stops if stop.covered]
    found += [f"out of order: {stop.tag} {stop.name}" for stop in stops if stop.back]
    found += [f"no name: {stop.tag}" for stop in stops if not stop.name]
    found += [f"not reached: {html}" for html in keys.unreached()]
    return found if stops[0].name.startswith("Skip") else [*found, f"begins at {stops[0].name}"]


def test_the_focus_goes_through_all_in_order_and_out_again(everybody: Everybody, visitors: Any) -> None:
    visitor = everybody.come(visitors)
    for path in everybody.paths:
        assert faults_of_the_way(visitor.open(path)) == [], path


def test_at_four_hundred_percent_nothing_is_lost(everybody: Everybody, visitors: Any) -> None:
    """A window of 1280 × 1024 at 400 % (WCAG 1.4.10): one column, nothing covered or cut off."""
    visitor = everybody.come(visitors)
    visitor.page.set_viewport_size({"width": 320, "height": 256})
    for path in everybody.paths:
        page = visitor.open(path)
        assert overflow(page) == 0, path
        assert violations(page) == [], path
        assert faults_of_the_way(page) == [], path


def test_in_forced_colours_the_focus_has_a_line(everybody: Everybody, visitors: Any) -> None:
    """There neither shadows nor backgrounds are drawn: only a line shows where one is."""
    visitor = everybody.come(visitors, forced_colors="active")
    for path in everybody.paths:
        page = visitor.open(path)
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        assert [stop.name for stop in Keys(page).walk() if not stop.lines] == [], path
        assert page.evaluate(_BORDERLESS) == [], path


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_who_wants_no_motion_gets_none(everybody: Everybody, visitors: Any, motion: str, moves: bool) -> None:
    visitor = everybody.come(visitors, reduced_motion=motion)
    for path in [*everybody.paths, "/", f"/studies/{STUDY}", "/search?cond=als"]:
        moving = visitor.open(path).evaluate(_MOVING)
        assert bool(moving) is moves, (path, moving[:5])
