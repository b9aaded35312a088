"""A short summary by a language model: asked for, checked against the record, kept or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trialogue.errors import NotFoundError, UsageError
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.plain.written import Refusal, Written, refusals
from trialogue.plain.written_request import INSTRUCTION, PROMPT, material
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.database import Database
from trialogue.store.records import StudyRecord
from trialogue.store.studies import get_study_record, resolve
from trialogue.store.written import count_refused, put_written, remove_written


class Writer(Protocol):
    """Something that writes a text from an instruction and a material."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def ask(self, instruction: str, material: str) -> str:
        """The text. Raises LanguageModelError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Summarised:
    """What came of it: the text that is kept now, or why the text was refused (then nothing changed)."""

    nct_id: NctId
    model: str
    written: Written | None = None
    refused: tuple[Refusal, ...] = ()


def summarise(database: Database, writer: Writer, nct_id: str, clock: Callable[[], datetime]) -> Summarised:
    """Ask once, check sentence by sentence, keep the text or count the refusal.

    Sent is the public record alone. No transaction is open while the model writes: where the record
    changes meanwhile, the text stays with the version that it was written from, and is not shown.
    Raises UsageError, NotFoundError, LanguageModelError.
    """
    held, record = _record(database, nct_id)
    given = material(decode_study(record.content, Form(record.form)))
    text = writer.ask(INSTRUCTION, given)
    refused = refusals(text, given)
    if refused:
        with database.write() as conn:
            count_refused(conn, writer.name)
        return Summarised(nct_id=held, model=writer.name, refused=refused)
    written = Written(
        nct_id=held,
        text=text,
        model=writer.name,
        prompt=PROMPT,
        version_id=record.version_id,
        at=clock(),
    )
    with database.write() as conn:
        put_written(conn, written)
    return Summarised(nct_id=held, model=writer.name, written=written)


def forget_summary(database: Database, nct_id: str) -> bool:
    """Remove the text of a study, for the person who does not like what it says; whether there was one."""
    with database.write() as conn:
        return remove_written(conn, _number(nct_id))


def _record(database: Database, nct_id: str) -> tuple[NctId, StudyRecord]:
    wanted = _number(nct_id)
    with database.read() as conn:
        held = resolve(conn, wanted)
        record = get_study_record(conn, held) if held else None
    if held is None or record is None:
        raise NotFoundError(f"{wanted} is not here; `trialogue registry pull --ids {wanted}` gets it")
    return held, record


def _number(nct_id: str) -> NctId:
    try:
        return parse_nct_id(nct_id)
    except ValueError as error:
        raise UsageError(str(error)) from None
