"""The image and the compose file say what the project does: parsed, and held against it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from trialogue.config import Settings

ROOT = Path(__file__).parents[2]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0].upper(), line.split(maxsplit=1)[1]) for line in lines]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_the_image_does_not_run_as_root() -> None:
    last = [name for name, _ in instructions()]
    users = [rest for name, rest in instructions() if name == "USER"]
    assert users == ["trialogue"]
    assert last.index("USER") < last.index("CMD")


def test_what_is_copied_exists() -> None:
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source


def test_the_image_starts_the_real_command() -> None:
    from trialogue.cli.app import NOUNS

    command = next(rest for name, rest in instructions() if name == "CMD")
    assert re.match(r'\["trialogue", "serve"', command)
    assert "serve" in NOUNS


def test_every_setting_in_compose_is_a_setting(compose: dict[str, Any]) -> None:
    names = [n for n in compose["services"]["web"]["environment"] if n.startswith("TRIALOGUE_")]
    assert names
    fields = Settings.__dataclass_fields__
    assert all(name.removeprefix("TRIALOGUE_").lower() in fields for name in names)


def test_compose_gives_away_nothing(compose: dict[str, Any]) -> None:
    web, database = compose["services"]["web"], compose["services"]["database"]
    assert all(port.startswith("127.0.0.1:") for port in web["ports"])
    assert "ports" not in database
    assert web["cap_drop"] == ["ALL"]
    assert web["read_only"] is True
    assert "POSTGRES_PASSWORD" not in database["environment"]


def test_names_used_are_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        volumes = {volume.split(":")[0] for volume in service.get("volumes", [])}
        assert volumes <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])
