"""What holds for every test: no network, and no examples failed for a slow machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# timings are not a property: a slow first read must not fail a test
settings.register_profile("saiken", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("saiken")

LOCAL = ("127.0.0.1", "::1", "localhost")

# A time limit per example would fail on a busy machine and say nothing about the code.
settings.register_profile("saiken", deadline=None)
settings.load_profile("saiken")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A connection beyond this machine is an error at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
