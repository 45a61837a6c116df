"""The spiral: extra interest is borrowed, and yields answer to the extra debt.

Only debt that the extra interest adds counts; the sale changes who holds the debt, not how much
there is. Yields at the end of month ``m`` rise by ``phi`` times the extra debt ratio foreseen for
``m`` plus the lead (five years: the studies relate forward rates to debt projected five years
ahead). With ``A`` the extra debt ratio that a rise of all yields brings about, the ratio solves
``b = b0 + phi A b``, a fixed point. It exists while ``phi`` times the largest eigenvalue of ``A``
is below one; the distance to runaway says how many times larger `phi` would have to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError, out_of_range
from saiken.fiscal.debt import HORIZON_MONTHS, MONTHS_TO_FISCAL_YEAR_END, elapsed_months
from saiken.fiscal.policy import settings
from saiken.fiscal.security_bill import SecurityBill
from saiken.fiscal.service import extra_debt_usd
from saiken.units import MONTHS_PER_YEAR, SCALE
from saiken.variables import MATURITIES

Array = NDArray[np.float64]
GDP: Final = "cbo_gdp"
TOLERANCE: Final = 1e-12
"""Relative size of the last term of the series."""
MAX_ROUNDS: Final = 2000
PER_BP_PER_PP: Final = SCALE["bp"] / SCALE["pct"]
"""One basis point of yield per percentage point of debt to GDP, in SI."""


@dataclass(frozen=True, slots=True, eq=False)
class Spiral:
    """Debt with and without the answer of yields; arrays of shape (draw,).

    Attributes
    ----------
    multiplier : ndarray
        Extra debt in month 120 with the answer of yields, over the same without it. One more
        per cent of extra debt brings this much; infinite beyond runaway, and where there is no
        extra debt the multiplier of a lasting rise of all yields.
    baseline_gdp_share : float
        Debt to GDP in month 120 without a sale.
    first_ratio : ndarray
        Debt to GDP in month 120 with the extra interest and the interest on it.
    ratio : ndarray
        The same with the answer of yields; infinite beyond runaway.
    distance : ndarray
        How many times larger `phi` would have to be for the spiral to run away; infinite for 0.
    yield_rise : ndarray
        Largest rise of yields that the answer adds (decimals).
    extra_interest_usd : ndarray
        Extra interest over the ten years that the answer adds.
    """

    multiplier: Array
    baseline_gdp_share: float
    first_ratio: Array
    ratio: Array
    distance: Array
    yield_rise: Array
    extra_interest_usd: Array


def gdp_path_usd(store: Store, as_of: object, months: int = HORIZON_MONTHS) -> Array:
    """GDP of CBO's newest projection, as a path by month, shape (month 0..M,).

    A fiscal year's GDP stands at the year's end, as in CBO's ratio of debt to GDP; straight lines
    in the logarithm between, the last year's growth after the end.

    Raises
    ------
    DataError
        If no projection was published by the day.
    """
    table = store.table(GDP, str(as_of))
    long = [v for v in np.unique(table["vintage"]) if _covers(table, v, as_of)]
    if not long:
        raise DataError(f"No ten-year CBO projection of GDP was published by {as_of}.")
    rows = table["vintage"] == max(long)
    order = np.argsort(table["fiscal_year"][rows])
    years = np.asarray(table["fiscal_year"][rows], float)[order]
    logs = np.log(np.asarray(table["gdp"][rows], float)[order])
    ends = np.array([elapsed_months(f"{int(year) - 1}-12-31") for year in years])
    knots = ends + MONTHS_TO_FISCAL_YEAR_END
    far = knots[-1] + months
    growth = (logs[-1] - logs[-2]) / (knots[-1] - knots[-2])
    knots, logs = np.append(knots, far), np.append(logs, logs[-1] + growth * months)
    when = elapsed_months(as_of) + np.arange(months + 1)
    path: Array = np.exp(np.interp(when, knots, logs))
    return path


def _covers(table: dict[str, NDArray[np.generic]], vintage: object, as_of: object) -> bool:
    """Whether a vintage looks ahead a decade: interim updates cover a few years only."""
    years = np.asarray(table["fiscal_year"])[np.asarray(table["vintage"]) == vintage]
    calendar = int(str(as_of)[:4])
    enough: bool = bool(years.max() - calendar >= HORIZON_MONTHS // MONTHS_PER_YEAR - 1)
    return enough


def feedback(bill: SecurityBill, gdp_usd: Array, lead_months: int | None = None) -> Array:
    """Extra debt ratio in each month per unit of foreseen debt ratio, at ``phi`` of one.

    Returns
    -------
    ndarray, shape (month 0..M, month 0..M)
        Row: month of the extra debt; column: month of the debt ratio that yields foresee. What
        would lie beyond the last month is taken to be the last month's.
    """
    lead = int(settings()["debt_feedback"]["lead_months"]) if lead_months is None else lead_months
    months = gdp_usd.size
    unit = np.zeros((months, months, len(MATURITIES)))
    unit[np.arange(1, months), np.arange(1, months)] = 1.0  # one draw a month in which yields rise
    interest = bill.extra_interest_usd(unit)
    ratio = extra_debt_usd(interest, bill.marginal_rate()) / gdp_usd
    seen = np.minimum(np.arange(months) + lead, months - 1)
    matrix = np.zeros((months, months))
    np.add.at(matrix.T, seen, ratio)
    return matrix


def largest_eigenvalue(matrix: Array) -> float:
    """Largest eigenvalue of a matrix without negative entries, by repeated multiplication."""
    vector, value = np.ones(matrix.shape[0]), 0.0
    for _ in range(MAX_ROUNDS):
        ahead = np.einsum("ij,j->i", matrix, vector, optimize=False)
        size = float(ahead.max())
        if size <= 0:
            return 0.0
        if abs(size - value) <= TOLERANCE * size:
            return size
        vector, value = ahead / size, size
    return value


def spiral(
    bill: SecurityBill, extra_interest_usd: Array, gdp_usd: Array, phi: Array | float
) -> Spiral:
    """Find the fixed point in every draw.

    Parameters
    ----------
    bill : SecurityBill
    extra_interest_usd : ndarray, shape (draw, month 0..M)
        What the sale adds before yields answer to the debt.
    gdp_usd : ndarray, shape (month 0..M,)
    phi : float or ndarray of shape (draw,)
        Rise of all yields per unit of debt to GDP: 2 basis points per percentage point are 0.02.

    Raises
    ------
    InputError
        If `phi` is negative.
    """
    draws = extra_interest_usd.shape[0]
    size = np.broadcast_to(np.asarray(phi, float), (draws,))
    if not (size >= 0).all():
        raise out_of_range("the answer of yields to debt", phi, "0 or more")
    matrix = feedback(bill, gdp_usd)
    edge = largest_eigenvalue(matrix)
    safe = size * edge < 1
    first = extra_debt_usd(extra_interest_usd, bill.marginal_rate()) / gdp_usd
    whole = fixed_point(first, np.where(safe, size, 0.0), matrix)
    unit = np.repeat(_lasting(bill, gdp_usd), draws, axis=0)
    usual = fixed_point(unit, np.where(safe, size, 0.0), matrix)[:, -1] / unit[:, -1]
    some = first[:, -1] != 0
    ratio = np.divide(whole[:, -1], first[:, -1], out=usual, where=some)
    baseline = float(bill.plan.debt_usd[-1] / gdp_usd[-1])
    seen = np.minimum(np.arange(gdp_usd.size) + _lead(), gdp_usd.size - 1)
    rise = size[:, None] * whole[:, seen]
    added = np.where(safe, _interest(bill, rise).sum(axis=1), np.inf)
    return Spiral(
        multiplier=np.where(safe, ratio, np.inf),
        baseline_gdp_share=baseline,
        first_ratio=baseline + first[:, -1],
        ratio=np.where(safe | ~some, baseline + whole[:, -1], np.inf),
        distance=np.divide(1.0, size * edge, out=np.full(draws, np.inf), where=size * edge > 0),
        yield_rise=np.where(safe | ~some, rise.max(axis=1), np.inf),
        extra_interest_usd=np.where(some, added, 0.0),
    )


def fixed_point(first: Array, phi: Array, matrix: Array) -> Array:
    """Sum the rounds ``b0 + phi A b0 + (phi A)^2 b0 + …`` until nothing is added.

    Parameters
    ----------
    first : ndarray, shape (draw, month)
    phi : ndarray, shape (draw,)
        Below the edge in every draw.
    matrix : ndarray, shape (month, month)
    """
    total, term = first.copy(), first
    for _ in range(MAX_ROUNDS):
        term = phi[:, None] * np.einsum("ij,dj->di", matrix, term, optimize=False)
        total += term
        if np.abs(term).max() <= TOLERANCE * np.abs(total).max():
            break
    return total


def _lasting(bill: SecurityBill, gdp_usd: Array) -> Array:
    """Extra debt ratio of a lasting rise of all yields by one, shape (1, month)."""
    return (
        extra_debt_usd(_interest(bill, np.ones((1, gdp_usd.size))), bill.marginal_rate()) / gdp_usd
    )


def _interest(bill: SecurityBill, rise: Array) -> Array:
    """Extra interest of a rise of all yields, from (draw, month) to (draw, month)."""
    lifted = rise.copy()
    lifted[:, 0] = 0.0
    return bill.extra_interest_usd(np.repeat(lifted[:, :, None], len(MATURITIES), axis=2))


def _lead() -> int:
    return int(settings()["debt_feedback"]["lead_months"])
