"""``trialogue restore PATH``: bring a backup back."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from trialogue.cli.context import print_json, services

app = App(name="restore", help="Bring a backup back into an empty instance.")


@app.default
def restore(path: Path, *, keys: Path | None = None, json: bool = False) -> None:
    """Bring a backup back into an empty store of the same engine, then run `trialogue rebuild`.

    Parameters
    ----------
    path
        The file that `trialogue backup` wrote.
    keys
        The copy of the key file, where the instance here has none yet.
    json
        One JSON document.
    """
    from trialogue.actions.backup import restore as bring_back

    with services() as opened:
        done = bring_back(opened.office, path, keys)
    if json:
        print_json({"path": str(done.path), "rows": done.rows})
    else:
        print(f"{sum(done.rows.values()):,} rows are back. Now run: trialogue rebuild")
