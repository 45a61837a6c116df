"""Prices, accrued interest, yields and risk of random securities against QuantLib.

QuantLib adds payments one by one; here prices are in closed form. 1e-8 per 100 is a hundredth of
the last digit that the Treasury publishes; what is found is below 1e-11. Regular periods: 300
securities; short and long first coupons: 300 and 100.
"""

import numpy as np
import pytest

from saiken.market.pricing import (
    cash_flows,
    clean_price,
    convexity,
    dirty_price,
    modified_duration,
    position,
    yield_from_price,
)

PRICE = 1e-8
"""Per 100 of par."""
YIELD = 1e-8
RISK = 1e-8
"""Relative, for durations and convexities."""


@pytest.fixture(scope="module", params=[("regular", 300), ("short", 300), ("long", 100)], ids=str)
def case(request, sample):
    kind, count = request.param
    drawn = sample(count, kind, seed=20230930)
    return drawn, drawn.oracles(), position(drawn.securities, drawn.settlement)


def by_oracle(case, what):
    drawn, oracles, _ = case
    rows = zip(oracles, drawn.yields, drawn.settlement, strict=True)
    return np.array([what(one, rate, day) for one, rate, day in rows])


def test_accrued_interest(case):
    expected = by_oracle(case, lambda one, _, day: one.accrued(day))
    assert case[2].accrued == pytest.approx(expected, abs=PRICE)


def test_clean_price(case):
    drawn, _, at = case
    expected = by_oracle(case, lambda one, rate, day: one.clean(rate, day))
    assert clean_price(at, drawn.yields) == pytest.approx(expected, abs=PRICE)


def test_yield_from_a_price_that_is_not_its_own(case):
    """The clean price is QuantLib's, rounded to 1/256 as quoted, so no side knows the yield."""
    at = case[2]

    def rounded(one, rate, day):
        return round(one.clean(rate, day) * 256) / 256

    expected = by_oracle(case, lambda one, rate, day: one.yield_of(rounded(one, rate, day), day))
    clean = by_oracle(case, rounded)
    assert yield_from_price(at, clean + at.accrued) == pytest.approx(expected, abs=YIELD)


def test_duration_and_convexity(case):
    drawn, _, at = case
    duration = by_oracle(case, lambda one, rate, day: one.duration(rate, day))
    assert modified_duration(at, drawn.yields) == pytest.approx(duration, rel=RISK)
    bent = by_oracle(case, lambda one, rate, day: one.convexity(rate, day))
    assert convexity(at, drawn.yields) == pytest.approx(bent, rel=RISK)


@pytest.mark.parametrize("kind", ["regular", "short", "long"])
def test_every_payment(sample, kind):
    """Same dates, same amounts, settled together on one day of all lives."""
    drawn = sample(120, kind, seed=7)
    day = np.datetime64("2004-03-17")
    alive = (drawn.securities.maturity_date > day) & (drawn.securities.dated_date <= day)
    assert alive.sum() > 10
    flows = cash_flows(drawn.securities.select(alive), day)
    full = flows.dense()
    for row, one in zip(full, [o for o, k in zip(drawn.oracles(), alive, strict=True) if k],
                        strict=True):  # fmt: skip
        paid = one.flows(day)
        assert dict(zip(flows.dates[row > 0], row[row > 0], strict=True)) == pytest.approx(
            paid, abs=PRICE
        )


def test_price_from_a_yield_is_the_price_from_its_flat_curve(sample):
    """The matrix and the closed form: on a flat curve in coupon periods both are the same sum."""
    drawn = sample(200, "regular", seed=11)
    day = np.datetime64("2001-08-15")
    alive = drawn.securities.maturity_date > day
    securities = drawn.securities.select(alive)
    flows, rate = cash_flows(securities, day), 0.043
    value = flows.present_value((1 + rate / 2) ** (-2 * flows.years))
    at = position(securities, day)
    assert dirty_price(at, np.full(len(at), rate)) == pytest.approx(value, abs=PRICE)
