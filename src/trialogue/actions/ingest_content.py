"""What a record says, apart from how it is spelt and when the registry wrote it out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

import msgspec

from trialogue.registry.form import Form
from trialogue.registry.malformed import MAX_RECORD_BYTES, MalformedRecordError

# The registry stamps every record with the day of its own data, and so touches each of them daily.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_XML_DAY = re.compile(
    rb"<download_date>\s*ClinicalTrials.gov processed this data on (\w+ \d{1,2}, \d{4})\s*</download_date>"
)
# Bookkeeping of the download (comments, rank in a result list, link back) and the line ends of the server.
_XML_BOOKKEEPING = re.compile(
    rb"<!--.*?-->|<required_header>.*?</required_header>|<\?xml[^>]*\?>|<clinical_study[^>]*>|&#xD;",
    re.DOTALL,
)
_SPACE = re.compile(rb"\s+")

_JSON = msgspec.json.Decoder()
_SORTED = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """``digest``: SHA-256 of what is said; ``served_on``: the day of the registry's data, ISO or empty."""

    digest: bytes
    served_on: str


def json_tree(raw: bytes, form: Form) -> object:
    """A record's JSON as plain values; None where it is no JSON throughout, or too large."""
    if form is not Form.V2_JSON or len(raw) > MAX_RECORD_BYTES:
        return None
    try:
        return _JSON.decode(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None


def content_of(raw: bytes, form: Form, tree: object = None) -> Content:
    """Take a record's content. Raises MalformedRecordError for JSON that is none throughout.

    ``tree``: the record's ``json_tree``, where that was made already; it is used up.
    """
    return _of_json(raw, tree) if form is Form.V2_JSON else _of_xml(raw)


def _of_json(raw: bytes, tree: object) -> Content:
    try:
        tree = _JSON.decode(raw) if tree is None else tree
        served_on = _take_stamp(tree)
        spelt = _SORTED.encode(tree)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise MalformedRecordError(reason=f"this is not JSON throughout: {error}") from None
    return Content(digest=hashlib.sha256(spelt).digest(), served_on=served_on)


def _take_stamp(tree: object) -> str:
    derived = tree.get("derivedSection") if isinstance(tree, dict) else None
    misc = derived.get("miscInfoModule") if isinstance(derived, dict) else None
    stamp = misc.pop("versionHolder", "") if isinstance(misc, dict) else ""
    return stamp if isinstance(stamp, str) and _DAY.fullmatch(stamp) else ""


def _of_xml(raw: bytes) -> Content:
    match = _XML_DAY.search(raw)
    said = _SPACE.sub(b" ", _XML_BOOKKEEPING.sub(b"", raw))
    return Content(digest=hashlib.sha256(said).digest(), served_on=_xml_day(match[1]) if match else "")


def _xml_day(text: bytes) -> str:
    try:
        return datetime.strptime(text.decode("ascii"), "%B %d, %Y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return ""
