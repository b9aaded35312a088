"""What somebody chose while their sign-in was no longer fresh: kept, shown, sent or dropped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from tests.browser.conftest import Live, Visitor
from tests.browser.looking import overflow, picture, violations

from trialogue.store.person_tables import session


def grow_old(live: Live) -> None:
    """Let an hour pass for the newest sign-in."""
    assert live.database is not None
    with live.database.write() as conn:
        mark, created = conn.execute(
            select(session.c.mark, session.c.created_at).order_by(session.c.created_at.desc())
        ).first() or ("", None)
        assert created is not None
        conn.execute(
            update(session).where(session.c.mark == mark).values(created_at=created - timedelta(hours=1))
        )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_what_was_chosen_waits_for_a_fresh_sign_in(
    live: Live, visitors: Any, width: int, scheme: str
) -> None:
    visitor: Visitor = visitors(width=width, color_scheme=scheme)
    address = f"late-{width}-{scheme}@home.example"
    visitor.open("/sign-in")
    visitor.sign_in(address)
    page = visitor.open("/me/erase")
    grow_old(live)
    page.locator("main input[type=checkbox]").first.check()
    page.locator("main form button[type=submit]").first.click()
    assert "/sign-in/again" in page.url
    assert violations(page) == []
    seen = len(live.postman.mails)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(live.postman.link(address, r"https?://\S+/sign-in/[\w-]+", seen))
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("heading", name="This is not sent yet").wait_for()
    assert "erase everything" in page.inner_text("main")
    assert violations(page) == []
    assert overflow(page) <= 0
    if scheme == "light":
        picture(page, f"unsent-{width}")
    page.get_by_role("button", name="No, forget it").click()
    assert "not sent yet" not in visitor.open("/me").inner_text("main")
