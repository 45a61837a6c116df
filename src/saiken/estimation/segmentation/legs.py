r"""The conversion leg on the US ten-year against the bond leg of the same sale.

In the model with one price of risk for everything, a scale that moves the yen as much as operations
did lets a conversion *lower* US yields by far more than the sale of the bonds raises them. With
yields priced at the bonds' own scale s the two legs are

.. math:: s\,\tfrac{X}{D} \textstyle\sum_b w_b u_b(\omega) \quad\text{and}\quad
          s\,\tfrac{X_T}{D}\, u_c(\omega; k),

X the dollars sold and X_T what of them still weighs on the last day of the sale at the conversion's
rate of absorption k. Their ratio depends on omega and k alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.segmentation.grid import SCALE, SLOPE, JointGrid
from saiken.estimation.segmentation.moves import plan
from saiken.estimation.segmentation.unit import UnitTable, weighted_quantile
from saiken.impact.currency import outstanding
from saiken.units import BUSINESS_DAYS_PER_YEAR, from_si, to_si

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Legs:
    """Both legs of one sale on the grid of omega and of the half-lives.

    Attributes
    ----------
    units : sequence of UnitTable
        Conversion, one table for each half-life.
    bonds : UnitTable
        The bonds sold, for good.
    half_life_years : ndarray, shape (half-life,)
    sale_days : int
        Business days over which the sale is spread evenly.
    amount_usd, debt_usd : float
        Dollars sold and converted; debt held by the public.
    """

    units: Sequence[UnitTable]
    bonds: UnitTable
    half_life_years: Array
    sale_days: int
    amount_usd: float
    debt_usd: float

    @cached_property
    def weighing_usd(self) -> Array:
        """Converted dollars that still weigh on the last day of the sale, shape (half-life,)."""
        daily = np.full((1, self.sale_days), self.amount_usd / self.sale_days)
        days = self.half_life_years * BUSINESS_DAYS_PER_YEAR
        return outstanding(daily, days)[:, -1]

    @cached_property
    def bond_per_scale(self) -> Array:
        """Bond leg at scale one, decimals, shape (omega,)."""
        return self.bonds.yields[:, _place()] * (self.amount_usd / self.debt_usd)

    @cached_property
    def conversion_per_scale(self) -> Array:
        """Conversion leg at scale one, decimals, shape (half-life, omega)."""
        unit = np.array([table.yields[:, _place()] for table in self.units])
        return unit * (self.weighing_usd / self.debt_usd)[:, None]

    @cached_property
    def conversion_per_slope(self) -> Array:
        """Conversion leg at the currency's scale per unit of its slope, (half-life, omega).

        A straight line in the dollars, also beyond the largest operation on record.
        """
        unit = np.array([table.yields[:, _place()] / table.log_currency for table in self.units])
        return -unit * self.weighing_usd[:, None]

    @property
    def ratio(self) -> Array:
        """Conversion leg over bond leg at the bonds' scale, shape (half-life, omega)."""
        return np.asarray(self.conversion_per_scale / self.bond_per_scale)


def _place() -> int:
    """Place of the US maturity looked at among the observed yields."""
    years: list[int] = plan()["moves"]["maturities_years"]
    return years.index(plan()["legs"]["maturity_years"])


def currency_scale(unit: UnitTable, slope_per_usd: float, debt_usd: float) -> Array:
    """Scale of the currency that gives a slope, at each omega, shape (omega,)."""
    return np.asarray(slope_per_usd * debt_usd / -unit.log_currency)


def share_small(grid: JointGrid, legs: Legs) -> float:
    """Posterior share in which the conversion leg stays below the plan's part of the bond leg."""
    pair = grid.weight.sum(axis=(SCALE, SLOPE))
    return float(pair[np.abs(legs.ratio) < plan()["legs"]["small_below_share"]].sum())


def shares_at_currency_scale(
    grid: JointGrid, legs: Legs, slope_per_usd: Array
) -> tuple[float, float]:
    """Return both shares if conversions moved yields at the currency's own scale.

    Parameters
    ----------
    grid : JointGrid
        Posterior under that reading.
    legs : Legs
    slope_per_usd : ndarray, shape (slope,)
        Equally likely slopes of one more episode.
    """
    pair = grid.weight.sum(axis=(SCALE, SLOPE))[:, :, None, None]
    conversion = legs.conversion_per_slope[:, :, None, None] * slope_per_usd
    bond = legs.bond_per_scale[:, None, None] * grid.scale[:, None]
    small = np.abs(conversion) < plan()["legs"]["small_below_share"] * bond
    each = pair / (grid.scale.size * slope_per_usd.size)
    return float((each * small).sum()), float((each * (conversion < -bond)).sum())


def share_outweighed(grid: JointGrid, legs: Legs) -> float:
    """Posterior share in which the conversion leg outweighs the bond leg and turns the sum."""
    pair = grid.weight.sum(axis=(SCALE, SLOPE))
    return float(pair[legs.ratio < -1].sum())


def conversion_band_bp(grid: JointGrid, legs: Legs) -> list[float]:
    """Quantiles of the conversion leg in basis points, at the plan's probabilities."""
    joint = grid.weight.sum(axis=SLOPE)
    leg = legs.conversion_per_scale[:, :, None] * grid.scale
    found = weighted_quantile(leg.ravel(), joint.ravel(), plan()["quantiles"])
    return [float(from_si(float(value), "bp")) for value in found]


def leg_rows(legs: Legs, scale: float, slope_per_usd: float) -> list[dict[str, float]]:
    """One line for each of the plan's omegas: both legs in basis points, and their ratio.

    Parameters
    ----------
    legs : Legs
    scale : float
        Of the bonds, per share of debt.
    slope_per_usd : float
        Of the currency.
    """
    middle = len(legs.units) // 2
    scales = currency_scale(legs.units[middle], slope_per_usd, legs.debt_usd)
    rows = []
    for omega in plan()["legs"]["omega"]:
        at = int(np.argmin(np.abs(legs.bonds.omega - omega)))
        ratio = legs.ratio[:, at]
        rows.append(
            {
                "omega_share": float(legs.bonds.omega[at]),
                "half_life_years": float(legs.half_life_years[middle]),
                "bond_leg_bp": _bp(scale * legs.bond_per_scale[at]),
                "conversion_leg_bp": _bp(scale * legs.conversion_per_scale[middle, at]),
                "ratio": float(ratio[middle]),
                "ratio_shortest_half_life": float(ratio[0]),
                "ratio_longest_half_life": float(ratio[-1]),
                "conversion_at_currency_scale_bp": _bp(
                    slope_per_usd * legs.conversion_per_slope[middle, at]
                ),
                "currency_scale": float(scales[at]),
            }
        )
    return rows


def _bp(value: float) -> float:
    return float(from_si(float(value), "bp"))


def planned_amount_usd() -> float:
    """Dollars of the table."""
    return to_si(float(plan()["legs"]["converted_usd_bn"]), "usd_bn")
