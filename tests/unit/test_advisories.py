"""The comparison with a local folder of advisories: a small database written here, in all its forms."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "docs" / "advisories.py"
SBOM = json.dumps(
    {
        "components": [
            {"purl": "pkg:pypi/made-up-part@2.5.0"},
            {"purl": "pkg:pypi/other@1.0"},
            {"purl": "pkg:npm/%40scope/script@3.1.4"},
        ]
    }
)


@pytest.fixture(scope="module")
def advisories() -> ModuleType:
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("advisories", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["advisories"] = module
    spec.loader.exec_module(module)
    return module


def advisory(name: str, *events: dict[str, str], **more: Any) -> dict[str, Any]:
    """One in the OSV form."""
    package = {"ecosystem": more.pop("ecosystem", "PyPI"), "name": name}
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}] if events else []
    affected = {"package": package, "ranges": ranges, "versions": more.pop("versions", [])}
    return {"id": more.pop("id", "MADE-1"), "summary": "A fault.", "affected": [affected], **more}


# introduced, fixed, introduced again ... -> does it fit 2.5.0?
EVENTS = [
    ([("introduced", "0"), ("fixed", "2.5.0")], False),
    ([("introduced", "0"), ("fixed", "2.5.1")], True),
    ([("introduced", "2.5.0"), ("fixed", "2.6")], True),
    ([("introduced", "2.5.1")], False),
    ([("introduced", "0")], True),
    ([("introduced", "0"), ("last_affected", "2.5.0")], True),
    ([("introduced", "0"), ("last_affected", "2.4.9")], False),
    ([("introduced", "0"), ("fixed", "1.0"), ("introduced", "2.0"), ("fixed", "3.0")], True),
    ([("introduced", "0"), ("fixed", "1.0"), ("introduced", "2.6"), ("fixed", "3.0")], False),
    ([("fixed", "2.10"), ("introduced", "2.4")], True),
    ([("introduced", "2.5.0rc1"), ("fixed", "2.5.0")], False),
    ([("introduced", "not a version")], True),
]


@pytest.mark.parametrize(("events", "fits"), EVENTS)
def test_a_version_by_a_range(advisories: ModuleType, events: list[tuple[str, str]], fits: bool) -> None:
    (affected,) = advisory("made-up-part", *({kind: text} for kind, text in events))["affected"]
    assert advisories.is_affected("2.5.0", affected) is fits


@pytest.mark.parametrize(
    ("found", "ids"),
    [
        (advisory("Made_Up.Part", {"introduced": "0"}), ["MADE-1"]),
        (advisory("made-up-part", versions=["2.5.0"]), ["MADE-1"]),
        (advisory("made-up-part", versions=["2.4.0"]), []),
        (advisory("made-up-part"), ["MADE-1"]),
        (advisory("made-up-part", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"), []),
        (advisory("made-up-part-2", {"introduced": "0"}), []),
        (advisory("made-up-part", {"introduced": "0"}, ecosystem="npm"), []),
        (advisory("@scope/script", {"introduced": "3.0.0"}, ecosystem="npm"), ["MADE-1"]),
    ],
)
def test_an_advisory_by_its_part(
    advisories: ModuleType, tmp_path: Path, found: dict[str, Any], ids: list[str]
) -> None:
    (tmp_path / "one.json").write_text(json.dumps(found))
    findings, seen = advisories.audit(SBOM, tmp_path)
    assert ([one.id for one in findings], seen) == (ids, 1)


def test_all_forms_of_a_folder_are_read(advisories: ModuleType, tmp_path: Path) -> None:
    deep = tmp_path / "vulns" / "other"
    deep.mkdir(parents=True)
    (deep / "MADE-2.yaml").write_text(
        "id: MADE-2\ndetails: Words.\naffected:\n- package: {name: other, ecosystem: PyPI}\n"
        "  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: '0'\n    - fixed: '1.1'\n"
    )
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("MADE-3.json", json.dumps(advisory("other", {"introduced": "1"}, id="MADE-3")))
    (tmp_path / "README.md").write_text("other")
    findings, seen = advisories.audit(SBOM, tmp_path)
    assert [(one.part, one.version, one.id) for one in findings] == [
        ("other", "1.0", "MADE-2"),
        ("other", "1.0", "MADE-3"),
    ]
    assert seen == 2


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator gives it."""
    return subprocess.run([sys.executable, str(PROGRAM), *arguments], capture_output=True, text=True)


def test_the_command_says_what_fits_by_its_exit_code_too(tmp_path: Path) -> None:
    """Over the parts that really run: one of them is said to be at fault here, whatever its version."""
    (tmp_path / "a.json").write_text(json.dumps(advisory("starlette", {"introduced": "99999"})))
    clean = run(str(tmp_path))
    assert (clean.returncode, clean.stdout) == (0, "1 advisories looked at, 0 fit\n")
    (tmp_path / "b.json").write_text(json.dumps(advisory("starlette", {"introduced": "0"}, id="MADE-9")))
    found = run(str(tmp_path))
    assert found.returncode == 1
    assert "MADE-9 A fault." in found.stdout


@pytest.mark.parametrize("content", [None, "{", '{"starlette": 1}', "[]"])
def test_a_folder_that_is_none_is_never_taken_for_clean(tmp_path: Path, content: str | None) -> None:
    assert run().returncode == run(str(tmp_path / "nowhere")).returncode == 2
    if content is not None:
        (tmp_path / "a.json").write_text(content)
    broken = run(str(tmp_path))
    assert (broken.returncode, broken.stdout) == (2, "")
    assert broken.stderr
