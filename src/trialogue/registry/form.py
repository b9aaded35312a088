"""The forms in which the registry gives a record."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How the bytes of a record are written."""

    V2_JSON = "v2-json"
    LEGACY_XML = "legacy-xml"
