"""Studies from the registry's API into the store: whole, or what was posted since the last time.

A pull that was cut goes on where it stopped. Its place is kept under a scope, the pull's query in one
spelling, and is stored with the page's records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trialogue.actions.ingest import Page, Parts, ingest_pages
from trialogue.actions.ingest_report import IngestReport, Progress, silent
from trialogue.model.ids import NctId
from trialogue.registry.api import PullQuery
from trialogue.registry.client import Manners, RegistryClient, RegistryRefusedError
from trialogue.store.pulls import PullState, pull_state, start_pull

_SINCE = ", since last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to pull: a condition's studies, these ids, or (with neither) all.

    ``since_last``: only those posted since the last pull of the same that ended; all, where none did.
    """

    cond: str = ""
    ids: tuple[NctId, ...] = ()
    since_last: bool = False

    @property
    def scope(self) -> str:
        """One spelling for one set of studies."""
        if self.ids:
            joined = ",".join(sorted(set(self.ids)))
            return f"ids:{hashlib.sha256(joined.encode()).hexdigest()[:16]}"
        return f"cond:{' '.join(self.cond.lower().split())[:200]}" if self.cond else "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    scope: str
    query: PullQuery
    state: PullState

    @property
    def token(self) -> str | None:
        """The page to go on with; None: from the beginning."""
        return self.state.next_token if self.state.is_cut else None


def pull(
    services: Parts, wanted: Wanted, progress: Progress = silent, manners: Manners | None = None
) -> IngestReport:
    """Pull, and load page by page.

    Raises RegistryUnreachableError after all that came is in, UsageError for a wrong registry_url,
    StoreUnavailableError.
    """
    plan = _plan(services, wanted)
    with RegistryClient(services.settings.registry_url, manners) as client:
        try:
            return _run(services, client, plan, plan.token, progress)
        except RegistryRefusedError:
            if plan.token is None:
                raise
            # The registry forgets its page tokens after a while: then from the beginning.
            return _run(services, client, plan, None, progress)


def _plan(services: Parts, wanted: Wanted) -> _Plan:
    scope = wanted.scope
    with services.database.read() as conn:
        whole, later = pull_state(conn, scope), pull_state(conn, scope + _SINCE)
    reached = max(whole.high_water, later.high_water)
    if wanted.since_last and reached:
        query = PullQuery(cond=wanted.cond, ids=wanted.ids, since=date.fromisoformat(reached))
        return _Plan(scope=scope + _SINCE, query=query, state=later)
    return _Plan(scope=scope, query=PullQuery(cond=wanted.cond, ids=wanted.ids), state=whole)


def _run(
    services: Parts, client: RegistryClient, plan: _Plan, token: str | None, progress: Progress
) -> IngestReport:
    before = plan.state.read if token else 0
    if token is None:
        with services.database.write() as conn:
            start_pull(conn, plan.scope, services.clock())
    watched = _Watched(progress=progress, before=before)
    return ingest_pages(services, plan.scope, watched.pages(client, plan.query, token), watched)


class _Watched:
    """Progress that knows, once a page has said it, how many studies there are in all."""

    def __init__(self, *, progress: Progress, before: int) -> None:
        self._progress, self._before = progress, before
        self._total: int | None = None

    def pages(self, client: RegistryClient, query: PullQuery, token: str | None) -> Iterator[Page]:
        """The client's pages, as a load takes them."""
        for page in client.pages(query, token):
            if page.total is not None and len(query.ids) == 0:
                self._total = page.total
            yield Page(records=page.records, next_token=page.next_token, newest=page.newest)

    def __call__(self, done: int, total: int | None = None) -> None:
        """Tell how far it has come, earlier runs of the same pull included."""
        self._progress(self._before + done, self._total or total)
