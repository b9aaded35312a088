"""Counts follow the records by themselves, and say of which day they are."""

from __future__ import annotations

from typing import Any

from tests.fixtures.records import put_record, record
from tests.fixtures.town import Town

from trialogue.actions.rounds import run_rounds
from trialogue.actions.show_study import show_study
from trialogue.actions.statistics import counter_version, recount_behind
from trialogue.store.statistics import counted_on, is_counted, note_counted
from trialogue.store.studies import generation


def _load(town: Town, **changes: Any) -> None:
    put_record(town.office.database, record(**changes), town.clock())


def test_the_rounds_count_what_was_loaded_and_only_once(town: Town) -> None:
    _load(town, nct_id="NCT99900002")
    run_rounds(town.office)
    with town.office.database.read() as conn:
        assert is_counted(conn, counter_version())
        assert counted_on(conn) == (town.clock().date(), 2)
    assert not recount_behind(town.office)
    _load(town, nct_id="NCT99900003")
    assert recount_behind(town.office)
    with town.office.database.read() as conn:
        assert counted_on(conn) == (town.clock().date(), 3)


def test_another_program_counts_anew(town: Town) -> None:
    run_rounds(town.office)
    assert not recount_behind(town.office)
    with town.office.database.write() as conn:
        note_counted(conn, generation(conn), "an older program")
    assert recount_behind(town.office)
    assert not recount_behind(town.office)


def test_a_count_says_its_day_and_how_many_studies_it_took_in(town: Town) -> None:
    document = record(nct_id="NCT99900002")
    lead = {"leadSponsor": {"name": "Examplo Inc.", "class": "INDUSTRY"}}
    document["protocolSection"]["sponsorCollaboratorsModule"] = lead
    put_record(town.office.database, document, town.clock())
    run_rounds(town.office)
    shown = show_study(town.office.database, "NCT99900002", town.clock().date())
    sources = [source for _, said in shown["sponsor"] for source in said.sources]
    assert sources
    assert all("; counted on " in (s.rule or "") and "over 2 studies" in (s.rule or "") for s in sources)
    assert all((s.query or "").startswith("/search?same=sponsor") for s in sources)
