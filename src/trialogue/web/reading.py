"""Reads of the store that several pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trialogue.web.frame import Frame

if TYPE_CHECKING:
    from trialogue.wiring import Services


def frame_reader(services: Services) -> Callable[[], Frame]:
    """A function that reads the frame of every page: operator, data date, demonstration or real."""

    def read() -> Frame:
        return Frame(operator=services.settings.operator, base_url=services.settings.base_url)

    return read
