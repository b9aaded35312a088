"""The notes of a page: each source once, numbered in the order in which the page names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from trialogue.model.provenance import Origin, Provenance
from trialogue.plain.sentence import Sentence
from trialogue.plain.words import date_words
from trialogue.web.escaping import written
from trialogue.web.record_text import record_text

_TITLES: Mapping[Origin, str] = {
    Origin.REGISTRY: "From the public record",
    Origin.DERIVED: "Worked out from the public record",
    Origin.PLATFORM: "Counted on this site",
}
_QUOTE_LIMIT = 600
_LONGEST_TIED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """A note as it is shown: a title, rows of (what, value), the record's words, a search to run."""

    title: str
    rows: tuple[tuple[str, str], ...]
    quote: str | None = None
    query: str | None = None


class SourceList:
    """Collects sources while a page is written; a template calls ``add`` through the macros."""

    def __init__(self) -> None:
        self._numbers: dict[Provenance, int] = {}

    def add(self, source: Provenance) -> int:
        """The number of this source on this page."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def cite(self, source: Provenance) -> Markup:
        """The mark of a source: a button that opens its note."""
        return _mark(self.add(source))

    def say(self, sentence: Sentence) -> Markup:
        """A sentence with the marks of its sources."""
        first, *more = [self.cite(source) for source in sentence.sources]
        before, space, last = written(sentence.words).rpartition(" ")
        if len(last) > _LONGEST_TIED:
            before, space, last = f"{before}{space}{last}", "", ""
        # The first mark stays beside the last word: alone on a line of its own it belongs to nothing.
        tied = f'<span class="tied">{last}<span class="source-marks">{first}</span></span>'
        rest = f'<span class="source-marks">{"".join(more)}</span>' if more else ""
        return Markup(f"{before}{space}{tied}{rest}")  # noqa: S704

    def notes(self) -> tuple[SourceNote, ...]:
        """All notes, in the order of their numbers."""
        return tuple(_note(source) for source in self._numbers)


@cache
def _mark(number: int) -> Markup:
    return Markup(
        '<button class="source-mark" type="button" popovertarget="source-%d">'
        '<span class="visually-hidden">Source </span>%d</button>'
    ) % (number, number)


def _note(source: Provenance) -> SourceNote:
    rows: list[tuple[str, str]] = []
    if source.piece:
        rows.append(("Part of the record", source.piece))
    if source.rule:
        rows.append(("How it is made", source.rule))
    if source.record_date:
        rows.append(("Record last updated", date_words(source.record_date)))
    quote = record_text(source.quote)
    if len(quote) > _QUOTE_LIMIT:
        quote = quote[:_QUOTE_LIMIT].rsplit(" ", 1)[0] + " …"
    return SourceNote(title=_TITLES[source.origin], rows=tuple(rows), quote=quote or None, query=source.query)
