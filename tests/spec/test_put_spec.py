"""What a put does, as a table. Each line is one store: puts from left to right, then what holds.

A put is ``says@last_update/served_on``, with ``x`` before it for the legacy form; ``~`` after the word
spells the same content in other bytes.
"""

from __future__ import annotations

import re

import pytest
from tests.unit.store.made_records import NOW, STUDY, record, words_that_differ

from trialogue.store.database import Database
from trialogue.store.put import put_records
from trialogue.store.records import NewRecord
from trialogue.store.studies import versions

TABLE = """
puts                              | outcomes                    | current | history
a@2020                            | loaded                      | a       | a
a@2020 a@2020                     | loaded unchanged            | a       | a
a@2020 a~@2020                    | loaded unchanged            | a       | a
a@2020 b@2021                     | loaded loaded               | b       | a b
b@2021 a@2020                     | loaded older                | b       | a b
b@2021 a@2020 a@2020              | loaded older older          | b       | a b
a@2020 b@2021 a@2020              | loaded loaded older         | b       | a b
c@2022 a@2020 b@2021              | loaded older older          | c       | a b c
a@2020-03 b@2020-03-01            | loaded loaded               | b       | a b
b@2020-03-01 a@2020-03            | loaded older                | b       | a b
a@ b@2020                         | loaded loaded               | b       | a b
b@2020 a@                         | loaded older                | b       | a b
a@2020/2021 b@2020/2022           | loaded loaded               | b       | a b
b@2020/2022 a@2020/2021           | loaded older                | b       | a b
a@2020/2021 b@2020/2022 a@2020/2023 | loaded loaded loaded      | a       | b a
xa@2020 b@2020                    | loaded loaded               | b       | a b
b@2020 xa@2020                    | loaded older                | b       | a b
b@2020 xa@2021                    | loaded loaded               | a       | b a
xa@2020/2023 b@2020/2022          | loaded older                | a       | b a
"""

PUT = re.compile(r"(x?)(\w)(~?)@([\d-]*)(?:/([\d-]+))?")


def lines() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()[1:]]


def read(put: str) -> NewRecord:
    match = PUT.fullmatch(put)
    assert match is not None, put
    legacy, says, tilde, updated, served = match.groups()
    form = "legacy-xml" if legacy else "v2-json"
    return record(says, updated, form=form, served_on=served or "", spelling=tilde)


@pytest.mark.parametrize(("puts", "outcomes", "current", "history"), lines())
@pytest.mark.parametrize("together", [True, False], ids=["one batch", "one by one"])
def test_puts(
    database: Database, puts: str, outcomes: str, current: str, history: str, together: bool
) -> None:
    records = [read(put) for put in puts.split()]
    found: list[str] = []
    for batch in [records] if together else [[one] for one in records]:
        with database.write() as conn:
            found += [o.value for o in put_records(conn, batch, words_that_differ, NOW).outcomes]
    with database.read() as conn:
        kept = versions(conn, STUDY)
    says = [one.content.decode().rstrip("~")[-1] for one in kept]
    assert found == outcomes.split()
    assert says == history.split()
    assert [word for word, one in zip(says, kept, strict=True) if one.is_current] == [current]
    assert says[-1] == current
