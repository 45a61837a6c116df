"""QuantLib as the oracle, and securities drawn by a seeded generator."""

from dataclasses import dataclass

import numpy as np
import pytest
import QuantLib

from saiken.data import load_store
from saiken.market.pricing import Securities
from saiken.market.pricing.schedule import coupon_date

PAR = 100.0


def ql_date(day):
    day = np.datetime64(day, "D").astype(object)
    return QuantLib.Date(day.day, day.month, day.year)


@dataclass
class Oracle:
    """One bond in QuantLib: unadjusted dates, actual/actual (ISMA), street compounding."""

    bond: QuantLib.FixedRateBond
    counter: QuantLib.DayCounter

    @classmethod
    def of(cls, dated, maturity, coupon, first=None):
        schedule = QuantLib.Schedule(
            ql_date(dated), ql_date(maturity), QuantLib.Period(QuantLib.Semiannual),
            QuantLib.NullCalendar(),
            QuantLib.Unadjusted, QuantLib.Unadjusted, QuantLib.DateGeneration.Backward,
            QuantLib.Date.isEndOfMonth(ql_date(maturity)),
            QuantLib.Date() if first is None else ql_date(first),
        )  # fmt: skip
        counter = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, schedule)
        return cls(
            QuantLib.FixedRateBond(0, PAR, schedule, [coupon], counter, QuantLib.Unadjusted),
            counter,
        )

    def rate(self, value):
        return QuantLib.InterestRate(value, self.counter, QuantLib.Compounded, QuantLib.Semiannual)

    def clean(self, value, settlement):
        return QuantLib.BondFunctions.cleanPrice(self.bond, self.rate(value), ql_date(settlement))

    def accrued(self, settlement):
        return QuantLib.BondFunctions.accruedAmount(self.bond, ql_date(settlement))

    def yield_of(self, clean, settlement):
        price = QuantLib.BondPrice(clean, QuantLib.BondPrice.Clean)
        return QuantLib.BondFunctions.bondYield(
            self.bond, price, self.counter, QuantLib.Compounded, QuantLib.Semiannual,
            ql_date(settlement),
            1e-14, 1000, 0.05,
        )  # fmt: skip

    def duration(self, value, settlement):
        rate, day = self.rate(value), ql_date(settlement)
        return QuantLib.BondFunctions.duration(self.bond, rate, QuantLib.Duration.Modified, day)

    def convexity(self, value, settlement):
        return QuantLib.BondFunctions.convexity(self.bond, self.rate(value), ql_date(settlement))

    def flows(self, settlement):
        """Dates and summed amounts after settlement."""
        paid = {}
        for flow in self.bond.cashflows():
            if flow.date() > ql_date(settlement):
                day = np.datetime64(flow.date().ISO(), "D")
                paid[day] = paid.get(day, 0.0) + flow.amount()
        return paid


@dataclass
class Sample:
    """Securities, a settlement date and a yield for each."""

    securities: Securities
    settlement: np.ndarray
    yields: np.ndarray
    first_coupon: np.ndarray | None

    def oracles(self):
        sec = self.securities
        first = [None] * len(sec) if self.first_coupon is None else self.first_coupon
        rows = zip(sec.dated_date, sec.maturity_date, sec.coupon, first, strict=True)
        return [Oracle.of(*row) for row in rows]


def draw(count, kind, seed):
    """Random notes and bonds of 1 to 30 years, mid-month and month-end; days in their life.

    `kind` is regular, short or long: the first coupon period.
    """
    rng = np.random.default_rng(seed)
    month = np.datetime64("2000-01", "M") + rng.integers(0, 12 * 40, count)
    end = (month + 1).astype("datetime64[D]") - 1
    middle = month.astype("datetime64[D]") + 14
    maturity = np.where(rng.random(count) < 0.5, end, middle)
    periods = rng.integers(2, 61, count)
    dated = coupon_date(maturity, periods)
    if kind != "regular":  # some day inside the first half-year
        span = (coupon_date(maturity, periods - 1) - dated).astype(int)
        dated = dated + 1 + (rng.random(count) * (span - 1)).astype(int)
    first = coupon_date(maturity, periods - 2) if kind == "long" else None
    life = (maturity - dated).astype(int)
    # odd first coupons matter early in life, so half of those settlements are there
    early = np.where((rng.random(count) < 0.5) & (kind != "regular"), np.minimum(life, 250), life)
    settlement = dated + (rng.random(count) * early).astype(int)
    coupon = rng.integers(1, 73, count) / 800
    securities = Securities.of(coupon, dated, maturity, dated=dated, first_coupon=first)
    return Sample(securities, settlement, rng.uniform(-0.005, 0.15, count), first)


@pytest.fixture(scope="session")
def official():
    """Notes and bonds of the official list of 30 September 2023, with par amounts."""
    table = load_store().table("mspd_securities")
    rows = (table["record_date"] == np.datetime64("2023-09-30")) & np.isin(
        table["security_class"], ["Note", "Bond"]
    )
    securities = Securities.of(
        table["coupon"][rows], table["first_issue_date"][rows], table["maturity_date"][rows]
    )
    keep = securities.maturity_date > np.datetime64("2023-10-02")
    return securities.select(keep), table["outstanding"][rows][keep]


@pytest.fixture(scope="session")
def sample():
    return draw


@pytest.fixture(scope="session")
def oracle():
    return Oracle


@pytest.fixture(scope="session")
def quantlib_date():
    return ql_date
