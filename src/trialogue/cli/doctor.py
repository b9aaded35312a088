"""``trialogue doctor``: check that this instance is well."""

from __future__ import annotations

from dataclasses import asdict

from cyclopts import App

from trialogue.cli.context import print_json, services

app = App(name="doctor", help="Check that this instance is well.")


@app.default
def doctor(*, json: bool = False) -> int:
    """Check folder, space, store, index, keys and mail. Exit code 1 where one is not well.

    Parameters
    ----------
    json
        One JSON document.
    """
    from trialogue.actions.examine import examine

    with services() as opened:
        findings = tuple(examine(opened))
    if json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{'well' if finding.well else 'NOT WELL':<9} {finding.name:<7} {finding.seen}")
            if not finding.well:
                print(f"{'':17} → {finding.mend}")
    return 0 if all(finding.well for finding in findings) else 1
