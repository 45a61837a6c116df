"""The annuity formula."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.fiscal import monthly_payment_usd, new_car_loan, new_mortgage


def test_textbook_payment():
    assert float(monthly_payment_usd(100_000, 0.06, 30)) == pytest.approx(599.5505, abs=1e-4)


@given(st.floats(-0.05, 0.3), st.integers(1, 40))
def test_payments_are_worth_the_loan(rate, years):
    months = np.arange(1, years * 12 + 1)
    worth = ((1 + rate / 12) ** -months.astype(float)).sum()
    assert float(monthly_payment_usd(1.0, rate, years)) * worth == pytest.approx(1.0, rel=1e-7)


def test_without_interest_the_loan_is_split_evenly():
    assert float(monthly_payment_usd(1200, 0.0, 10)) == 10.0


def test_no_change_costs_nothing_and_a_rise_costs(snap):
    loan = new_mortgage(snap)
    extra = loan.extra_payment_usd(np.array([0.0, 0.001, -0.001]))
    assert extra[0] == 0
    assert extra[1] == pytest.approx(-extra[2], rel=0.02)
    # 0.1 point on a 30-year loan of 100,000 at about 6% is about 6.5 dollars a month
    assert extra[1] == pytest.approx(6.45, abs=0.1)


def test_rates_before_are_those_of_the_day(snap):
    assert new_mortgage(snap).rate_per_year == pytest.approx(0.0433 + 0.0169)
    seen = snap.latest("consumer_loan_rates", "TERMCBAUTO48NS")
    car = new_car_loan(snap, 30_000)
    assert car.rate_per_year == seen.value
    assert car.amount_usd == 30_000
    assert str(seen.period_end)[:7] in car.source


def test_a_loan_lasts_some_time():
    with pytest.raises(InputError, match="length of a loan is 0; allowed is more than 0 years"):
        monthly_payment_usd(1, 0.05, 0)
