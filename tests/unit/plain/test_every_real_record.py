"""Every pure function over every real record: nothing raw, nothing empty, nothing that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trialogue.insight.contradictions import contradictions
from trialogue.insight.digest import digest
from trialogue.insight.evidence import evidence
from trialogue.insight.recruiting import really_recruiting
from trialogue.insight.room_left import room_left
from trialogue.insight.similar import candidate
from trialogue.model.study import Study
from trialogue.plain.answers import answers
from trialogue.plain.basis import Basis, read
from trialogue.plain.design import design_words
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.pictures.groups import groups_picture
from trialogue.plain.pictures.lists import highlights_picture
from trialogue.plain.pictures.when import timeline_picture
from trialogue.plain.sentence import Sentence
from trialogue.plain.summary import in_short
from trialogue.plain.title import plain_title
from trialogue.plain.to_ask import to_ask
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

TODAY = date(2026, 11, 1)
# Codes with an underscore that stand in no English text; words that a value left empty leaves behind.
_RAW = re.compile(
    r"\b(?:NOT_YET_RECRUITING|ACTIVE_NOT_RECRUITING|SINGLE_GROUP|NON_RANDOMIZED|PLACEBO_COMPARATOR|"
    r"OUTCOMES_ASSESSOR|CARE_PROVIDER|EARLY_PHASE1|EXPANDED_ACCESS|OTHER_GOV|PRINCIPAL_INVESTIGATOR)\b"
    r"|\bNone\b(?! of| are| is|\.| \(|,| or)|\bnan\b|<[a-z]+ object|  "
)
_STEP = 16  # a part of the records keeps this test short; the bench looks at all of them


@pytest.fixture(scope="module")
def bases(shared_data: Path) -> list[Basis]:
    """Some of the real records of each form, read once."""
    return [read(study) for study in _studies(shared_data)]


def _studies(folder: Path) -> Iterator[Study]:
    names = ("v2_native.jsonl.gz", "legacy_xml.tar.gz", "v2_converted_msc_2022.jsonl.gz")
    found = read_records([folder / "registry" / name for name in names])
    for place, record in enumerate(found):
        if place % _STEP == 0 and isinstance(record, RawRecord):
            yield decode_study(record.content, record.form)


def said(study: Study, basis: Basis) -> Iterator[Sentence]:
    yield plain_title(study)
    short = in_short(study, basis.plans, basis.timeline, basis.burden)
    yield from (*short.tested, *short.who, *short.asks, *short.risks)
    design = design_words(study)
    yield from (*design.sentences, *design.can_show, *design.cannot_show)
    for table in dose_tables(study, basis.plans):
        yield from (sentence for _, sentence in table.rows)
    for answer in answers(basis):
        yield from answer.sentences


def test_every_sentence_is_clean_and_sourced(bases: list[Basis]) -> None:
    for basis in bases:
        study = basis.study
        for sentence in said(study, basis):
            raw = _RAW.search(sentence.words)
            own = raw is not None and raw[0] in f"{study.brief_summary}{study.detailed_description}"
            assert raw is None or own or raw[0] in _texts(study), (study.nct_id, sentence.words)
            assert sentence.sources
    assert len(bases) > 600


def _texts(study: Study) -> str:
    parts = [study.brief_title, study.official_title or "", study.why_stopped or ""]
    parts += [f"{a.label} {a.description}" for a in study.arms]
    parts += [f"{i.name} {i.description}" for i in study.interventions]
    parts += [f"{o.measure} {o.time_frame}" for o in (*study.primary_outcomes, *study.secondary_outcomes)]
    return " ".join(parts)


def test_everything_else_holds_on_every_kind(bases: list[Basis]) -> None:
    for basis in bases:
        study = basis.study
        asking = to_ask(basis, answers(basis))
        assert asking.doctor
        for picture in (
            groups_picture(study),
            timeline_picture(basis.timeline),
            highlights_picture(basis.highlights),
        ):
            assert picture is None or ("<svg" in picture.svg and all(t.strip() for t in picture.twin))
        room = room_left(study, TODAY)
        assert (room.low is None) == (room.high is None)
        assert room.low is None or room.high is None or 0 <= room.low <= room.high
        for found in contradictions(study, TODAY):
            assert all(s.quote and s.quote.strip() for s in found.sources), (study.nct_id, found.rule)
        really_recruiting(study, TODAY)
        digest(study)
        candidate(study)
        card = evidence(study)
        if card is not None:
            for row in card.safety:
                assert row.serious is None or row.serious.low <= row.serious.value <= row.serious.high


def test_the_reference_study_is_right_on_every_point(shared_data: Path) -> None:
    path = shared_data / "registry" / "reference" / "NCT03268603.2022-10-10.CONVERTED_v2.json"
    (record,) = read_records([path])
    assert isinstance(record, RawRecord)
    study = decode_study(record.content, record.form)
    basis = read(study)
    assert plain_title(study).words == "Stem cell therapy for ALS"
    (plan,) = basis.plans
    assert [r.value for r in plan.routes] == ["intrathecal"]
    assert [f.value.amount.words for f in plan.levels] == ["5×10⁷ cells", "1×10⁷ cells", "1×10⁸ cells"]
    assert plan.first_dose is not None
    assert plan.first_dose.value.amount.words == "5×10⁷ cells"
    assert plan.number is not None
    assert plan.number.value.words == "4 injections"
    assert plan.interval is not None
    assert plan.interval.value.words == "every 3 months"
    assert not any(change.value.given for change in plan.changes)
    step = basis.timeline.steps[0]
    assert [d.number for d in step.doses] == [0, 3, 6, 9]
    assert "no placebo group" in {h.id for h in basis.highlights}


@pytest.mark.parametrize("version", ["2018-05-29", "2020-07-28"])
def test_older_versions_of_the_reference_study_keep_their_own_doses(shared_data: Path, version: str) -> None:
    (record,) = read_records([shared_data / "registry" / "reference" / f"NCT03268603.{version}.xml"])
    assert isinstance(record, RawRecord)
    basis = read(decode_study(record.content, record.form))
    (plan,) = basis.plans
    assert plan.first_dose is not None
    assert plan.first_dose.value.amount.words == "1×10⁸ cells"
