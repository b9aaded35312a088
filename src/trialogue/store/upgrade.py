"""The store's own version: which migrations it has, and those that it lacks."""

from __future__ import annotations

from functools import cache
from importlib import resources

from sqlalchemy import Connection, inspect, text

from trialogue.errors import StoreUnavailableError

_TABLE = "alembic_version"


@cache
def revisions() -> tuple[str, ...]:
    """All migrations in order; each is the stem of its file, so the last is the newest."""
    folder = resources.files("trialogue.store") / "migrations" / "versions"
    names = [entry.name for entry in folder.iterdir()]
    return tuple(sorted(name.removesuffix(".py") for name in names if name[:4].isdigit()))


def version_of(connection: Connection) -> str | None:
    """The newest migration that this store has; None for an empty one."""
    if not inspect(connection).has_table(_TABLE):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).first()  # noqa: S608
    return None if row is None else str(row[0])


def is_current(connection: Connection, place: str) -> bool:
    """Whether nothing is to be done. Raises StoreUnavailableError for a store from the future."""
    found = version_of(connection)
    if found is not None and found not in revisions():
        raise StoreUnavailableError(
            f"The store {place} was made by a newer Trialogue (its version is {found}, this program "
            f"knows up to {revisions()[-1]}). Install the newer version, or bring back a backup."
        )
    return found == revisions()[-1]


def apply(connection: Connection) -> None:
    """Run the missing migrations inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    with resources.as_file(resources.files("trialogue.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
