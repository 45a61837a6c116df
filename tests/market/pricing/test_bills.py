"""Bills: the regulation's examples, real auctions, QuantLib, inverses."""

import csv
from pathlib import Path

import numpy as np
import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.market.pricing import Securities, position, yield_from_price
from saiken.market.pricing.bills import (
    bond_equivalent_yield,
    days_in_year,
    days_to_maturity,
    discount_from_price,
    money_market_yield,
    price_from_bond_equivalent,
    price_from_discount,
)

ROUNDED = 5.1e-7
"""Published prices have six places; before 2020 some have three."""
rates = st.floats(-0.01, 0.15)
days = st.integers(1, 366)


def test_examples_of_the_regulation():
    """31 CFR 356, Appendix B, VI.A and VI.D; the first rate there comes of a rounded step."""
    assert price_from_discount(0.0761, 90) == pytest.approx(98.0975, abs=1e-9)
    assert bond_equivalent_yield(99.559444, 20) == pytest.approx(0.080756, abs=2e-6)
    assert bond_equivalent_yield(92.265, 364) == pytest.approx(0.082373244, abs=1e-9)


def test_bill_auctions():
    lines = (Path(__file__).parent / "bills.csv").read_text().splitlines()
    rows = list(csv.DictReader(line for line in lines if line[0] != "#"))
    for row in rows:
        left = days_to_maturity(np.array([row["maturity_date"]], "datetime64[D]"),
                                row["issue_date"])  # fmt: skip
        price = price_from_discount(float(row["discount_pct"]) / 100, left)
        places = len(row["price_per_100"].split(".")[1])
        assert price == pytest.approx(float(row["price_per_100"]), abs=ROUNDED * 10 ** (6 - places)
                                      if places == 3 else ROUNDED)  # fmt: skip


def test_against_quantlib(quantlib_date):
    """Simple yields over 360 and 365 days of 100 random bills of up to half a year."""
    rng = np.random.default_rng(5)
    settlement = np.datetime64("2023-03-15") + rng.integers(0, 300, 100)
    left = rng.integers(1, 183, 100)
    price = price_from_discount(rng.uniform(0, 0.1, 100), left)

    def theirs(counter):
        found = []
        for start, span, paid in zip(settlement, left, price, strict=True):
            bond = QuantLib.ZeroCouponBond(
                0, QuantLib.NullCalendar(), 100.0, quantlib_date(start + span)
            )
            quote = QuantLib.BondPrice(paid, QuantLib.BondPrice.Clean)
            found.append(
                QuantLib.BondFunctions.bondYield(
                    bond,
                    quote,
                    counter,
                    QuantLib.Simple,
                    QuantLib.Annual,
                    quantlib_date(start),
                    1e-14,
                    1000,
                )
            )
        return np.array(found)

    assert money_market_yield(price, left) == pytest.approx(theirs(QuantLib.Actual360()), abs=1e-8)
    ours = bond_equivalent_yield(price, left, 365)
    assert ours == pytest.approx(theirs(QuantLib.Actual365Fixed()), abs=1e-8)


@given(rates, days)
def test_discount_and_price_are_inverse(rate, left):
    assert discount_from_price(price_from_discount(rate, left), left) == pytest.approx(
        rate, abs=1e-11
    )


@given(rates, days, st.sampled_from([365, 366]))
def test_bond_equivalent_yield_and_price_are_inverse(rate, left, year):
    price = price_from_bond_equivalent(rate, left, year)
    assert bond_equivalent_yield(price, left, year) == pytest.approx(rate, abs=1e-11)


def test_both_formulas_meet_at_half_a_year():
    around = bond_equivalent_yield(98.0, np.array([182, 183]))
    assert around[0] - around[1] == pytest.approx(around[0] / 182, rel=0.05)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2023-02-28", 365), ("2023-03-01", 366), ("2024-02-28", 366), ("2024-03-01", 365),
     ("2025-05-02", 365)],
)  # fmt: skip
def test_days_in_the_year_after(day, expected):
    assert days_in_year(day) == expected


def test_a_bill_in_the_coupon_engine_compounds_twice_a_year():
    bill = Securities.of([np.nan], ["2025-01-02"], ["2025-07-03"])
    at = position(bill, "2025-01-03")
    assert at.periods + at.further == pytest.approx(181 / 181)
    paid = 98.0
    assert yield_from_price(at, np.array([paid])) == pytest.approx(2 * (100 / paid - 1))


def test_a_bill_that_has_matured():
    with pytest.raises(InputError, match="1 of 2 bills mature by 2025-01-02"):
        days_to_maturity(np.array(["2025-01-02", "2025-02-04"], "datetime64[D]"), "2025-01-02")


def test_a_bill_may_mature_tomorrow_and_not_today():
    assert days_to_maturity(np.array(["2025-05-03"]), "2025-05-02").tolist() == [1]
    with pytest.raises(InputError, match="1 of 1 bills mature"):
        days_to_maturity(np.array(["2025-05-02"]), "2025-05-02")
