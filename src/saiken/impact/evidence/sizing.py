"""From a published effect to the scale of the habitat model that reproduces it."""

from __future__ import annotations

import numpy as np

from saiken.data import Store, load_store
from saiken.errors import DataError
from saiken.impact.evidence.rows import EvidenceRow, Quantity, load_rows
from saiken.impact.habitat import Kernels
from saiken.impact.habitat.linear import contract
from saiken.market import bucket_names
from saiken.parameters import SizedRow
from saiken.units import to_si
from saiken.variables import MATURITIES


def share_of_debt(quantity: Quantity, store: Store) -> float:
    """Quantity as a share of the debt held by the public when it was measured.

    Raises
    ------
    DataError
        If the row gives no quantity that can be put over the debt.
    """
    if quantity.share_of_debt_pct is not None:
        return to_si(quantity.share_of_debt_pct, "pct")
    if quantity.usd_bn is None or quantity.start is None or quantity.end is None:
        raise DataError("a quantity needs dollars with dates, or a share of the debt.")
    return to_si(quantity.usd_bn, "usd_bn") / debt_held_by_public(quantity, store)


def debt_held_by_public(quantity: Quantity, store: Store) -> float:
    """Mean debt held by the public over the dates of a quantity, in dollars."""
    series = store.series("fiscal_quarterly", "FYGFDPUN")
    start, end = np.datetime64(quantity.start, "D"), np.datetime64(quantity.end, "D")
    inside = series.window(start, end)
    if len(inside) == 0:
        raise DataError(f"there is no debt held by the public between {start} and {end}.")
    return float(inside.values.mean())


def unit_effect(row: EvidenceRow, kernels: Kernels, half_life_years: float | None) -> float:
    """Yield effect of the row's experiment per share of debt, at the published scale."""
    mix = row.mix or {}
    shares = np.array([mix.get(name, 0.0) for name in bucket_names()])
    decay = 0.0 if half_life_years is None else float(np.log(2)) / half_life_years
    curve = contract("b,bm->m", shares, kernels.programme(decay))
    return float(np.interp(row.maturity_years or 0.0, MATURITIES, curve))


def row_scale(
    row: EvidenceRow,
    kernels: Kernels,
    store: Store | None = None,
    *,
    half_life_years: float | None = None,
) -> float:
    """Scale that makes the habitat model reproduce a row.

    The model's response to a quantity is linear in the scale when risk aversion is multiplied
    while its products with the habitat slopes are held fixed (Vayanos and Vila 2021, section 4).

    Parameters
    ----------
    row : EvidenceRow
        A row with an experiment.
    kernels : Kernels
        Responses at the published calibration, per share of GDP.
    half_life_years : float, optional
        Read the row as an experiment that was expected to fade, instead of its own persistence.

    Returns
    -------
    float
        Multiple of the published response per share of *debt*: a quantity of one per cent of the
        debt counts as one per cent of GDP in the published model times this.
    """
    if row.effect_bp is None:
        raise DataError(f"{row.id} states no effect.")
    lasting = row.half_life_years if half_life_years is None else half_life_years
    share = share_of_debt(row.measured, store or load_store())
    return to_si(row.effect_bp, "bp") / (share * unit_effect(row, kernels, lasting))


def sized_rows(
    kernels: Kernels, store: Store | None = None, *, half_life_years: float | None = None
) -> list[SizedRow]:
    """All rows that carry weight, with the scale each implies."""
    return [
        SizedRow(
            row.id,
            row.episode,
            float(np.log(row_scale(row, kernels, store, half_life_years=half_life_years))),
        )
        for row in load_rows()
        if row.weight
    ]
