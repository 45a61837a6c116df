"""From a published effect to the scale of the habitat model that reproduces it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from saiken.data import Store, load_store
from saiken.errors import DataError
from saiken.impact.evidence.reading import reading_file
from saiken.impact.evidence.record import EvidenceRow, Quantity
from saiken.impact.evidence.rescaling import share_of, then_usd
from saiken.impact.evidence.rows import load_rows
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
    share = share_of("debt", quantity, store)
    if share is None:
        raise DataError(
            "a quantity needs dollars with dates since 1970, or a share of the debt, to be put "
            "over the debt."
        )
    return share


def debt_held_by_public(quantity: Quantity, store: Store) -> float:
    """Mean debt held by the public over the dates of a quantity, in dollars.

    Raises
    ------
    DataError
        If there is none for those dates.
    """
    debt = then_usd("debt", quantity, store)
    if debt is None:
        raise DataError(
            f"there is no debt held by the public between {quantity.start} and {quantity.end}."
        )
    return debt


def unit_effect(row: EvidenceRow, kernels: Kernels, half_life_years: float | None) -> float:
    """Yield effect of the row's experiment per share of debt, at the published scale."""
    shares = np.array([row.mix.get(name, 0.0) for name in bucket_names()])
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

    Raises
    ------
    DataError
        If the row states no effect, or the model gives none for its mix at its maturity.
    """
    if row.effect_bp is None:
        raise DataError(f"{row.id} states no effect.")
    lasting = row.half_life_years if half_life_years is None else half_life_years
    share = share_of_debt(row.measured, store or load_store())
    model = unit_effect(row, kernels, lasting)
    if model <= 0:
        raise DataError(
            f"the habitat model raises no yield at {row.maturity_years} years for the mix of "
            f"{row.id}, so the row implies no size."
        )
    return to_si(row.effect_bp, "bp") / (share * model)


def log_error(row: EvidenceRow) -> float:
    """Standard error of the logarithm of a row's effect.

    From the standard error, else from the range, else the assumption in ``reading.yaml``.
    """
    reading = reading_file()["errors"]
    if row.effect_bp is not None and row.standard_error_bp is not None:
        return row.standard_error_bp / row.effect_bp
    if row.effect_low_bp is not None and row.effect_high_bp is not None:
        width = np.log(row.effect_high_bp / row.effect_low_bp)
        return float(width / reading["range_in_standard_errors"])
    return float(reading["assumed_relative_error"])


def error_bp(row: EvidenceRow) -> float:
    """Standard error of a row's effect in basis points, read as :func:`log_error` reads it."""
    if row.standard_error_bp is not None:
        return row.standard_error_bp
    if row.effect_low_bp is not None and row.effect_high_bp is not None:
        width = row.effect_high_bp - row.effect_low_bp
        return float(width / reading_file()["errors"]["range_in_standard_errors"])
    return log_error(row) * (row.effect_bp or 0.0)


def error_words(row: EvidenceRow) -> str:
    """Say where a row's sampling error comes from."""
    if row.standard_error_bp is not None:
        return "standard error"
    ranged = row.effect_low_bp is not None and row.effect_high_bp is not None
    return "range" if ranged else "assumed"


def sized(row: EvidenceRow, log_scale: float, error: float) -> SizedRow:
    """Strip a row to what the pool needs to know."""
    return SizedRow(
        row=row.id,
        study=row.study,
        episode=row.episode,
        log_scale=log_scale,
        log_error=error,
        tier=row.tier,
        signalling=row.signalling,
        published_year=row.published_year,
    )


def sized_rows(
    kernels: Kernels,
    store: Store | None = None,
    *,
    rows: Sequence[EvidenceRow] | None = None,
    half_life_years: float | None = None,
) -> list[SizedRow]:
    """All stock rows that carry weight, with the scale each implies.

    Parameters
    ----------
    kernels : Kernels
    store : Store, optional
    rows : sequence of EvidenceRow, optional
        Other rows than the bundled ones.
    half_life_years : float, optional
        Read every row as an experiment that was expected to fade.
    """
    return [
        sized(
            each,
            float(np.log(row_scale(each, kernels, store, half_life_years=half_life_years))),
            log_error(each),
        )
        for each in (load_rows() if rows is None else rows)
        if each.in_pool
    ]
