"""Answers that were given before, the least used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

OVERHEAD: Final = 256
"""Bytes that an entry takes besides its value."""


class Cache:
    """Byte strings by key, bounded in number and in bytes; safe between threads.

    Parameters
    ----------
    entries, size : int
        Most entries, and most bytes together.
    """

    def __init__(self, entries: int, size: int) -> None:
        self._entries, self._most = entries, size
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self._bytes

    def get(self, key: str) -> bytes | None:
        """Look an answer up; it becomes the one that is forgotten last."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, value: bytes) -> None:
        """Keep an answer; one that is larger than the whole cache is not kept."""
        cost = len(value) + OVERHEAD
        if cost > self._most or not self._entries:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = value
            self._bytes += cost
            while self._bytes > self._most or len(self._kept) > self._entries:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= len(gone) + OVERHEAD
