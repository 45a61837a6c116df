"""What a conversion does in the two-country model, per unit, for every share omega.

A dollar sold for yen is a dollar that private capital has to hold, with the yen it gave up. The
capital that prices bonds takes part in this with a share omega, and asks to be paid for it at its
own scale s; the exchange rate itself is priced at the currency's scale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.estimation.segmentation.moves import plan
from saiken.variables import MATURITIES

Array = NDArray[np.float64]

UnitResponse: TypeAlias = Callable[[float], tuple[Array, Array, float]]
"""From omega to US yields, Japanese yields (both at the published maturities, decimals) and log yen
per dollar, per unit of the quantity at scale one."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """Unit responses at the observed maturities on a grid of omega.

    Attributes
    ----------
    omega : ndarray, shape (omega,)
    yields : ndarray, shape (omega, yield)
        US yields, then Japanese ones, decimals per unit of the quantity.
    log_currency : ndarray, shape (omega,)
        Log yen per dollar per unit; negative is a stronger yen.
    """

    omega: Array
    yields: Array
    log_currency: Array

    def together(self, other: UnitTable) -> UnitTable:
        """Add the yield responses of another quantity of the same size; the currency's stays."""
        return UnitTable(self.omega, self.yields + other.yields, self.log_currency)


def omega_grid() -> Array:
    """Shares at which the posterior is worked out, 0 to 1, shape (omega,)."""
    return np.linspace(0.0, 1.0, int(plan()["grid"]["omega"]))


def observed_places() -> list[int]:
    """Places of the observed maturities among the published ones."""
    return [MATURITIES.index(float(years)) for years in plan()["moves"]["maturities_years"]]


def tabulate(response: UnitResponse, omega: Sequence[float] | Array) -> UnitTable:
    """Evaluate a unit response on a grid of omega.

    Raises
    ------
    DataError
        If a response does not have the published maturities.
    """
    rows = [response(float(share)) for share in omega]
    if any(np.shape(part) != (len(MATURITIES),) for us, japan, _ in rows for part in (us, japan)):
        raise DataError(f"A unit response needs the {len(MATURITIES)} published maturities.")
    places = observed_places()
    return UnitTable(
        omega=np.asarray(omega, dtype=np.float64),
        yields=np.array([np.concatenate([us[places], japan[places]]) for us, japan, _ in rows]),
        log_currency=np.array([currency for _, _, currency in rows], dtype=np.float64),
    )


def weighted_quantile(values: Array, weight: Array, probabilities: Sequence[float]) -> Array:
    """Smallest values below which the weights reach each probability, shape (probability,)."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weight[order])
    place = np.searchsorted(below, np.asarray(probabilities) * below[-1])
    return np.asarray(values[order][np.minimum(place, values.size - 1)], dtype=np.float64)
