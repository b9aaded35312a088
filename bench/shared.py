"""Where the data for benches lies: the setting ``shared_data``."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from trialogue.config import load_settings


def shared_data() -> Path:
    """The folder of real records and annotations. Raises FileNotFoundError where there is none."""
    folder = Path(load_settings(os.environ)[0].shared_data)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder: set TRIALOGUE_SHARED_DATA to the shared data")
    return folder


def evaluator(name: str) -> ModuleType:
    """A module of the evaluation scripts, which lie beside the data."""
    folder = shared_data().parent / "eval"
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{folder / name}.py: not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
