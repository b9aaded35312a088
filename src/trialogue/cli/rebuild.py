"""``trialogue rebuild``: derive everything again from the raw records."""

from __future__ import annotations

import sys

from cyclopts import App

from trialogue.cli.context import print_json, services
from trialogue.cli.progress import Progress

app = App(name="rebuild", help="Derive everything again from the raw records.")


@app.default
def rebuild(*, json: bool = False) -> None:
    """Make current records, histories, the search index and statistics anew from the raw records.

    Searches go on meanwhile. Running it twice gives the same result, and the same digest.

    Parameters
    ----------
    json
        Print one JSON document instead of words.
    """
    from trialogue.actions.rebuild import rebuild as run

    with services() as opened, Progress("reading stored records") as progress:
        report = run(opened, progress)
    if json:
        print_json(report.as_json())
        return
    sys.stdout.write(
        f"{report.studies} studies from {report.versions} versions in {report.seconds:.1f} s; "
        f"{report.corrected} corrected, {report.mended} out of quarantine, "
        f"{report.unreadable} no longer readable.\n"
    )
