"""``trialogue config``: every setting and where it comes from."""

from __future__ import annotations

from dataclasses import fields

from cyclopts import App

from trialogue.cli.context import print_json, settings_and_origins
from trialogue.config import Settings

app = App(name="config", help="Show every setting and where it comes from.")

_SECRET = {"smtp_url", "database_url"}


@app.command
def show(*, json: bool = False) -> None:
    """Show each setting, its value and its source. Passwords inside addresses are left out.

    Parameters
    ----------
    json
        One JSON document.
    """
    settings, origins = settings_and_origins()
    rows = [
        {
            "name": field.name,
            "value": _shown(field.name, getattr(settings, field.name)),
            "from": origins.by_name[field.name],
        }
        for field in fields(Settings)
    ]
    if json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['name']:<25} {row['value']!s:<44} {row['from']}")


def _shown(name: str, value: object) -> object:
    text = str(value)
    if name in _SECRET and "@" in text:
        scheme, _, rest = text.partition("://")
        return f"{scheme}://…@{rest.rpartition('@')[2]}"
    return value
