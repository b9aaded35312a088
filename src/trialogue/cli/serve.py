"""``trialogue serve``: start the site."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import fields
from typing import TYPE_CHECKING

from cyclopts import App

from trialogue.cli.context import settings_and_origins
from trialogue.errors import UsageError

if TYPE_CHECKING:
    from trialogue.config import Origins, Settings

app = App(name="serve", help="Start the site.")

_TRIES = 20


@app.default
def serve(
    *, host: str = "127.0.0.1", port: int = 8765, workers: int | None = None, starter: bool = False
) -> int:
    """Start the site and print its address. Ctrl-C stops it.

    Parameters
    ----------
    host
        The address to listen at.
    port
        The port; 0 takes any free one. Where the default is taken, the next free one is used.
    workers
        Server processes (default: the setting ``workers``).
    starter
        Fill an empty store first: from the registry, or with demonstration studies where the
        registry does not answer within 3 seconds.
    """
    settings, origins = settings_and_origins()
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}"
    _hand_down(settings, origins, address)
    _prepare(starter=starter)
    print(f"Trialogue is at {address}", flush=True)
    return _run(listening, workers or settings.workers)


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises UsageError where no port is free or the address is not ours."""
    last = port + _TRIES if port == 8765 else port
    for number in range(port, last + 1):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
        except OSError as error:
            listening.close()
            reason = error.strerror or str(error)
        else:
            listening.listen(128)
            listening.set_inheritable(True)
            return listening
    raise UsageError(f"cannot listen at {host} port {port}: {reason}; choose another with --port")


def _hand_down(settings: Settings, origins: Origins, address: str) -> None:
    """Give the settings to the server's processes, which read the environment."""
    for field in fields(settings):
        if origins.by_name[field.name] == "flag":
            os.environ[f"TRIALOGUE_{field.name.upper()}"] = str(getattr(settings, field.name))
    if origins.by_name["base_url"] == "default":
        os.environ["TRIALOGUE_BASE_URL"] = address


def _prepare(*, starter: bool) -> None:
    from trialogue.actions.ingest_index import catch_up
    from trialogue.actions.starter import fill_empty_store
    from trialogue.cli.context import services
    from trialogue.cli.progress import Progress

    with services() as opened:
        if catch_up(opened.database, opened.index):
            sys.stderr.write("The search index was behind the store and has caught up.\n")
        if starter:
            with Progress("Loading studies") as progress:
                said = fill_empty_store(opened, progress)
            if said:
                sys.stderr.write(said + "\n")


def _run(listening: socket.socket, workers: int) -> int:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        "trialogue.asgi:create",
        factory=True,
        workers=workers,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the setting trusted_proxies says whom to believe
        timeout_keep_alive=75,  # longer than a reverse proxy keeps its side open
        timeout_graceful_shutdown=10,
        # A process that is silent for long is started anew, and loses what it was answering: on a machine
        # that is busy with other things five seconds, the default, are soon over.
        timeout_worker_healthcheck=60,
    )
    server = uvicorn.Server(config)
    if workers > 1:
        Multiprocess(config, sockets=[listening]).run()
        return 0
    server.run(sockets=[listening])
    return 0 if server.started else 1
