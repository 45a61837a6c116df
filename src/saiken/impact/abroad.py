"""What crosses the ocean: Japanese yields, the bond leg of the currency, the conversion's yields.

All of it comes from the two-country model at the size that the evidence gives the bonds, and none
of it from a record of its own: it is shown apart, marked as the model's, and enters no total. In
particular the currency's answer to a bond sale is taken at the bonds' scale. At the scale that the
record of operations gives the currency it would be some ten times as large, against the finding
that purchases of bonds move the currency little (docs/method/two_countries.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.announced import known_path_shape
from saiken.impact.currency import outstanding
from saiken.impact.habitat import TwoCountryKernels
from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.two_kernels import CURRENCY
from saiken.market import bucket_names
from saiken.parameters import Parameters
from saiken.units import BUSINESS_DAYS_PER_MONTH, MONTHS_PER_YEAR

Array = NDArray[np.float64]
JGB_TEN: Final = "japan:10"
US_TEN: Final = "us:10"
OMEGA: Final = "impact.omega"


@dataclass(frozen=True, eq=False)
class AbroadShape:
    """Responses to the bond leg that all draws share.

    Attributes
    ----------
    kernels : TwoCountryKernels
    bonds : ndarray, shape (node, day, output)
        Japanese ten-year yield and log yen per dollar per unit of quantity, at each solved omega.
    """

    kernels: TwoCountryKernels
    bonds: Array


@dataclass(frozen=True, slots=True)
class Abroad:
    """The model's answers abroad, shape (draw, day) each; decimals and logarithms.

    Attributes
    ----------
    jgb_bonds, jgb_conversion : ndarray
        Change of the Japanese ten-year yield through the bonds and through the conversion.
    currency_bonds : ndarray
        Change of log yen per dollar through the bonds; positive is a stronger dollar.
    us_conversion : ndarray
        Change of the US ten-year yield through the conversion; in no total.
    """

    jgb_bonds: Array
    jgb_conversion: Array
    currency_bonds: Array
    us_conversion: Array


def abroad_shape(state: Array, program: Program, kernels: TwoCountryKernels) -> AbroadShape:
    """Work out the bond leg at every solved omega.

    Parameters
    ----------
    state : ndarray, shape (day, bucket)
        Supply per dollar of the amount on each business day.
    program : Program
    kernels : TwoCountryKernels
    """
    buckets = len(bucket_names())
    wanted = [kernels.outputs.index(name) for name in (JGB_TEN, CURRENCY)]
    if program.announced or program.threat is not None:
        until = np.inf if program.threat is None else float(program.threat.until_day)
        days = np.arange(state.shape[0], dtype=np.float64)
        edges = kernels.kernels.horizon_edges_years
        bonds = np.stack([
            known_path_shape(state, program.decay_per_year, edges, G, days, until)
            for G in kernels.kernels.G[:, :, :buckets][..., wanted]
        ])  # fmt: skip
        return AbroadShape(kernels, bonds)
    unit = kernels.programme(program.decay_per_year, np.array(kernels.omegas))
    return AbroadShape(kernels, contract("tb,nbo->nto", state, unit[:, :buckets][..., wanted]))


def abroad(
    program: Program, shape: AbroadShape, size: Array, prm: Parameters, debt_usd: float
) -> Abroad:
    """Run a programme through the two-country model.

    Parameters
    ----------
    program : Program
    shape : AbroadShape
    size : ndarray, shape (draw,)
        Quantity, as a share of the debt, times the scale of the bonds.
    prm : Parameters
    debt_usd : float
        Debt held by the public.
    """
    nodes = shape.kernels.omega_weights(prm[OMEGA])
    jgb, currency = np.moveaxis(contract("dn,nto->dto", nodes * size[:, None], shape.bonds), 2, 0)
    us_leg, jgb_leg = _conversion(program, shape.kernels, prm, debt_usd)
    return Abroad(
        jgb_bonds=jgb, jgb_conversion=jgb_leg, currency_bonds=currency, us_conversion=us_leg
    )


def _conversion(
    program: Program, kernels: TwoCountryKernels, prm: Parameters, debt_usd: float
) -> tuple[Array, Array]:
    """US and Japanese ten-year yields through the dollars that the market has taken."""
    nothing = np.zeros((prm.draws, program.schedule.shape[0]))
    if not program.converted.any():
        return nothing, nothing.copy()
    months = prm["currency.half_life_months"]
    decay = np.log(2) * MONTHS_PER_YEAR / months
    taken = outstanding(program.converted_usd, months * BUSINESS_DAYS_PER_MONTH) / debt_usd
    stock = prm["impact.stock_scale"][:, None] * taken
    us, japan = (
        kernels.answer(CURRENCY, name, decay, prm[OMEGA])[:, None] for name in (US_TEN, JGB_TEN)
    )
    return stock * us, stock * japan
