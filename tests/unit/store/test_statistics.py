"""Counts kept in the store, on both engines."""

from __future__ import annotations

from datetime import date

from trialogue.insight.counted_sets import By
from trialogue.insight.similar import Candidate
from trialogue.insight.statistics import Statistic
from trialogue.insight.tallies import Tally
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.store.database import Database
from trialogue.store.statistics import counted_on, open_studies, replace_statistics, tallies

DAY = date(2026, 11, 1)


def candidate(number: int, *conditions: str) -> Candidate:
    return Candidate(
        nct_id=NctId(f"NCT990009{number:02}"),
        title=f"Study {number}",
        status=RecruitmentStatus.RECRUITING,
        conditions=conditions,
        treatments=("name:examplin",),
        points=((1.5, 2.5),),
        updated=f"2026-0{number}-01",
    )


def test_what_is_written_comes_back_and_is_replaced_whole(database: Database) -> None:
    first = Statistic(by=By.SPONSOR, key="examplo", tally=Tally(studies=3, by_status={"COMPLETED": 3}))
    with database.write() as conn:
        assert counted_on(conn) is None
        replace_statistics(conn, [first], [candidate(1, "a", "b"), candidate(2, "b")], DAY, 3)
    with database.read() as conn:
        assert tallies(conn, [(By.SPONSOR, "examplo"), (By.SPONSOR, "nobody")]) == {
            (By.SPONSOR, "examplo"): first.tally
        }
        assert counted_on(conn) == (DAY, 3)
        assert [c.nct_id for c in open_studies(conn, ["a", "b"])] == ["NCT99000902", "NCT99000901"]
        assert open_studies(conn, ["b"])[0] == candidate(2, "b")
        assert open_studies(conn, []) == ()
        assert tallies(conn, []) == {}
    with database.write() as conn:
        replace_statistics(conn, [], [], DAY, 0)
    with database.read() as conn:
        assert tallies(conn, [(By.SPONSOR, "examplo")]) == {}
        assert open_studies(conn, ["a"]) == ()
