"""One study in plain words, section by section, for doors without a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from trialogue.actions.derived import Derived, derive
from trialogue.actions.extracts import extract_of
from trialogue.errors import NotFoundError, UsageError
from trialogue.insight.contradictions import contradictions
from trialogue.insight.similar import similar
from trialogue.model.ids import parse_nct_id
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.answers import answers
from trialogue.plain.basis import Basis
from trialogue.plain.design import design_words
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.extract import Extract
from trialogue.plain.passages import readable
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.sentence import Sentence, from_piece, from_rule
from trialogue.plain.summary import in_short
from trialogue.plain.timeline import StepKind, dose_words
from trialogue.plain.title import plain_title
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store import desks
from trialogue.store.database import Database
from trialogue.store.studies import get_study_record, resolve

Rows = tuple[tuple[str, Sentence], ...]
_BESIDE = "the record adds"
SECTIONS = (
    "title",
    "short",
    "criteria",
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
    extract = extract_of(conn, study)
    derived = derive(conn, study, extract, today, desks.capacities(conn, study.nct_id))
    seen = derived.basis.counted.seen
    leaders = tuple((name, s) for name, said in derived.leaders for s in said)
    return {
        **_own(study, derived.basis, seen[0] if seen else None),
        "criteria": tuple(_criteria(study, extract)),
        "before": _plain(derived.precedents.sentences if derived.precedents else ()),
        "room": _plain(_room(derived)),
        "sponsor": (*_plain(derived.sponsor), *leaders),
        "answers": tuple((a.question, s) for a in answers(derived.basis) for s in a.sentences),
        "contradictions": tuple(
            (c.rule, Sentence(words=c.words, sources=c.sources)) for c in contradictions(study, today)
        ),
        "similar": tuple(
            (str(s.nct_id), Sentence(words=f"{s.title}: {'; '.join(s.reasons)}.", sources=(_alike(study),)))
            for s in similar(study, derived.candidates)
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


def _criteria(study: Study, extract: Extract) -> Iterable[tuple[str, Sentence]]:
    """Each criterion's statement; what bars nobody (an exception, a note) in the record's words."""
    for one in extract.criteria:
        own = readable(one.text)
        label, words = (_BESIDE, own) if one.statement is None else (str(one.kind), one.statement.whole)
        if words.strip():
            yield label, Sentence(words=words, sources=(from_piece(study, "EligibilityCriteria", own),))


def _room(derived: Derived) -> Iterable[Sentence]:
    yield derived.room_said
    yield from derived.basis.counted.recruiting
    for sign in derived.recruiting.signs if derived.recruiting else ():
        yield Sentence(words=sign.words, sources=(sign.source,))


def _alike(study: Study) -> Provenance:
    return from_rule(study, "similar by condition, treatment and phase", "Condition", "InterventionName")


def _plain(sentences: Iterable[Sentence]) -> Rows:
    return tuple(("", s) for s in sentences)
