"""Draws of the parameters, one column each, aligned over draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.errors import unknown

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Aligned draws, in SI.

    Attributes
    ----------
    columns : mapping of str to ndarray, shape (draw,)
    draws : int
        Length of every column.
    """

    columns: Mapping[str, Array]
    draws: int

    @classmethod
    def from_values(cls, values: Mapping[str, float | Array], draws: int) -> Parameters:
        """Build from given numbers or columns; a number is repeated for every draw."""
        columns = {
            name: np.broadcast_to(np.asarray(value, dtype=np.float64), (draws,))
            for name, value in values.items()
        }
        return cls(columns, draws)

    def __getitem__(self, identifier: str) -> Array:
        """Return one column; an unknown id names the nearest."""
        if identifier not in self.columns:
            raise unknown("parameter", identifier, self.columns)
        return self.columns[identifier]

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.columns)

    def fixed(self, values: Mapping[str, float]) -> Parameters:
        """Return a copy in which some parameters are given numbers (SI)."""
        for name in values:
            _ = self[name]
        given = {name: np.full(self.draws, float(value)) for name, value in values.items()}
        return Parameters({**self.columns, **given}, self.draws)

    def block(self, start: int, stop: int) -> Parameters:
        """Return draws ``start`` to ``stop``, so that work can be cut into equal pieces."""
        part = {name: column[start:stop] for name, column in self.columns.items()}
        return Parameters(part, min(stop, self.draws) - start)

    def take(self, rows: NDArray[np.intp]) -> Parameters:
        """Return draws by their places, which may repeat."""
        return Parameters({name: column[rows] for name, column in self.columns.items()}, len(rows))
