"""A process that loads a file and says so after each batch, to be killed in the middle.

``python -m tests.unit.actions.load_child URL FOLDER FILE PROCESSES``
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.unit.actions.made_studies import instance

from trialogue.actions.ingest import load_paths
from trialogue.errors import TrialogueError
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.store.database import open_database


def say(done: int, total: int | None = None) -> None:
    print(done, flush=True)


def main() -> int:
    url, folder, path, processes = sys.argv[1:]
    database = open_database(url)
    here = instance(database, Path(folder), TantivyIndex(Path(folder) / "index"))
    try:
        report = load_paths(here, [Path(path)], say, processes=int(processes))
    except TrialogueError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(report.as_json(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
