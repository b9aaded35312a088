"""One study in plain words, section by section, for doors without a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from trialogue.actions.registry_words import registry_words
from trialogue.errors import NotFoundError, UsageError
from trialogue.insight.contradictions import contradictions
from trialogue.insight.identity import conditions
from trialogue.insight.recruiting import chance_sentence, really_recruiting
from trialogue.insight.room_left import room_left
from trialogue.insight.similar import similar
from trialogue.model.ids import parse_nct_id
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.answers import answers
from trialogue.plain.basis import Basis, read
from trialogue.plain.design import design_words
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.sentence import Sentence, from_rule
from trialogue.plain.summary import in_short
from trialogue.plain.timeline import StepKind, dose_words
from trialogue.plain.title import plain_title
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.database import Database
from trialogue.store.statistics import open_studies
from trialogue.store.studies import get_study_record, resolve

Rows = tuple[tuple[str, Sentence], ...]
SECTIONS = (
    "title",
    "short",
    "plan",
    "doses",
    "highlights",
    "design",
    "seen",
    "before",
    "room",
    "sponsor",
    "answers",
    "contradictions",
    "similar",
)


def show_study(database: Database, nct_id: str, today: date) -> dict[str, Rows]:
    """Each section as (what, sentence). Raises UsageError for no number, NotFoundError for no study."""
    try:
        wanted_id = parse_nct_id(nct_id)
    except ValueError as error:
        raise UsageError(str(error)) from None
    with database.read() as conn:
        held = resolve(conn, wanted_id)
        record = get_study_record(conn, held) if held else None
        if record is None:
            raise NotFoundError(
                f"{wanted_id} is not here; `trialogue registry pull --ids {wanted_id}` gets it"
            )
        study = decode_study(record.content, Form(record.form))
        return _sections(conn, study, today)


def _sections(conn: Connection, study: Study, today: date) -> dict[str, Rows]:
    known = registry_words(conn, study)
    room = _room(study, today)
    basis = read(study, known.counted(room[:1]))
    near = similar(study, open_studies(conn, [c.key for c in conditions(study)]))
    return {
        **_own(study, basis, known.seen),
        "before": _plain(known.before.sentences if known.before else ()),
        "room": _plain(room),
        "sponsor": _plain(known.sponsor),
        "answers": tuple((a.question, s) for a in answers(basis) for s in a.sentences),
        "contradictions": tuple(
            (c.rule, Sentence(words=c.words, sources=c.sources)) for c in contradictions(study, today)
        ),
        "similar": tuple(
            (str(s.nct_id), Sentence(words=f"{s.title}: {'; '.join(s.reasons)}.", sources=(_alike(study),)))
            for s in near
        ),
    }


def _own(study: Study, basis: Basis, seen: Sentence | None) -> dict[str, Rows]:
    """Sections that the study's own record makes."""
    short = in_short(study, basis.plans, basis.timeline, basis.burden, seen)
    slots = (
        ("tested", short.tested),
        ("for", short.who),
        ("asks", short.asks),
        ("may go wrong", short.risks),
    )
    design = design_words(study)
    limits = (("", design.sentences), ("can show", design.can_show), ("cannot show", design.cannot_show))
    return {
        "title": (("", plain_title(study)),),
        "short": tuple((key, s) for key, said in slots for s in said),
        "plan": tuple(_plan(basis)),
        "doses": tuple((key, s) for t in dose_tables(study, basis.plans) for key, s in t.rows),
        "highlights": tuple(
            ("", Sentence(words=f"{h.words}. {h.means}", sources=(h.source,))) for h in basis.highlights
        ),
        "design": tuple((key, s) for key, said in limits for s in said),
        "seen": _plain(what_may_go_wrong(study, seen)),
    }


def _plan(basis: Basis) -> list[tuple[str, Sentence]]:
    rows = []
    for step in basis.timeline.steps:
        if step.sources:
            words = step.length.words if step.length else "length not given in the record"
            words += f", doses {dose_words(step.doses)}" if step.doses else ""
            rows.append((str(step.kind), Sentence(words=f"{words}.", sources=step.sources)))
    source = (from_rule(basis.study, "no sentence of the record gives it"),)
    nothing = Sentence(words="Not given in the record.", sources=source)
    rows += [(str(StepKind(kind)), nothing) for kind in basis.timeline.missing]
    return rows


def _room(study: Study, today: date) -> tuple[Sentence, ...]:
    room = room_left(study, today)
    rule = from_rule(study, "recruitment model", "EnrollmentCount", "StartDate", "PrimaryCompletionDate")
    found = [Sentence(words=room.words, sources=(rule,))]
    recruiting = really_recruiting(study, today)
    found += [Sentence(words=s.words, sources=(s.source,)) for s in recruiting.signs] if recruiting else []
    if recruiting and recruiting.chance is not None:
        found.append(chance_sentence(study, recruiting.chance))
    return tuple(found)


def _alike(study: Study) -> Provenance:
    return from_rule(study, "similar by condition, treatment and phase", "Condition", "InterventionName")


def _plain(sentences: Iterable[Sentence]) -> Rows:
    return tuple(("", s) for s in sentences)
