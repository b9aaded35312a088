"""Every public page: no axe finding, no overflow, at four widths, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.looking import overflow, picture, violations

PAGES = {
    "home": "/",
    "results": "/search?cond=als",
    "results-near": "/search?cond=als&near=55902&status=recruiting",
    "nothing-found": "/search?cond=als&near=55902&within=1mi&phase=4",
    "study": "/studies/NCT99000001",
    "study-results": "/studies/NCT99000003",
    "study-drug": "/studies/NCT99000011",
    "study-observational": "/studies/NCT99000006",
    "study-device": "/studies/NCT99000007",
    "study-behavioural": "/studies/NCT99000010",
    "study-expanded-access": "/studies/NCT99000004",
    "study-basic-science": "/studies/NCT99000021",
    "study-withdrawn": "/studies/NCT99000012",
    "people": "/studies/NCT99000001/people",
    "check": "/studies/NCT99000001/check",
    "check-outcome": "/studies/NCT99000001/check/outcome",
    "apply": "/studies/NCT99000001/apply",
    "sign-in": "/sign-in",
    "about": "/about",
    "methods": "/about/methods",
    "privacy": "/about/privacy",
    "accessibility": "/accessibility",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_it(visitors: Any, name: str, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme)
    for width in (1280, 390):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        page = visitor.open(PAGES[name])
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if scheme == "light":
            picture(page, f"{name}-{width}")
        assert violations(page) == [], f"{name} at {width}"
        assert overflow(page) == 0, f"{name} at {width}"
    visitor.page.set_viewport_size({"width": 320, "height": 900})
    assert overflow(visitor.open(PAGES[name])) == 0


def test_a_page_that_is_not_there(visitors: Any) -> None:
    page = visitors().page
    for path in ("/nothing-here", "/studies/NCT98765432"):
        page.goto(visitors().live.url + path)
        assert violations(page) == []


def test_no_script_error_and_nothing_refused(visitors: Any) -> None:
    visitor = visitors()
    said: list[str] = []
    visitor.page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    visitor.page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES.values():
        visitor.open(path)
    assert said == []
