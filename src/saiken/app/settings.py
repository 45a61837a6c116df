"""What the server allows: every bound in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds on what one client, and all of them together, can ask for.

    Attributes
    ----------
    draws_most, draws_moving, draws_resting, draws_crowded : int
        Most draws of a request, and of a frame while a slider moves, once it rests, and once it
        rests while `crowd` other long answers are worked out: fewer draws rather than late.
    body_bytes : int
        Longest body of a request.
    seconds : float
        Longest wait for an answer; beyond it the client is told to try again.
    workers, long_workers, longest_workers : int
        Threads for frames while a slider moves, for everything else, and for the card, which
        takes seconds.
    waiting : int
        Requests that may wait for each kind of thread; more are turned away.
    requests_per_second, burst : float
        What one client address may ask on average, and at once.
    clients : int
        Client addresses that are remembered.
    cache_bytes, cache_entries : int
        Answers that are kept.
    """

    draws_most: int = 4096
    draws_moving: int = 256
    draws_resting: int = 2048
    draws_crowded: int = 512
    crowd: int = 2
    body_bytes: int = 64 * 1024
    seconds: float = 20.0
    workers: int = 2
    long_workers: int = 2
    longest_workers: int = 1
    waiting: int = 128
    requests_per_second: float = 60.0
    burst: float = 240.0
    clients: int = 4096
    cache_bytes: int = 64 * MIB
    cache_entries: int = 512
