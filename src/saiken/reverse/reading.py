"""Reading a target's figure: levels of par yields, each draw's own extreme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError
from saiken.market.par import par_response
from saiken.reverse.quantities import Arrays, Path, Quantity
from saiken.variables import MATURITIES, maturity_index

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


def par_level(label: str, snap: Snapshot) -> Path:
    """Read the level of a par yield: that of the day plus its change with the zero curve.

    Parameters
    ----------
    label : str
        Maturity such as ``"10y"``.
    """
    place = maturity_index(label)
    start = float(snap.curve.par(maturity_years(label)))
    weights = par_response(snap.curve)[place]

    def read(arrays: Arrays) -> Array:
        moved = np.einsum(
            "dtm,m->dt", arrays["yield_change"].astype(np.float64), weights, optimize=False
        )
        return np.asarray(start + moved)

    return read


def maturity_years(label: str) -> float:
    """Length of a maturity such as ``"10y"``, in years."""
    return MATURITIES[maturity_index(label)]


def extreme(values: Array, at_least: bool) -> Array:
    """Each draw's own extreme over the horizon, shape (draw,); a single number is its own."""
    if values.ndim == 1:
        return values
    found: Array = values.max(axis=1) if at_least else values.min(axis=1)
    return found


def require(found: Arrays, needed: Quantity) -> None:
    """Refuse a quantity that this case cannot show.

    Raises
    ------
    InputError
        If the proceeds go where no record says what they move.
    """
    if needed.needs not in found:
        raise InputError(
            f"{needed.name} cannot be a target here: no record says what proceeds in euro or gold "
            "move."
        )
