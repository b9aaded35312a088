"""The registry's identifier of a study."""

from __future__ import annotations

import re
from typing import NewType

NctId = NewType("NctId", str)

_PATTERN = re.compile(r"NCT(\d{8})", re.IGNORECASE | re.ASCII)


def parse_nct_id(text: str) -> NctId:
    """Read an identifier such as ``NCT03268603``, in any case and with spaces around it.

    Raises ValueError where the text is not ``NCT`` and eight digits
    (ClinicalTrials.gov data element *NCTId*).
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()[:40]!r} is not an NCT id: it needs NCT and eight digits")
    return NctId("NCT" + match[1])
