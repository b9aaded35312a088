"""Compares what runs in an instance with a local folder of advisories; asks nobody on the network.

``python docs/advisories.py FOLDER`` takes the parts from ``docs/security/sbom.cdx.json``. ``FOLDER`` holds
advisories in the OSV form (https://ossf.github.io/osv-schema/): as JSON, as YAML, or in zip archives of
these, as https://osv.dev hands them out for each ecosystem and https://github.com/pypa/advisory-database
keeps them. Exit 0: none fits; 1: some do, each is named; 2: the folder holds no advisory or a broken one.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parent.parent
SBOM = ROOT / "docs" / "security" / "sbom.cdx.json"
_PURL = re.compile(r"^pkg:(pypi|npm)/(.+)@([^@]+)$")
_ECOSYSTEM = {"pypi": "PyPI", "npm": "npm"}
_FORMS = (".json", ".yaml", ".yml")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, in C where it is there


class BrokenError(Exception):
    """The folder is no folder of advisories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An advisory that fits a part."""

    part: str
    version: str
    id: str
    summary: str


def parts(sbom: str) -> dict[tuple[str, str], str]:
    """Ecosystem and name of each part, and its version."""
    found = {}
    for one in json.loads(sbom)["components"]:
        if purl := _PURL.match(one["purl"]):
            name = purl[2].replace("%40", "@")
            found[_ECOSYSTEM[purl[1]], name] = purl[3]
    return found


def audit(sbom: str, folder: Path) -> tuple[list[Finding], int]:
    """What fits, and how many advisories were looked at. Raises BrokenError."""
    held, found, seen = parts(sbom), set(), 0
    for place, text in _texts(folder):
        seen += 1
        found |= _findings(_read(place, text), held)
    if not seen:
        raise BrokenError(f"{folder}: no advisory is there ({', '.join(_FORMS)}, or zip archives of them)")
    return sorted(found, key=lambda one: (one.part, one.id)), seen


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in _FORMS:
            yield str(path), path.read_text(encoding="utf-8")
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(_FORMS):
                        yield f"{path}:{name}", archive.read(name).decode("utf-8")


def _read(place: str, text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text) if place.endswith(".json") else yaml.load(text, _Loader)  # noqa: S506
    except (ValueError, yaml.YAMLError):
        raise BrokenError(f"{place}: this cannot be read") from None
    if not isinstance(document, dict) or "id" not in document:
        raise BrokenError(f"{place}: this is no advisory in the OSV form")
    return document


def _findings(advisory: Mapping[str, Any], held: Mapping[tuple[str, str], str]) -> set[Finding]:
    if advisory.get("withdrawn"):
        return set()
    found = set()
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        ecosystem = str(package.get("ecosystem", "")).partition(":")[0]
        name = str(package.get("name", ""))
        if ecosystem == "PyPI":
            name = re.sub(r"[-_.]+", "-", name).lower()
        version = held.get((ecosystem, name))
        if version is not None and is_affected(version, affected):
            words = str(advisory.get("summary") or advisory.get("details", "")).strip().partition("\n")[0]
            found.add(Finding(part=name, version=version, id=str(advisory["id"]), summary=words[:120]))
    return found


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Whether a version is among those affected. What cannot be compared counts as affected."""
    if version in affected.get("versions", ()):
        return True
    ranges = [one for one in affected.get("ranges", ()) if one.get("type") in {"ECOSYSTEM", "SEMVER"}]
    if not ranges and not affected.get("versions"):
        return True
    try:
        return any(_in_range(Version(version), one.get("events", ())) for one in ranges)
    except InvalidVersion:
        return True


def _in_range(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """The OSV rule: the last event at or below the version decides."""
    inside = False
    for event in sorted(events, key=_order):
        (kind, text), *_ = event.items()
        bound = Version("0.dev0") if text == "0" else Version(text)
        if (kind == "introduced" and version >= bound) or (kind == "last_affected" and version <= bound):
            inside = inside or kind == "introduced"
        elif (kind == "fixed" and version >= bound) or (kind == "last_affected" and version > bound):
            inside = False
    return inside


def _order(event: Mapping[str, str]) -> tuple[Version, bool]:
    (kind, text), *_ = event.items()
    return (Version("0.dev0") if text == "0" else Version(text)), kind != "fixed"


def main(arguments: list[str]) -> int:
    """Print what fits."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python docs/advisories.py FOLDER\n")
        return 2
    try:
        found, seen = audit(SBOM.read_text(encoding="utf-8"), Path(arguments[0]))
    except (BrokenError, OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for one in found:
        print(f"{one.part} {one.version}: {one.id} {one.summary}".rstrip())
    print(f"{seen:,} advisories looked at, {len(found)} fit")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
