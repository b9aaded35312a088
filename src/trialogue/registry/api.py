"""What is asked of the registry's API v2, and what a page of its answer holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from trialogue.model.ids import NctId
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord
from trialogue.registry.wire import Wire

PAGE_SIZE = 1000
"""The most that the API gives on one page."""
IDS_AT_ONCE = 200
"""More ids than this would make the address too long for some servers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuery:
    """Which studies: of a condition, with these ids, or all; posted or updated since a day.

    Raises ValueError where both a condition and ids are given.
    """

    cond: str = ""
    ids: tuple[NctId, ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        if self.cond and self.ids:
            raise ValueError("give a condition or ids, not both")

    def parts(self) -> Iterator[dict[str, str]]:
        """The parameters of each request series that together give the studies."""
        shared = {"format": "json", "pageSize": str(PAGE_SIZE), "countTotal": "true"}
        if self.since is not None:
            shared["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{self.since.isoformat()},MAX]"
        if self.cond:
            shared["query.cond"] = self.cond
        if not self.ids:
            yield shared
        for start in range(0, len(self.ids), IDS_AT_ONCE):
            yield shared | {"filter.ids": ",".join(self.ids[start : start + IDS_AT_ONCE])}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiesPage:
    """A page as it came. ``next_token`` asks for the next one (None: this is the last).

    ``newest``: the latest day on which a study of it was posted, ISO or empty; ``total``: how many
    studies there are in all, where the registry says so.
    """

    records: tuple[RawRecord, ...]
    next_token: str | None = None
    newest: str = ""
    total: int | None = None


class _Posted(Wire):
    date: str = ""


class _Status(Wire):
    last_update_post_date_struct: _Posted | None = None


class _Protocol(Wire):
    status_module: _Status | None = None


class _Dated(Wire):
    protocol_section: _Protocol | None = None


class _Answer(Wire):
    studies: list[msgspec.Raw]
    next_page_token: str | None = None
    total_count: int | None = None


_ANSWER = msgspec.json.Decoder(_Answer)
_DATED = msgspec.json.Decoder(_Dated)


def read_page(body: bytes, source: str) -> StudiesPage:
    """The studies of an answer. Raises ValueError where it is not a whole page."""
    try:
        answer = _ANSWER.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    contents = [bytes(study) for study in answer.studies]
    return StudiesPage(
        records=tuple(
            [
                RawRecord(source=source, position=f"study {number}", content=content, form=Form.V2_JSON)
                for number, content in enumerate(contents, start=1)
            ]
        ),
        next_token=answer.next_page_token or None,
        newest=max((_posted(content) for content in contents), default=""),
        total=answer.total_count,
    )


def _posted(content: bytes) -> str:
    try:
        protocol = _DATED.decode(content).protocol_section
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""  # The decoder will say what is wrong with it.
    status = protocol.status_module if protocol else None
    struct = status.last_update_post_date_struct if status else None
    return struct.date if struct else ""
