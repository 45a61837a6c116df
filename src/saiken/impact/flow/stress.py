r"""How much more the same pace moves yields when dealers are full.

.. math:: r_t = \max(f_t, 0)\,(M-1)\,s(u_t), \qquad
          M = 1 + w\,\max\left(\frac{\Delta y - stock}{f} - 1,\ 0\right)

s is the strain of :mod:`saiken.impact.flow.dealers`. The full multiple is read off March 2020: the
rise of the ten-year yield, less the stock effect of the same sales, over their normal flow effect
at that month's volatility, hence what volatility alone does not explain. Others sold too, so it is
an upper bound, and w in [0, 1] says how much of it dealers' capacity explains. In every draw w = 1
and full strain give back March 2020: that month is used up and tests nothing. A purchase never
stresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow.file import flow_file
from saiken.impact.flow.path import flow_law, flow_path
from saiken.impact.flow.sectors import SectorShape, reference_mix, sector_shape
from saiken.impact.flow.size import flow_size
from saiken.impact.habitat.linear import contract
from saiken.measure import sd_of_changes
from saiken.snapshot import Snapshot, snapshot
from saiken.variables import maturity_index

if TYPE_CHECKING:
    from saiken.data import Store
    from saiken.impact.habitat import Kernels
    from saiken.parameters import Parameters

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StressShape:
    """March 2020's sales, as far as they do not depend on a draw.

    Attributes
    ----------
    stock : ndarray, shape (maturity,)
        Stock response per unit of quantity at the published scale.
    flow : SectorShape
    """

    stock: Array
    flow: SectorShape


def stress_shape(kernels: Kernels, half_life_weeks: float) -> StressShape:
    """Spread March 2020's sales, for good and of the reference mix, over maturities."""
    mix = reference_mix()
    stock = contract("b,bm->m", mix, kernels.programme(0.0))
    return StressShape(np.asarray(stock), sector_shape(mix, kernels, half_life_weeks))


def stress_multiple(
    shape: StressShape,
    prm: Parameters,
    store: Store,
    *,
    size_weight: float | None = None,
    denominator: str = "debt",
) -> Array:
    """Multiple M of the normal flow effect at full strain, one or more.

    Parameters
    ----------
    shape : StressShape
    prm : Parameters
    store : Store
        Where the market of March 2020 is read.
    size_weight : float, optional
        One end of the flow effect's size instead of the drawn weight.
    denominator : str
        As in :func:`saiken.impact.flow.reference_usd`.

    Returns
    -------
    ndarray, shape (draw,)
    """
    stock, flow = explained(shape, prm, store, size_weight=size_weight, denominator=denominator)
    effect = store.anchor(flow_file()["stress"]["effect_anchor"]).si()
    full = np.ones_like(flow)
    np.divide(effect - stock, flow, out=full, where=flow > 0)
    return np.asarray(1 + prm["flow.stress_weight"] * np.maximum(full - 1, 0.0))


def explained(
    shape: StressShape,
    prm: Parameters,
    store: Store,
    *,
    size_weight: float | None = None,
    denominator: str = "debt",
) -> tuple[Array, Array]:
    """What stock and normal flow say about March 2020's sales, on the yield that was measured.

    Returns
    -------
    (stock, flow) : ndarray, shape (draw,)
        Decimals, once the month's sales are complete.
    """
    then, sold = _march(store), _sales_usd(store)
    size = flow_size(prm, then, denominator, _volatility(store))
    drawn = size if size_weight is None else size.at(size_weight)
    law = flow_law(drawn, prm, then.scale.volume_usd_per_day)
    spread = shape.flow.at(prm["flow.local_share"])[:, _measured()]
    share = sold.sum() / then.scale.debt_held_by_public_usd
    stock = prm["impact.stock_scale"] * share * shape.stock[_measured()]
    return stock, flow_path(sold, law)[:, -1] * spread


def regime_path(flow: Array, strained: Array, multiple: Array) -> Array:
    """What stress adds to the flow effect.

    Parameters
    ----------
    flow, strained : ndarray, shape (draw, time)
        Normal flow effect; strain, 0 to 1.
    multiple : ndarray, shape (draw,)

    Returns
    -------
    ndarray, shape (draw, time)
        Zero where the flow effect is a purchase's.
    """
    return np.asarray(np.maximum(flow, 0.0) * (multiple - 1)[:, None] * strained)


@lru_cache(maxsize=4)
def _march(store: Store) -> Snapshot:
    """Return the market as known when the sales of March 2020 began."""
    return snapshot(str(flow_file()["stress"]["as_of"]), store)


def _sales_usd(store: Store) -> Array:
    """Foreign net sales of March 2020 spread evenly over its days, shape (1, day)."""
    file = flow_file()["stress"]
    days = int(file["business_days"])
    sold = np.full((1, days + 1), store.anchor(file["sales_anchor"]).si() / days)
    sold[:, 0] = 0.0
    return sold


@lru_cache(maxsize=4)
def _volatility(store: Store) -> float:
    """Daily standard deviation of the 5-year yield in the month up to the peak, decimals."""
    file = flow_file()
    window = file["stress"]["volatility"]
    series = store.series("par_yields", file["square_root_law"]["yield_series"])
    return sd_of_changes(series.window(str(window["first"]), str(window["last"])))


def _measured() -> int:
    return maturity_index(str(flow_file()["stress"]["maturity"]))
