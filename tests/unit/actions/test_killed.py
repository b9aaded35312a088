"""``kill -9`` of workers at random moments: every mail arrives, and a mailbox shows it once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from tests.fixtures.post_office import PostOffice
from tests.fixtures.town import Town

from trialogue.store.application_tables import application, outbox

REQUESTS = 24
ROOT = Path(__file__).parents[3]


def _worker(town: Town, post_office: PostOffice) -> subprocess.Popen[bytes]:
    settings = town.office.settings
    url = town.office.database.engine.url.render_as_string(hide_password=False)
    arguments = [settings.data, url.replace("+psycopg", ""), str(post_office.port)]
    command = [sys.executable, "-m", "tests.fixtures.worker_process", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""})


def _waiting(town: Town) -> int:
    with town.office.database.read() as conn:
        return int(conn.scalar(select(func.count()).where(outbox.c.sent_at.is_(None))) or 0)


def _let_leases_run_out(town: Town) -> None:
    """As if five minutes had passed."""
    with town.office.database.write() as conn:
        past = datetime.now(UTC) - timedelta(seconds=1)
        conn.execute(update(outbox).where(outbox.c.leased_until.is_not(None)).values(leased_until=past))


def test_killed_workers_lose_and_double_nothing(town: Town) -> None:
    post_office, dice = PostOffice(), random.Random(7)
    post_office.open()
    town.clock.now = datetime.now(UTC) - timedelta(minutes=1)
    try:
        for number in range(REQUESTS):
            town.applied(town.person(f"a{number}@home.example"))
        total = _waiting(town)
        deadline = time.monotonic() + 120
        while _waiting(town) and time.monotonic() < deadline:
            worker = _worker(town, post_office)
            limit = time.monotonic() + 20
            before = _waiting(town)
            while _waiting(town) == before and time.monotonic() < limit:
                time.sleep(0.02)
            time.sleep(dice.random() * 0.1)
            worker.kill()
            worker.wait()
            _let_leases_run_out(town)
    finally:
        post_office.close()
    with town.office.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(application)) == REQUESTS
    assert _waiting(town) == 0
    assert len(post_office.ids()) == total
