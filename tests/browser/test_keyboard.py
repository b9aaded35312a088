"""The way through the site with the keyboard alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

MOST_TABS = 60


def focused(page: Page) -> str:
    """The words of what has the focus."""
    words: str = page.evaluate(
        "() => (document.activeElement.innerText || document.activeElement.name || '').trim()"
    )
    return words


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    raise AssertionError(f"{words!r} cannot be reached with the keyboard")


def test_the_first_tab_skips_to_the_content(visitors: Any) -> None:
    page = visitors().open("/studies/NCT99000001")
    page.keyboard.press("Tab")
    assert "Skip" in focused(page)
    page.keyboard.press("Enter")
    assert page.url.endswith("#main") or "main" in page.url


def test_search_open_and_answer(visitors: Any) -> None:
    page = visitors().open("/")
    tab_to(page, "cond")
    page.keyboard.type("als")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("als")
    page.goto(page.url.split("/search")[0] + "/studies/NCT99000001/check")
    tab_to(page, "I don’t know")
    before = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)


def test_what_has_the_focus_can_be_seen(visitors: Any) -> None:
    page = visitors().open("/")
    for _ in range(8):
        page.keyboard.press("Tab")
        outlined: bool = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
                 return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"""
        )
        assert outlined, focused(page)
