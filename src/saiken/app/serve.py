"""Listening: a socket, a sentence with the address, and a clean end."""

from __future__ import annotations

import socket
import sys
import webbrowser
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from typing import Final

import uvicorn
from fastapi import FastAPI

from saiken.app.frame import frame_of
from saiken.app.memory import keep_freed_memory
from saiken.app.server import create_app
from saiken.app.settings import Settings
from saiken.case import Case
from saiken.errors import SaikenError
from saiken.simulate import simulate

IN_USE: Final = "{address} cannot be listened on: {why}; choose another with --host or --port."
OPEN_TO_ALL: Final = (
    "Warning: it listens on {host}, so other machines may reach it; there is no password.\n"
)
BACKLOG: Final = 128
PATIENCE_SECONDS: Final = 3


def serve(host: str, port: int, *, page: bool = True, open_page: bool = False) -> None:
    """Serve the page and the interface until Ctrl-C.

    Parameters
    ----------
    host : str
        Address to listen on.
    port : int
        0 takes any that is free.
    page : bool
        Leave the page out with False.
    open_page : bool
        Show the page in the default browser.

    Raises
    ------
    SaikenError
        If nothing can listen there.
    """
    keep_freed_memory()
    settings = Settings()
    app = create_app(settings, page=page)
    with _listen(host, port) as listening:
        _tell(host, listening, open_page)
        warming = Thread(target=_warm_up, args=(settings.draws_moving,))
        warming.start()
        # in the background Ctrl-C may be ignored, and then it ends without the exception
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_config(app)).run(sockets=[listening])
        sys.stdout.write("Ended.\n")
        warming.join()  # a second at most; cut short, it would leave a database open


def _tell(host: str, listening: socket.socket, open_page: bool) -> None:
    """Say where it is."""
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    if not is_loopback(host):
        sys.stderr.write(OPEN_TO_ALL.format(host=host))
    sys.stdout.write(f"Saiken is at {url}; Ctrl-C ends it.\n")
    sys.stdout.flush()
    if open_page:
        webbrowser.open(url)


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # whoever asks could write any address into them
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise SaikenError(IN_USE.format(address=f"{host}:{port}", why=why)) from None


def _warm_up(draws: int) -> None:
    """Read the data and the kernels before the first slider moves."""
    frame_of(simulate(Case(draws=draws)))
