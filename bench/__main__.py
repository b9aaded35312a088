"""``python -m bench``: every measurement, one after the other; ``python -m bench.NAME`` for one."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench

# Trains a model and writes it; run by hand.
_BY_HAND = {"train_entities", "__main__"}


def main() -> int:
    """Run each module of ``bench`` that has a ``main``; a failure is named and the rest still run."""
    failed = []
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name in _BY_HAND or module.ispkg:
            continue
        loaded = importlib.import_module(f"bench.{module.name}")
        if not hasattr(loaded, "main"):
            continue
        print(f"\n== {module.name}: {(loaded.__doc__ or '').strip().splitlines()[0]}", flush=True)
        try:
            loaded.main()
        except Exception as error:
            failed.append(module.name)
            print(f"{module.name} failed: {type(error).__name__}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
