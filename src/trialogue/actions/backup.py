"""Backup and restore of a whole store, each one command. The keys are a file of their own.

A SQLite store is copied by the engine's own backup while it is in use. Of a PostgreSQL store every
table is copied out in one snapshot (``COPY … BINARY``). The search index is not in a backup: it is
derived, and ``trialogue rebuild`` makes it again.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard
from sqlalchemy import Connection, func, select, text

from trialogue.actions.office import Office
from trialogue.errors import BadDataError, ConflictError, NotFoundError, StoreUnavailableError
from trialogue.model.person import Actor
from trialogue.store.database import Database
from trialogue.store.schema import whole_metadata
from trialogue.store.upgrade import revisions

_MANIFEST = "manifest.json"
_SQLITE = "store.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was written or brought back: bytes of the file, and rows by table."""

    path: Path
    size: int
    rows: dict[str, int]


BACKED_UP = "back up"


def back_up(office: Office, path: Path, keys: Path | None = None) -> Backup:
    """Write a backup into a new file; with ``keys``, a copy of the key file beside or elsewhere.

    Raises ConflictError where a file is there already, StoreUnavailableError where it cannot be written.
    """
    for target in (path, keys):
        if target is not None and target.exists():
            raise ConflictError(f"{target} is there already; choose another name.")
    database = office.database
    with database.write() as conn:
        office.deed(conn, Actor(), BACKED_UP, "instance")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            rows = _copy_out(database, Path(folder))
            _pack(Path(folder), path)
        if keys is not None:
            office.keys.ring()
            shutil.copyfile(office.keys.path, keys)
            keys.chmod(0o600)
    except OSError as error:
        raise StoreUnavailableError(f"{path}: {error.strerror or error}.") from None
    return Backup(path=path, size=path.stat().st_size, rows=rows)


