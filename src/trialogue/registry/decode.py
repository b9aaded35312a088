"""A record's bytes to a Study, whichever form they have."""

from __future__ import annotations

from trialogue.model.dates import PartialDate
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.registry.decode_v2 import decode_v2, peek_v2
from trialogue.registry.form import Form
from trialogue.registry.legacy import decode_legacy, peek_legacy
from trialogue.registry.malformed import MalformedRecordError

__all__ = ["MalformedRecordError", "decode_study", "peek"]


def decode_study(content: bytes, form: Form, tree: object = None) -> Study:
    """Read one record. Raises MalformedRecordError: path, reason, and NCT id where it can be found.

    ``tree``: the record's JSON as plain values, where it was parsed already: that is not done again.
    """
    if form is Form.V2_JSON:
        return decode_v2(content, tree)
    return decode_legacy(content)


def peek(content: bytes, form: Form) -> tuple[NctId, PartialDate | None]:
    """The NCT id and the date of the last update, without reading the rest.

    Raises MalformedRecordError.
    """
    if form is Form.V2_JSON:
        return peek_v2(content)
    return peek_legacy(content)
