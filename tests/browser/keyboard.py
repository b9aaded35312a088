"""Somebody who uses the keyboard alone: Tab, Shift+Tab, Enter, Space, arrows and letters; never a pointer.

At every stop it is looked at whether the focus can be seen, as the browser has computed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

MOST_TABS = 400
_HAS_FOCUS = "e => e === document.activeElement"

# How things look before anything has the focus, to compare with how they look when they have it.
_LOOK = """() => {
  if (window.__look) return;
  const own = (e, pseudo) => {
    const s = getComputedStyle(e, pseudo);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor].join();
  };
  const near = e => [e, e.closest('label'), ...(e.labels ?? []), e.closest('.search-field'), e.parentElement]
    .filter(Boolean);
  window.__look = e => near(e).flatMap(x => [own(x), own(x, '::before'), own(x, '::after')]).join(';');
  window.__lines = e => near(e).some(x => [undefined, '::before', '::after'].some(pseudo => {
    const s = getComputedStyle(x, pseudo);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  }));
  window.__plain = new WeakMap();
  for (const e of document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]'))
    if (e !== document.activeElement) window.__plain.set(e, window.__look(e));
  window.__stops = new Map();
}"""

# What a person would call what has the focus, whether the focus is drawn, and whether something covers it.
_STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  if (!window.__stops.has(e)) window.__stops.set(e, window.__stops.size);
  const label = e.labels?.length ? [...e.labels].map(l => l.innerText).join(' ') : '';
  const name = (e.getAttribute('aria-label') || label || e.innerText || e.value || e.name || '')
    .replace(/\\s+/g, ' ').trim();
  const r = e.getClientRects()[0];  // of a link over several lines the first
  const x = Math.min(Math.max(r.x + Math.min(r.width / 2, 20), 0), innerWidth - 1);
  const y = Math.min(Math.max(r.y + Math.min(r.height / 2, 20), 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const mine = top && [e, ...(e.labels ?? [])].some(own => own.contains(top) || top.contains(own));
  const inWindow = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
  const last = window.__before;
  window.__before = e;
  return {id: window.__stops.get(e), name, tag: e.tagName.toLowerCase(),
          seen: window.__look(e) !== window.__plain.get(e), lines: window.__lines(e),
          covered: !(mine && inWindow),
          back: !!(last?.isConnected && last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)};
}"""

# Everything that a pointer could use, and a keyboard therefore has to reach.
_USABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
  .filter(e => !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0
    && e.checkVisibility({visibilityProperty: true})
    && !(e.type === 'radio' && e.name && document.querySelector(
      `input[type=radio][name="${CSS.escape(e.name)}"]`) !== e)
    && !(window.__stops?.has(e)))
  .map(e => e.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Stop:
    """What has the focus. ``seen``: it looks otherwise than without; ``lines``: by an outline too, which is
    what is left in forced colours; ``back``: it stands before the stop before it."""

    id: int
    name: str
    tag: str
    seen: bool
    lines: bool
    covered: bool
    back: bool


@dataclass
class Keys:
    """A keyboard at a page. ``unseen``: the stops on the way at which no focus was to be seen."""

    page: Page
    unseen: list[str] = field(default_factory=list)

    def tab(self) -> Stop | None:
        """Press Tab: what has the focus then, or None where that is the page itself."""
        self.page.evaluate(_LOOK)
        self.page.keyboard.press("Tab")
        found: dict[str, Any] | None = self.page.evaluate(_STOP)
        return None if found is None else Stop(**found)

    def walk(self) -> list[Stop]:
        """All stops from the top of the page until Tab leaves it. Fails where it never does: a trap."""
        self.page.reload()
        stops: list[Stop] = []
        for _ in range(MOST_TABS):
            stop = self.tab()
            if stop is None or (stops and stop.id < stops[-1].id):
                return stops
            stops.append(stop)
        raise AssertionError(f"no way out by Tab after {MOST_TABS} stops: {stops[-1].name!r}")

    def unreached(self) -> list[str]:
        """What can be used on the page and was no stop of the last walk."""
        left: list[str] = self.page.evaluate(_USABLE)
        return left

    def to(self, what: str | Locator) -> None:
        """Tab to the next stop whose name matches, or to this element, round the page once."""
        for _ in range(MOST_TABS):
            stop = self.tab()
            if stop is None:
                continue
            if not stop.seen:
                self.unseen.append(f"{self.page.url}: {stop.tag} {stop.name}")
            if re.search(what, stop.name) if isinstance(what, str) else what.evaluate(_HAS_FOCUS):
                return
        raise AssertionError(f"{what!r} cannot be reached with the keyboard at {self.page.url}")

    def press(self, what: str | Locator, key: str = "Enter") -> None:
        """Go to it and use it, on the same page."""
        self.to(what)
        self.page.keyboard.press(key)

    def follow(self, words: str) -> None:
        """Go to what opens a page, and open it."""
        self.to(words)
        self.enter()

    def enter(self) -> None:
        """Press Enter, and wait for the page that this opens."""
        self.page.evaluate("() => { window.__left = true; }")
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("() => !window.__left && document.readyState === 'complete'")

    def write(self, words: str, text: str) -> None:
        """Go to a field and type."""
        self.to(words)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
