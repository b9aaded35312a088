"""Names of the built style sheets, scripts and icons: each holds a hash of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
_YEAR = 365 * 24 * 3600


class Assets:
    """Logical name → address. Without a build (`make assets`) the plain names are used."""

    def __init__(self, folder: Path = STATIC / "built") -> None:
        path = folder / "manifest.json"
        text = path.read_text(encoding="utf-8") if path.is_file() else "{}"
        self._names: Mapping[str, str] = json.loads(text)
        self.version = hashlib.sha256(text.encode()).hexdigest()[:12]

    def url(self, name: str) -> str:
        """The address of an asset: ``site.css`` → ``/static/built/site.0348b4c3f6.css``."""
        return "/static/built/" + self._names.get(name, name)


class HashedFiles(StaticFiles):
    """Static files; those named by their content may be kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        name = Path(path).name
        if response.status_code == 200 and name.count(".") >= 2 and len(name.split(".")[-2]) == 10:
            response.headers["cache-control"] = f"public, max-age={_YEAR}, immutable"
        return response
