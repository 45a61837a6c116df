"""What this room asks of a snapshot: a date, and figures as they were known on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from saiken.data import Observation, Series, Store


class Known(Protocol):
    """Anything that reads a store as of a date; :class:`saiken.snapshot.Snapshot` does."""

    @property
    def as_of(self) -> np.datetime64:
        """Day after whose close the figures are known."""

    @property
    def store(self) -> Store:
        """Where the figures are."""

    def series(self, dataset: str, key: str) -> Series:
        """Return a series as known on the day."""

    def latest(self, dataset: str, key: str) -> Observation:
        """Return the newest figure known on the day."""


@dataclass(frozen=True, slots=True)
class View:
    """The least that is :class:`Known`: a store and a date, with no market attached.

    Examples
    --------
    >>> import numpy as np
    >>> from saiken.data import load_store
    >>> view = View(load_store(), np.datetime64("2025-05-02"))
    >>> str(view.latest("tic_holdings", "Japan").period_end)
    '2025-02-28'
    """

    store: Store
    as_of: np.datetime64

    def series(self, dataset: str, key: str) -> Series:
        """Return a series as known on the day."""
        return self.store.series(dataset, key, as_of=self.as_of)

    def latest(self, dataset: str, key: str) -> Observation:
        """Return the newest figure known on the day."""
        return self.store.latest(dataset, key, self.as_of)
