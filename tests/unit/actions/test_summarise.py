"""A text is kept for one version of the record, or refused and counted; a real server answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.fixtures.model_server import raw, running_model, says
from tests.fixtures.records import OPEN_STUDY, put_record, record

from trialogue.actions.summarise import Summarised, forget_summary, summarise
from trialogue.errors import LanguageModelError, NotFoundError, UsageError
from trialogue.language_model.client import LanguageModel, ModelAddress
from trialogue.model.ids import NctId
from trialogue.store.database import Database
from trialogue.store.written import current_text, times_refused

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GOOD = "This study is about walking. It is for adults with amyotrophic lateral sclerosis, 18 to 80 years old."


def written(database: Database, text: str, nct_id: str = OPEN_STUDY) -> Summarised:
    with running_model(says(text)) as served:
        address = ModelAddress(url=served.url, name="small-1")
        with LanguageModel(address) as model:
            return summarise(database, model, nct_id, lambda: NOW)


def test_a_good_text_is_kept_with_where_it_comes_from(database: Database) -> None:
    put_record(database, record())
    found = written(database, GOOD, "nct99900001")
    with database.read() as conn:
        kept = current_text(conn, OPEN_STUDY)
        assert times_refused(conn, "small-1") == 0
    assert kept is not None
    assert kept == found.written
    assert (kept.text, kept.model, kept.at) == (GOOD, "small-1", NOW)
    assert "small-1" in kept.mark


def test_a_refused_text_is_only_counted_and_the_one_before_stays(database: Database) -> None:
    put_record(database, record())
    written(database, GOOD)
    for times in (1, 2):
        found = written(database, "It takes 61 people.")
        assert found.written is None
        assert found.refused[0].numbers == ("61",)
        with database.read() as conn:
            assert times_refused(conn, "small-1") == times
            kept = current_text(conn, OPEN_STUDY)
            assert kept is not None
            assert kept.text == GOOD


def test_a_newer_text_takes_the_place_of_the_older(database: Database) -> None:
    put_record(database, record())
    written(database, GOOD)
    written(database, "It is about walking.")
    with database.read() as conn:
        kept = current_text(conn, OPEN_STUDY)
    assert kept is not None
    assert kept.text == "It is about walking."


def test_a_new_version_of_the_record_takes_the_text_away(database: Database) -> None:
    put_record(database, record())
    written(database, GOOD)
    put_record(database, record(updated="2026-02-01", status="COMPLETED"))
    with database.read() as conn:
        assert current_text(conn, OPEN_STUDY) is None


def test_a_text_can_be_removed(database: Database) -> None:
    put_record(database, record())
    written(database, GOOD)
    assert forget_summary(database, OPEN_STUDY)
    assert not forget_summary(database, OPEN_STUDY)
    with database.read() as conn:
        assert current_text(conn, OPEN_STUDY) is None


def test_nothing_is_written_where_nothing_came(database: Database) -> None:
    put_record(database, record())
    with running_model(raw(b"<h1>no</h1>", 500)) as served:
        address = ModelAddress(url=served.url, name="small-1")
        with LanguageModel(address) as model, pytest.raises(LanguageModelError):
            summarise(database, model, OPEN_STUDY, lambda: NOW)
        with LanguageModel(address) as model, pytest.raises(NotFoundError):
            summarise(database, model, NctId("NCT99999999"), lambda: NOW)
        with LanguageModel(address) as model, pytest.raises(UsageError):
            summarise(database, model, "walking", lambda: NOW)
        assert len(served.asked) == 1
    with database.read() as conn:
        assert current_text(conn, OPEN_STUDY) is None
        assert times_refused(conn, "small-1") == 0
