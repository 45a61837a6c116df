"""Computing beside the event loop: a few threads, bounded queues, a time limit, a cache."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Final, Literal

from saiken.app.cache import Cache
from saiken.app.settings import Settings

Progress = Callable[[int, int], None]
Job = Callable[[Progress], bytes]
Lane = Literal["quick", "long", "longest"]
RETRY_SECONDS: Final = 2


class TooBusyError(Exception):
    """Too many requests wait already."""


class TooSlowError(Exception):
    """The answer took longer than is allowed."""


class Desk:
    """Answers jobs by key: from the cache, from a job that runs already, or from a thread.

    Quick jobs have threads of their own, so that a slider does not wait behind a long answer, and
    so have the longest, so that the long ones do not wait behind several seconds of a card. A
    thread cannot be ended from outside, so a job is handed a function that it calls between its
    blocks of draws; once the time is up, the call raises.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        workers: dict[Lane, int] = {
            "quick": settings.workers,
            "long": settings.long_workers,
            "longest": settings.longest_workers,
        }
        self._lanes = {lane: Queue(count, settings.waiting) for lane, count in workers.items()}
        self.cache = Cache(settings.cache_entries, settings.cache_bytes)

    async def answer(self, key: str, job: Job, lane: Lane = "long") -> bytes:
        """Wait for an answer.

        Parameters
        ----------
        key : str
            Equal keys have equal answers.
        job : callable
            Takes a function to call now and then; returns the answer.
        lane : {"quick", "long", "longest"}
            With which others it queues.

        Raises
        ------
        TooBusyError
            If too many jobs wait.
        TooSlowError
            If the answer takes longer than allowed.
        """
        kept = self.cache.get(key)
        if kept is not None:
            return kept
        until = time.monotonic() + self._settings.seconds
        started = self._lanes[lane].start(key, lambda: self._run(key, job, until))
        shared = asyncio.wrap_future(started)
        try:
            return await asyncio.wait_for(asyncio.shield(shared), self._settings.seconds)
        except TimeoutError:
            raise TooSlowError from None

    @property
    def crowded(self) -> bool:
        """Whether long jobs have piled up."""
        return len(self._lanes["long"]) >= self._settings.crowd

    def close(self) -> None:
        """Let running jobs end, forget the waiting ones; threads start again when asked."""
        for queue in self._lanes.values():
            queue.close()

    def _run(self, key: str, job: Job, until: float) -> bytes:
        def pause(done: int, total: int) -> None:
            if time.monotonic() > until and done < total:
                raise TooSlowError

        pause(0, 1)  # it may have waited for its turn too long already
        found = job(pause)
        self.cache.put(key, found)
        return found


class Queue:
    """Jobs by key on some threads; equal keys share one job.

    Parameters
    ----------
    workers, waiting : int
        Threads, and jobs that may wait for one.
    """

    def __init__(self, workers: int, waiting: int) -> None:
        self._workers, self._most = workers, workers + waiting
        self._pool: ThreadPoolExecutor | None = None
        self._running: dict[str, Future[bytes]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, key: str, job: Callable[[], bytes]) -> Future[bytes]:
        """Start a job, or join the one of that key.

        Raises
        ------
        TooBusyError
            If too many jobs wait.
        """
        with self._lock:
            if key in self._running:
                return self._running[key]
            if len(self._running) >= self._most:
                raise TooBusyError
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._workers, "saiken")
            started = self._running[key] = self._pool.submit(job)
        started.add_done_callback(lambda _: self._running.pop(key, None))
        return started

    def close(self) -> None:
        """Let running jobs end, forget the waiting ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
