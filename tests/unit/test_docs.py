"""The documents say what the code says."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from trialogue.cli.app import NOUNS

ROOT = Path(__file__).parents[2]
PAGES = sorted(p.relative_to(ROOT) for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def generator(name: str = "generate") -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says() -> None:
    for name, text in generator().pages().items():
        written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert written == text, f"docs/reference/{name} is out of date: python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", target):
            assert (ROOT / page.parent / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_commands_in_documents_exist(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for noun in re.findall(r"^(?:\$ )?trialogue ([a-z]+)|`trialogue ([a-z]+)", text, re.MULTILINE):
        assert (noun[0] or noun[1]) in NOUNS


def test_the_readme_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


def test_the_list_of_parts_is_that_of_the_locks() -> None:
    sbom = generator("sbom")
    assert sbom.TARGET.read_text(encoding="utf-8") == sbom.document(), "python docs/sbom.py"
    names = {one["name"] for one in json.loads(sbom.document())["components"]}
    assert {"starlette", "sqlalchemy", "cryptography", "htmx.org"} <= names
    assert not names & {"pytest", "sass", "axe-core"}


def test_a_lock_is_read_whatever_its_form() -> None:
    lock = "# by a tool\nUvicorn_Thing[standard]==1.2.3 ; python_version>'3' \\\n --hash=sha256:ab\n-r x\n"
    (one,) = generator("sbom").python_packages(lock)
    assert one["purl"] == "pkg:pypi/uvicorn-thing@1.2.3"
