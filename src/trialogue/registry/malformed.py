"""What is wrong with a record, said once and exactly."""

from __future__ import annotations

import re

from trialogue.errors import BadDataError
from trialogue.model.ids import NctId, parse_nct_id

MAX_RECORD_BYTES = 32 * 2**20
"""No record of the registry comes near this size (mean 17 kB); a larger one is a mistake or an attack."""

_ID_IN_BYTES = re.compile(
    rb"(?:\"(?:nctId|nct_id)\"\s*:\s*\"|<nct_id>\s*)(NCT\d{8})\b", re.IGNORECASE | re.ASCII
)


class MalformedRecordError(BadDataError):
    """A record that cannot be read as a study.

    ``path`` says where (``$.protocolSection…`` or ``/clinical_study/…``), ``reason`` what is wrong,
    ``nct_id`` which study it is about, where that can be found.
    """

    def __init__(self, *, reason: str, path: str = "$", nct_id: NctId | None = None) -> None:
        self.reason = reason
        self.path = path
        self.nct_id = nct_id
        super().__init__(f"{nct_id or 'a record without an NCT id'}: {path}: {reason}")

    def about(self, nct_id: NctId | None) -> MalformedRecordError:
        """The same, with the study that it is about, unless that is known."""
        return MalformedRecordError(reason=self.reason, path=self.path, nct_id=self.nct_id or nct_id)


def find_nct_id(content: bytes) -> NctId | None:
    """The first NCT id that a broken record gives itself, or None."""
    match = _ID_IN_BYTES.search(content, 0, MAX_RECORD_BYTES)
    return parse_nct_id(match[1].decode("ascii")) if match else None


def check_size(content: bytes) -> None:
    """Refuse a record of more than 32 MiB. Raises MalformedRecordError."""
    if len(content) > MAX_RECORD_BYTES:
        raise MalformedRecordError(
            reason=f"it has {len(content) / 1e6:.0f} MB; a record may have {MAX_RECORD_BYTES / 1e6:.0f} MB",
            nct_id=find_nct_id(content),
        )


def check_text(content: bytes) -> None:
    """Refuse bytes that are not UTF-8, wherever they stand. Raises MalformedRecordError."""
    if content.isascii():
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedRecordError(
            reason=f"byte {error.start} is not UTF-8 text", nct_id=find_nct_id(content)
        ) from None
