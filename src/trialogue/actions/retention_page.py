"""The page ``docs/security/retention.md``, generated from ``store.retention.RULES``."""

from __future__ import annotations

from trialogue.store.retention import RULES


def retention_page() -> str:
    """How long each thing is kept, as Markdown. A test holds the file to it."""
    rows = [f"| {what} | {how_long} |" for what, how_long in RULES.items()]
    return "\n".join([_HEAD, "| what | kept for |", "|---|---|", *rows, "", _FOOT])


_HEAD = """# How long things are kept

Generated from `RULES` in `trialogue/store/retention.py` by
`python -m trialogue.actions.retention_page > docs/security/retention.md`; a test fails when they
differ. The worker removes what is due about every ten minutes.
"""

_FOOT = """## Erasing, and backups

Erasing removes a person's rows and the key under which their answers, messages and contact details
are encrypted. A backup made before still holds the rows and that key, wrapped by the master key.
Rotate the master key (`trialogue keys rotate`) and remove old copies of the key file, and older
backups can no longer be read. The steward states how long backups and copies of the key file are
kept; thirty days is a good start.
"""

if __name__ == "__main__":
    print(retention_page(), end="")
