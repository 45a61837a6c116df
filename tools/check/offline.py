"""Run a command with the network blocked, so that a hidden fetch fails loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

GUARD = """\
import socket


def _refuse(*arguments, **named):
    raise OSError("the network is blocked")


socket.socket.connect = socket.socket.connect_ex = socket.create_connection = _refuse
socket.getaddrinfo = _refuse
"""


@cache
def can_unshare() -> bool:
    """Say whether this machine lets us start a process without a network."""
    if shutil.which("unshare") is None:
        return False
    return (
        subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    )


def offline(
    command: Sequence[str], environment: dict[str, str], scratch: Path
) -> tuple[list[str], dict[str, str]]:
    """Give the command and variables that run `command` with no network.

    A network namespace where the system allows one; otherwise a start-up file in `scratch` that
    makes Python's own sockets refuse.
    """
    if can_unshare():
        return ["unshare", "-rn", *command], environment
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    path = os.pathsep.join(
        part for part in (str(scratch), environment.get("PYTHONPATH", "")) if part
    )
    return list(command), {**environment, "PYTHONPATH": path}
