"""Parameters that are numbers or arrays of draws: brought to one shape, and checked."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError, out_of_range

Array: TypeAlias = NDArray[np.float64]
Value: TypeAlias = float | Array
ROUNDING: Final = 1e-12
"""Shares closer than this to 0 or 1 are 0 or 1."""


def together(*values: Value) -> tuple[Array, ...]:
    """Broadcast to one shape.

    Raises
    ------
    InputError
        If the shapes do not fit together.
    """
    try:
        return tuple(np.broadcast_arrays(*(np.asarray(each, dtype=float) for each in values)))
    except ValueError:
        shapes = ", ".join(str(np.shape(each)) for each in values)
        raise InputError(
            f"The parameters have shapes {shapes}; allowed are numbers and arrays of one shape."
        ) from None


def require(name: str, value: Array, fits: NDArray[np.bool_] | np.bool_, allowed: str) -> None:
    """Refuse the first value that does not fit.

    Raises
    ------
    InputError
        With the value seen and what is allowed.
    """
    if not np.all(fits):
        raise out_of_range(name, f"{value[~np.asarray(fits)].flat[0]:g}", allowed)


def finite(**values: Array) -> None:
    """Refuse infinities and missing numbers, by name; raises as `require`."""
    for name, value in values.items():
        require(name, value, np.isfinite(value), "any finite number")


def chance(**values: Array) -> None:
    """Refuse what is not a probability, by name; raises as `require`."""
    for name, value in values.items():
        require(name, value, (value >= 0) & (value <= 1), "0 to 1")


def percent(shares: Array | NDArray[np.bool_]) -> str:
    """Mean of shares over the draws in whole per cent; 0% and 100% mean just that, to rounding."""
    mean = float(np.mean(shares))
    if ROUNDING < mean < 0.005:
        return "under 1%"
    if 0.995 < mean < 1 - ROUNDING:
        return "over 99%"
    return f"{100 * mean:.0f}%"
