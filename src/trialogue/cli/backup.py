"""``trialogue backup PATH``: save the whole store in one file."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from trialogue.cli.context import print_json, services

app = App(name="backup", help="Save the instance in one file.")


@app.default
def backup(path: Path, *, keys: Path | None = None, json: bool = False) -> None:
    """Save the store in one new file, while it is in use. The search index is made again by a rebuild.

    Parameters
    ----------
    path
        The file to write.
    keys
        Also copy the key file to this path. Keep it apart: whoever has both can read everything.
    json
        One JSON document.
    """
    from trialogue.actions.backup import back_up

    with services() as opened:
        done = back_up(opened.office, path, keys)
        key_file = opened.office.keys.path
    if json:
        print_json({"path": str(done.path), "size": done.size, "rows": done.rows})
        return
    print(f"{done.path}: {done.size:,} bytes, {sum(done.rows.values()):,} rows.")
    if keys is None:
        print(f"The keys are not in it. Keep a copy of {key_file} in another place.")