def _copy_out(database: Database, folder: Path) -> dict[str, int]:
    if database.is_sqlite:
        here = str(database.engine.url.database)
        with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(folder / _SQLITE)) as target:
            source.backup(target)
        rows = _count(database)
    else:
        with database.read() as conn:
            rows = {name: _copy_table(conn, name, folder) for name in _tables()}
    manifest = {
        "form": "trialogue backup 1",
        "engine": database.engine.dialect.name,
        "revision": revisions()[-1],
        "rows": rows,
        "columns": {name: _column_names(name) for name in _tables()},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return rows


def _tables() -> list[str]:
    return [table.name for table in whole_metadata().sorted_tables]


def _count(database: Database) -> dict[str, int]:
    metadata = whole_metadata()
    with database.read() as conn:
        return {
            table.name: int(conn.scalar(select(func.count()).select_from(table)) or 0)
            for table in metadata.sorted_tables
        }


def _copy_table(conn: Connection, name: str, folder: Path) -> int:
    raw: Any = conn.connection.driver_connection
    statement = f'COPY "{name}" ({_listed(_column_names(name))}) TO STDOUT (FORMAT BINARY)'
    with (folder / f"{name}.copy").open("wb") as file, raw.cursor() as cursor, cursor.copy(statement) as copy:
        for block in copy:
            file.write(block)
    return int(conn.scalar(select(func.count()).select_from(whole_metadata().tables[name])) or 0)


def _columns_in(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """The columns that a backup holds, by table: fewer than here where the tables have grown since."""
    columns: dict[str, list[str]] = manifest.get("columns", {})
    known = {name: set(_column_names(name)) for name in _tables()}
    if not columns or any(not set(names) <= known.get(name, set()) for name, names in columns.items()):
        raise BadDataError("This backup holds tables or columns that are not known here.")
    return columns


def _column_names(name: str) -> list[str]:
    return list(whole_metadata().tables[name].columns.keys())


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _pack(folder: Path, path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    packer = zstandard.ZstdCompressor(level=3)
    with (
        os.fdopen(handle, "wb") as raw,
        packer.stream_writer(raw) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        for file in sorted(folder.iterdir(), key=lambda f: (f.name != _MANIFEST, f.name)):
            tar.add(file, arcname=file.name, filter=_plain)


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def restore(office: Office, path: Path, keys: Path | None = None) -> Backup:
    """Bring a backup back into an empty store of the same engine.

    Raises NotFoundError, BadDataError for another kind of file, ConflictError where the store has
    people, requests or studies already.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such file.")
    if keys is not None:
        _put_keys(office, keys)
    with tempfile.TemporaryDirectory() as text_folder:
        folder = Path(text_folder)
        manifest = _unpack(path, folder)
        _check_fits(office.database, manifest)
        if office.database.is_sqlite:
            _bring_sqlite(office.database, folder)
        else:
            _bring_postgres(office.database, folder, _columns_in(manifest))
    office.database.upgrade()
    with office.database.write() as conn:
        office.deed(conn, Actor(), "restore", "instance")
    return Backup(path=path, size=path.stat().st_size, rows=manifest["rows"])


def _put_keys(office: Office, keys: Path) -> None:
    if office.keys.path.exists():
        raise ConflictError(
            f"{office.keys.path} is there already. Move it away first: data that it encrypts needs it."
        )
    office.keys.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(keys, office.keys.path)
    office.keys.path.chmod(0o600)
    office.keys.ring()


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    try:
        with (
            path.open("rb") as raw,
            zstandard.ZstdDecompressor().stream_reader(raw) as plain,
            tarfile.open(fileobj=io.BufferedReader(plain), mode="r|") as tar,
        ):
            for member in tar:
                if "/" in member.name or not member.isfile():
                    raise BadDataError(f"{path}: this is not a backup of Trialogue.")
                tar.extract(member, folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (zstandard.ZstdError, tarfile.TarError, ValueError, OSError, EOFError):
        raise BadDataError(f"{path}: this is not a whole backup of Trialogue.") from None
    if manifest.get("form") != "trialogue backup 1":
        raise BadDataError(f"{path}: this is not a backup of Trialogue.")
    return manifest


def _check_fits(database: Database, manifest: dict[str, Any]) -> None:
    if manifest["engine"] != database.engine.dialect.name:
        raise BadDataError(
            f"This backup is of {manifest['engine']}, the store here is {database.engine.dialect.name}."
        )
    if manifest["revision"] not in revisions():
        raise BadDataError("This backup was made by a newer Trialogue. Install that version first.")
    rows = _count(database)
    if any(rows[name] for name in ("person", "application", "study_version")):
        raise ConflictError("The store here is not empty. Restore into an empty one.")


def _bring_sqlite(database: Database, folder: Path) -> None:
    database.engine.dispose()
    with closing(sqlite3.connect(folder / _SQLITE)) as source:
        check = source.execute("PRAGMA integrity_check").fetchone()[0]
        if check != "ok":
            raise BadDataError("The store in this backup is damaged.")
        with closing(sqlite3.connect(str(database.engine.url.database))) as target:
            source.backup(target)


def _bring_postgres(database: Database, folder: Path, columns: dict[str, list[str]]) -> None:
    with database.write() as conn:
        raw: Any = conn.connection.driver_connection
        for name in reversed(_tables()):
            conn.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608
        for name in (name for name in _tables() if name in columns):
            # What came into a table after the backup keeps what the database gives it by itself.
            statement = f'COPY "{name}" ({_listed(columns[name])}) FROM STDIN (FORMAT BINARY)'
            with (
                (folder / f"{name}.copy").open("rb") as file,
                raw.cursor() as cursor,
                cursor.copy(statement) as copy,
            ):
                while block := file.read(1 << 20):
                    copy.write(block)
        _set_sequences(conn)


def _set_sequences(conn: Connection) -> None:
    for table in whole_metadata().sorted_tables:
        for column in table.primary_key.columns:
            sequence = conn.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"),
                {"table": f'"{table.name}"', "column": column.name},
            )
            if sequence:
                conn.execute(
                    text(
                        f'SELECT setval(:sequence, COALESCE((SELECT MAX("{column.name}") '  # noqa: S608
                        f'FROM "{table.name}"), 0) + 1, false)'
                    ),
                    {"sequence": sequence},
                )
