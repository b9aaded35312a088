"""Run by Alembic: applies the steps on the connection that ``store.database`` hands over."""

from __future__ import annotations

from alembic import context

from trialogue.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
