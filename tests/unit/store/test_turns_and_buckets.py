"""Writers take turns in the order in which they came; buckets count for all processes together."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from pathlib import Path

import pytest

from trialogue.errors import StoreUnavailableError
from trialogue.store.buckets import Buckets, Rate
from trialogue.store.database import open_database
from trialogue.store.turns import TooLongError, Turns

RATE = Rate(per_minute=60, burst=3)
NAME, OTHER = b"a" * 16, b"b" * 16


def test_turns_come_in_order(tmp_path: Path) -> None:
    turns, order = Turns(tmp_path / "file", 20), list[int]()

    def write(number: int) -> None:
        with turns.turn():
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    with turns.turn():
        for thread in threads:
            thread.start()
            time.sleep(0.005)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_who_waits_too_long_is_told_and_the_next_still_gets_it(tmp_path: Path) -> None:
    patient, hasty = Turns(tmp_path / "file", 20), Turns(tmp_path / "file", 0.02)
    with patient.turn(), pytest.raises(TooLongError), hasty.turn():
        pass
    with hasty.turn():
        pass


def _hold(path: Path, ready: object) -> None:
    with Turns(path, 20).turn():
        ready.set()  # type: ignore[attr-defined]
        time.sleep(60)


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "file", ready))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(TooLongError), Turns(tmp_path / "file", 0.02).turn():
        pass
    holder.kill()
    holder.join()
    with Turns(tmp_path / "file", 20).turn():
        pass


def test_a_folder_without_room_for_locks_is_no_hindrance(tmp_path: Path) -> None:
    with Turns(tmp_path / "none" / "file", 1).turn():
        pass


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "trialogue.sqlite"
    first, second = open_database(f"sqlite:///{path}"), open_database(f"sqlite:///{path}", busy_seconds=0.05)
    with first.write(), pytest.raises(StoreUnavailableError, match="another process"), second.write():
        pass
    with second.write(light=True):
        pass


def test_a_bucket_lets_through_what_it_holds_then_one_at_a_time() -> None:
    buckets = Buckets(None)
    assert [buckets.take(NAME, RATE, 10.0) for _ in range(4)] == [0, 0, 0, 1.0]
    assert buckets.take(OTHER, RATE, 10.0) == 0
    assert buckets.take(NAME, RATE, 10.5) == pytest.approx(0.5)
    assert buckets.take(NAME, RATE, 11.0) == 0
    assert [buckets.take(NAME, RATE, 1000.0) for _ in range(4)] == [0, 0, 0, 1.0]


def test_a_clock_that_began_anew_does_no_harm() -> None:
    buckets = Buckets(None)
    assert [buckets.take(NAME, RATE, 5000.0) for _ in range(3)] == [0, 0, 0]
    assert buckets.take(NAME, RATE, 1.0) > 0
    assert buckets.take(NAME, RATE, 2.5) == 0


def test_a_flood_of_names_takes_the_place_of_the_idle_only() -> None:
    buckets = Buckets(None, slots=8)
    for second in range(100):
        # A machine's clock is past 0 when a server starts: 0 is the mark of a place never used.
        now = 1000.0 + second
        buckets.take(os.urandom(16), RATE, now)
        wait = buckets.take(NAME, Rate(per_minute=1, burst=1), now)
        assert (wait == 0) == (second in {0, 60})


def test_processes_count_together(tmp_path: Path) -> None:
    here, there = Buckets(tmp_path / "limits.bin"), Buckets(tmp_path / "limits.bin")
    waits = [one.take(NAME, RATE, 5.0) for one in (here, there, here, there)]
    assert waits == [0, 0, 0, 1.0]
    here.close()
    there.close()


def test_where_no_file_can_be_made_the_process_counts_alone(tmp_path: Path) -> None:
    buckets = Buckets(tmp_path / "none" / "limits.bin")
    assert [buckets.take(NAME, RATE, 5.0) for _ in range(4)] == [0, 0, 0, 1.0]
