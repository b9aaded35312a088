"""``trialogue audit``: the trail of who did what."""

from __future__ import annotations

from cyclopts import App

from trialogue.cli.context import print_json, services

app = App(name="audit", help="The trail of who did what.")


@app.command
def verify(*, json: bool = False) -> int:
    """Walk the whole trail and check that no row was changed, removed or added from outside.

    Exit code 0 when all fits, 4 when it does not.

    Parameters
    ----------
    json
        One JSON document.
    """
    from trialogue.store.audit import verify as verify_trail

    with services() as opened, opened.database.read() as conn:
        trail = verify_trail(conn, opened.office.ring)
    if json:
        print_json({"rows": trail.rows, "broken_at": trail.broken_at, "reason": trail.reason})
    elif trail.broken_at is None:
        print(f"{trail.rows} rows, all fit.")
    else:
        print(f"{trail.rows} rows fit. Row {trail.broken_at} does not: {trail.reason}.")
    return 0 if trail.broken_at is None else 4
