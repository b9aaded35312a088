"""What is looked for on every page: axe's findings, overflow, pictures for the documents."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page
from tests.browser.conftest import AXE, ROOT

_RUN = """async () => {
  const result = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                                                    'best-practice']});
  const places = v => v.nodes.map(n => n.target.join(' ')).join(', ');
  return result.violations.map(v => v.id + ': ' + v.help + ' ← ' + places(v));
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    )
    return width


def picture(page: Page, name: str) -> None:
    """Save what the window shows, where TRIALOGUE_SCREENSHOTS names a folder of the project."""
    folder = os.environ.get("TRIALOGUE_SCREENSHOTS")
    if folder:
        place = ROOT / Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=place / f"{name}.png", animations="disabled")
