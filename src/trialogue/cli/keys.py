"""``trialogue keys``: the keys that encrypt answers and messages."""

from __future__ import annotations

from cyclopts import App

from trialogue.cli.context import print_json, services

app = App(name="keys", help="The keys that encrypt answers and messages.")


@app.command
def rotate(*, json: bool = False) -> None:
    """Put a new master key in use, wrap every data key with it, and forget the old one.

    Can be stopped and run again. Keep a copy of the key file apart from backups of the database.

    Parameters
    ----------
    json
        One JSON document.
    """
    from trialogue.actions.rotate import rotate_keys

    with services() as opened:
        done = rotate_keys(opened.office)
        path = str(opened.office.keys.path)
    if json:
        print_json({"keys": done.keys, "current": done.current, "file": path})
    else:
        print(f"{done.keys} keys wrapped anew. The key in use is {done.current}, in {path}.")
