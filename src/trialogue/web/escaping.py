"""How a value stands on a page."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

_SIGNS = re.compile("[&<>\"']")


def written(value: Any) -> str:
    """A value as it stands on a page: escaped, unless it is markup. A plain text stays a plain text.

    Jinja would make an object of each text that a template writes, only to join it with the next.
    """
    kind = type(value)
    if kind is Markup or (kind is str and _SIGNS.search(value) is None):
        return value  # type: ignore[no-any-return]
    return escape(value)
