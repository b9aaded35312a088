"""The list of everything that runs in an instance, as CycloneDX 1.6 JSON, made from the locked versions.

``python docs/sbom.py`` writes ``docs/security/sbom.cdx.json``. It names what ``requirements/run.txt`` and
``frontend/package-lock.json`` lock and nothing else, so that the same locks give the same bytes.
``python docs/advisories.py FOLDER`` compares it with a local folder of advisories; none is bundled here.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "security" / "sbom.cdx.json"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")


def python_packages(lock: str) -> list[dict[str, Any]]:
    """The pinned packages of a requirements file; the digests of their files stay in that file."""
    found: list[dict[str, Any]] = []
    for pin in filter(None, map(_PIN.match, lock.splitlines())):
        name = re.sub(r"[-_.]+", "-", pin[1]).lower()
        found.append(_component(name, pin[2], f"pkg:pypi/{name}@{pin[2]}"))
    return found


def script_packages(lock: str) -> list[dict[str, Any]]:
    """The packages of which parts are built into the pages; tools for building are left out."""
    found = []
    for path, one in json.loads(lock)["packages"].items():
        if not path or one.get("dev") or one.get("optional"):
            continue
        name = path.rpartition("node_modules/")[2]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{one['version']}"
        component = _component(name, one["version"], purl)
        kind, _, digest = one.get("integrity", "").partition("-")
        if kind == "sha512":
            content = base64.b64decode(digest).hex()
            component["hashes"] = [{"alg": "SHA-512", "content": content}]
        found.append(component)
    return found


def _component(name: str, version: str, purl: str) -> dict[str, Any]:
    return {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}


def document() -> str:
    """The whole list."""
    run = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    scripts = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    components = sorted(python_packages(run) + script_packages(scripts), key=lambda one: str(one["purl"]))
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "trialogue", "bom-ref": "trialogue"}},
        "components": components,
    }
    return json.dumps(bom, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
