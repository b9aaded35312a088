"""What is not in the list cannot be logged, not even inside an exception."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from trialogue import log


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Logs go where they went before, once a test's own standard error is closed."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def test_only_listed_keys_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("info")
    structlog.get_logger().info("request", route="/studies/{nct_id}", answer="pregnant", status=200)
    line = json.loads(capsys.readouterr().err)
    assert line["route"] == "/studies/{nct_id}"
    assert "answer" not in line


def test_an_exception_loses_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up("info")
    try:
        raise ValueError("her HbA1c is 9.1")
    except ValueError:
        structlog.get_logger().exception("request failed", route="/check")
    written = capsys.readouterr().err
    line = json.loads(written)
    assert line["error"] == "ValueError"
    assert "HbA1c" not in written
