"""Prices, yields and basis-point values of 400 bonds on 1,000 curves.

``python -m benchmarks.pricing`` prints one table: our times, QuantLib's Python bindings on the same
securities (on a few of the curves, scaled up) and the dense matrix product of the same size, which
is what a linear-algebra library needs for the prices alone. QuantLib comes with the ``test`` extra;
without it its rows say so. Nothing is asserted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import measure
from saiken.data import load_store
from saiken.market import Curve
from saiken.market.pricing import (
    CashFlows,
    Position,
    Securities,
    cash_flows,
    discount_factors,
    dv01,
    position,
    yield_from_price,
)

Array = NDArray[np.float64]
BONDS = 400
CURVES = 1000
QUANTLIB_CURVES = 5
LIST_DATE = np.datetime64("2023-09-30")
CURVE_DATE = "2023-09-29"
SETTLEMENT = np.datetime64("2023-10-02")
MOVE = 0.005
"""Standard deviation of the random moves of each zero yield."""
PRICES, EVERYTHING = "400 bonds x 1,000 curves: prices", "  with yields and DV01"
BUDGET_SECONDS = {PRICES: 0.005, EVERYTHING: 0.05}
MILLISECONDS = 1e3


@dataclass(frozen=True)
class Timing:
    """One line: seconds, the budget where there is one, and what it was compared with."""

    name: str
    seconds: float | None
    budget_seconds: float | None = None


@dataclass(frozen=True)
class Job:
    """The securities, where they stand, and the curves."""

    securities: Securities
    at: Position
    flows: CashFlows
    nodes: Array
    zero_yields: Array

    @classmethod
    def load(cls) -> Job:
        """Take notes and bonds of the last official list, from the start again beyond its end."""
        table = load_store().table("mspd_securities")
        rows = (table["record_date"] == LIST_DATE) & (table["maturity_date"] > SETTLEMENT)
        rows &= np.isin(table["security_class"], ["Note", "Bond"])
        place = np.resize(np.flatnonzero(rows), BONDS)
        securities = Securities.of(
            table["coupon"][place], table["first_issue_date"][place], table["maturity_date"][place]
        )
        curve = Curve.from_store(load_store(), CURVE_DATE)
        moves = np.random.default_rng(0).normal(0, MOVE, (curve.zero_years.size, CURVES))
        return cls(
            securities,
            position(securities, SETTLEMENT),
            cash_flows(securities, SETTLEMENT),
            curve.zero_years,
            curve.zero_yields[:, None] + moves,
        )

    def prices(self) -> Array:
        """From zero yields to prices with accrued interest."""
        discount = discount_factors(self.flows.years, self.nodes, self.zero_yields)
        return self.flows.present_value(discount)

    def everything(self) -> tuple[Array, Array, Array]:
        """Prices, yields and basis-point values."""
        dirty = self.prices()
        yields = yield_from_price(self.at, dirty)
        return dirty, yields, dv01(self.at, yields)


class QuantLibJob:
    """The same on the first few curves, bond by bond and curve by curve."""

    def __init__(self, job: Job) -> None:
        self.ql: Any = import_module("QuantLib")
        self.job = job
        self.settlement = self._date(SETTLEMENT)
        self.ql.Settings.instance().evaluationDate = self.settlement
        self.counter = self.ql.ActualActual(self.ql.ActualActual.ISMA)
        terms = zip(job.securities.dated_date, job.securities.maturity_date, strict=True)
        self.bonds = [
            self._bond(*dates, rate)
            for dates, rate in zip(terms, job.securities.coupon.tolist(), strict=True)
        ]
        years = job.flows.years
        discount = discount_factors(years, job.nodes, job.zero_yields[:, :QUANTLIB_CURVES])
        self.dates = [self.settlement, *(self._date(day) for day in job.flows.dates)]
        self.discounts = [[1.0, *column] for column in discount.T.tolist()]

    def _date(self, day: np.datetime64) -> Any:  # noqa: ANN401 - QuantLib has no types
        return self.ql.DateParser.parseISO(str(day))

    def _bond(self, dated: np.datetime64, maturity: np.datetime64, coupon: float) -> Any:  # noqa: ANN401
        ql = self.ql
        end = ql.Date.isEndOfMonth(self._date(maturity))
        schedule = ql.Schedule(
            self._date(dated), self._date(maturity), ql.Period(ql.Semiannual), ql.NullCalendar(),
            ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Backward, end,
        )  # fmt: skip
        return ql.FixedRateBond(0, 100.0, schedule, [coupon], self.counter, ql.Unadjusted)

    def prices(self) -> Iterator[tuple[Any, float]]:
        """Each bond with its price on each curve."""
        handle = self.ql.RelinkableYieldTermStructureHandle()
        functions, none = self.ql.BondFunctions, self.ql.Actual365Fixed()
        for discounts in self.discounts:
            curve = self.ql.DiscountCurve(self.dates, discounts, none)
            handle.linkTo(curve)
            for bond in self.bonds:
                yield bond, functions.cleanPrice(bond, curve, self.settlement)

    def only_prices(self) -> None:
        """Use up :meth:`prices`."""
        for _ in self.prices():
            pass

    def everything(self) -> None:
        """Prices, yields and basis-point values."""
        ql = self.ql
        for bond, clean in self.prices():
            rate = ql.BondFunctions.bondYield(
                bond, ql.BondPrice(clean, ql.BondPrice.Clean), self.counter, ql.Compounded,
                ql.Semiannual, self.settlement, 1e-10, 100, 0.04,
            )  # fmt: skip
            ql.BondFunctions.basisPointValue(
                bond, rate, self.counter, ql.Compounded, ql.Semiannual, self.settlement
            )


def product_seconds(job: Job) -> float:
    """Time the dense matrix product that gives the same prices from discount factors."""
    full = job.flows.dense()
    discount = discount_factors(job.flows.years, job.nodes, job.zero_yields)
    return measure.best(lambda: full @ discount)


def timings() -> list[Timing]:
    """Measure all of it in this process."""
    job = Job.load()
    job.everything()  # SciPy's sparse arrays are imported at the first use
    ours = {PRICES: measure.best(job.prices), EVERYTHING: measure.best(job.everything)}
    found = [Timing(name, ours[name], BUDGET_SECONDS[name]) for name in ours]
    found.append(Timing("  matrix product of the same size", product_seconds(job)))
    if find_spec("QuantLib") is None:
        return [*found, Timing("  QuantLib (not installed)", None)]
    theirs, scale = QuantLibJob(job), CURVES / QUANTLIB_CURVES
    for name, what in (("prices", theirs.only_prices), ("with yields, DV01", theirs.everything)):
        found.append(Timing(f"  QuantLib, {name}", scale * measure.best(what, repeats=2)))
    return found


def main() -> None:
    """Print the times, and each as a multiple of ours and of the matrix product."""
    rows = timings()
    seconds = {row.name: row.seconds for row in rows}
    prices, everything = seconds[PRICES] or np.nan, seconds[EVERYTHING] or np.nan
    product = rows[2].seconds or np.nan
    print(f"{'':<40}{'measured':>12}{'budget':>10}{'x prices':>10}{'x all':>8}{'x product':>11}")
    for row in rows:
        if row.seconds is None:
            print(row.name)
            continue
        budget = "" if row.budget_seconds is None else f"{row.budget_seconds * MILLISECONDS:.0f} ms"
        ratios = (
            f"{row.seconds / prices:>10.1f}{row.seconds / everything:>8.1f}"
            f"{row.seconds / product:>11.2f}"
        )
        print(f"{row.name:<40}{row.seconds * MILLISECONDS:>9.1f} ms{budget:>10}{ratios}")


if __name__ == "__main__":
    main()
