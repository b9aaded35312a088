"""Whatever the order and the batches in which versions come, the store ends in the same state."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.unit.store.made_records import NOW, record, words_that_differ

from trialogue.model.ids import NctId
from trialogue.store.database import Database, open_database
from trialogue.store.put import put_records
from trialogue.store.records import NewRecord, RawContent, VersionKey
from trialogue.store.studies import events, get_study_record, records_of, versions

NUMBERS = itertools.count(1)
# What a record says decides its last update, because its date is part of what it says.
DATES = {"a": "", "b": "2020", "c": "2020-05", "d": "2020-05-01", "e": "2020-05-01"}


@dataclass(frozen=True)
class Coming:
    """A version of one of two studies, on its way."""

    study: int
    says: str
    form: str
    served_on: str

    def of(self, studies: list[NctId]) -> NewRecord:
        return record(
            self.says,
            DATES[self.says],
            nct_id=studies[self.study],
            form=self.form,
            served_on=self.served_on,
        )


comings = st.builds(
    Coming,
    st.sampled_from([0, 1]),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(["v2-json", "legacy-xml"]),
    st.sampled_from(["", "2021", "2022"]),
)


def two_studies() -> list[NctId]:
    """Two studies that no other example has."""
    return [NctId(f"NCT{next(NUMBERS):08d}") for _ in range(2)]


def state(database: Database, studies: list[NctId]) -> list[object]:
    with database.read() as conn:
        return [
            [(v.content[11:], v.served_on, v.changed, v.is_current) for v in versions(conn, nct_id)]
            for nct_id in studies
        ]


def words(old: RawContent, new: RawContent) -> tuple[str, ...]:
    return tuple(word for word in words_that_differ(old, new) if not word.startswith("NCT"))


@cache
def store() -> Database:
    opened = open_database(f"sqlite:///{Path(tempfile.mkdtemp())}/a.sqlite")
    opened.upgrade()
    return opened


@settings(deadline=None, max_examples=100)
@given(st.lists(comings, max_size=8), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_batches_end_alike(several: list[Coming], random: Random, size: int) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)
    ones, others = two_studies(), two_studies()
    with store().write() as conn:
        put_records(conn, [one.of(ones) for one in several], words, NOW)
    for start in range(0, len(shuffled), size):
        with store().write() as conn:
            put_records(conn, [one.of(others) for one in shuffled[start : start + size]], words, NOW)
    assert state(store(), ones) == state(store(), others)


class Putting(RuleBasedStateMachine):
    """A store beside the simplest model of it: the greatest key seen of each study is current."""

    def __init__(self) -> None:
        super().__init__()
        self.studies = two_studies()
        self.seen: dict[str, dict[bytes, VersionKey]] = {}

    @rule(several=st.lists(comings, min_size=1, max_size=3))
    def put(self, several: list[Coming]) -> None:
        records = [one.of(self.studies) for one in several]
        with store().write() as conn:
            put_records(conn, records, words, NOW)
        for one in records:
            known = self.seen.setdefault(one.nct_id, {})
            known[one.content_hash] = max(one.key, known.get(one.content_hash, one.key))

    @invariant()
    def the_greatest_is_current(self) -> None:
        with store().read() as conn:
            for nct_id, known in self.seen.items():
                found = get_study_record(conn, NctId(nct_id))
                assert found is not None
                assert found.content_hash == max(known.values())[3]
                assert len(versions(conn, NctId(nct_id))) == len(known)

    @invariant()
    def every_study_is_added_once(self) -> None:
        with store().read() as conn:
            assert {one.nct_id for one in records_of(conn, self.studies)} == set(self.seen)
            for nct_id in self.seen:
                assert [event.kind for event in events(conn, NctId(nct_id))].count("added") == 1


Putting.TestCase.settings = settings(deadline=None, max_examples=25, stateful_step_count=12)
TestPutting = Putting.TestCase
