"""What every command needs: the settings, and the services that they describe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from trialogue.config import Origins, Settings, load_settings

if TYPE_CHECKING:
    from trialogue.wiring import Services

FLAGS: ContextVar[Mapping[str, str]] = ContextVar("FLAGS", default={})  # noqa: B039


def settings_and_origins() -> tuple[Settings, Origins]:
    """The settings of this process, with the source of each."""
    return load_settings(os.environ, FLAGS.get())


@contextmanager
def services() -> Iterator[Services]:
    """Open the store, the index and the rest; close them at the end."""
    from trialogue.wiring import open_services

    opened = open_services(settings_and_origins()[0])
    try:
        yield opened
    finally:
        opened.close()


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
