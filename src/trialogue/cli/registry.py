"""``trialogue registry``: records from files and from the registry's API."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from trialogue.cli.context import print_json, services
from trialogue.cli.lint import lint
from trialogue.cli.progress import Progress
from trialogue.errors import UsageError

if TYPE_CHECKING:
    from trialogue.actions.ingest_report import IngestReport
    from trialogue.model.ids import NctId

app = App(name="registry", help="Load records from files, pull them from the registry.")
app.command(lint)

_SHOWN = 20


@app.command
def load(*paths: Path, json: bool = False) -> int:
    """Load records from files and folders. Doing it again changes nothing.

    One study, a page of the API, one study a line, each also in gzip or zstd; the registry's zip of JSON
    files; legacy XML, single or in zip or tar.gz; folders of all that. What cannot be read is named,
    kept in quarantine, and stops nothing.

    Parameters
    ----------
    paths
        Files and folders; - for standard input.
    json
        Print one JSON document instead of words.
    """
    if not paths:
        raise UsageError("say what to load: `trialogue registry load PATH…`")
    from trialogue.actions.ingest import load_paths

    with services() as opened, Progress("loading records") as progress:
        report = load_paths(opened, paths, progress)
    return _tell(report, json=json)


@app.command
def pull(
    *,
    cond: str = "",
    ids: Annotated[list[str] | None, Parameter(consume_multiple=True, negative=())] = None,
    all: bool = False,  # noqa: A002
    since_last: bool = False,
    json: bool = False,
) -> int:
    """Pull studies from the registry's API. A pull that was cut goes on where it stopped.

    Parameters
    ----------
    cond
        The studies of a condition.
    ids
        These studies: NCT ids, separated by spaces or commas.
    all
        The whole registry (some 600,000 studies: ten minutes and more).
    since_last
        Only what was posted since the last pull of the same; of everything, where nothing else is said.
    json
        Print one JSON document instead of words.
    """
    from trialogue.actions.pull import Wanted
    from trialogue.actions.pull import pull as run

    _check_one_way(bool(cond) + bool(ids) + all, since_last=since_last)
    wanted = Wanted(cond=cond.strip(), ids=_ids(ids or []), since_last=since_last)
    with services() as opened, Progress("pulling from the registry") as progress:
        report = run(opened, wanted, progress)
    return _tell(report, json=json)


def _check_one_way(ways: int, *, since_last: bool) -> None:
    if ways > 1:
        raise UsageError("give one of --cond, --ids and --all")
    if not (ways or since_last):
        raise UsageError("say what to pull: --cond, --ids, --all or --since-last")


def _ids(given: list[str]) -> tuple[NctId, ...]:
    from trialogue.model.ids import parse_nct_id

    try:
        return tuple(parse_nct_id(one) for text in given for one in text.replace(",", " ").split())
    except ValueError as error:
        raise UsageError(str(error)) from None


def _tell(report: IngestReport, *, json: bool) -> int:
    """The end of a load in words or as one document; the exit code: 4 where nothing could be read."""
    for fault in report.rejected[:_SHOWN]:
        place = ", ".join(part for part in (fault.source, fault.position) if part)
        sys.stderr.write(f"quarantined: {place}: {_about(fault.nct_id, fault.path)}{fault.reason}\n")
    if report.quarantined > _SHOWN:
        sys.stderr.write(f"and {report.quarantined - _SHOWN} more; all are kept in quarantine\n")
    for skipped in report.skipped[:_SHOWN]:
        place = ", ".join(part for part in (skipped.source, skipped.position) if part)
        sys.stderr.write(f"skipped: {place}: {skipped.reason}\n")
    if len(report.skipped) > _SHOWN:
        sys.stderr.write(f"and {len(report.skipped) - _SHOWN} more things that are no records\n")
    if json:
        print_json(report.as_json())
    else:
        sys.stdout.write(
            f"{report.read} records read in {report.seconds:.1f} s: {report.loaded} loaded, "
            f"{report.unchanged} unchanged, {report.older} older, {report.quarantined} quarantined.\n"
        )
    return 4 if report.quarantined and report.quarantined == report.read else 0


def _about(nct_id: str | None, path: str) -> str:
    return "".join(f"{part}: " for part in (nct_id, path) if part)
