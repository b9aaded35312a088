"""A mark in every form that only this browser's own pages know, so that no other site can send it."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from trialogue.errors import ForbiddenError
from trialogue.store.sealing import key_from_token

FIELD = "csrf"


def csrf_mark(token: str) -> str:
    """The mark of a browser. It cannot be turned back into the token."""
    return key_from_token(token, "csrf").hex()


def check_csrf(request: Request, token: str, given: str) -> None:
    """Raises ForbiddenError where the form does not come from this browser's own page."""
    # Browsers say by themselves when another site sends; "none" is a person typing or a bookmark.
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"} or not hmac.compare_digest(
        csrf_mark(token).encode(), given.encode()
    ):
        raise ForbiddenError(
            "This form is too old, or your browser keeps no cookies. Open the page again, then send it."
        )
