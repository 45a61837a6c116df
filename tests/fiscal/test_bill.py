"""The bill engine against its slow twin, against limits, and against arithmetic by hand."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from saiken.fiscal import HORIZON_MONTHS, BillEngine, debt_path, first_year_usd, ten_years_usd
from saiken.market import debt_profile
from saiken.variables import MATURITIES, MATURITY_LABELS

MONTHS = HORIZON_MONTHS + 1
BP = 1e-4
EXACT = 1e-12
"""Relative slack of sums in another order."""
NOISE_USD = 1.0
"""A dollar on trillions: what differences of running sums leave behind."""


def load_twin():
    path = Path(__file__).parent / "slow_bill.py"
    spec = importlib.util.spec_from_file_location("slow_bill", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bill(snap):
    return BillEngine.from_snapshot(snap)


def shift(at=range(1, MONTHS), labels=MATURITY_LABELS, by=BP):
    change = np.zeros((1, MONTHS, len(MATURITIES)))
    for month in at:
        for label in labels:
            change[0, month, MATURITY_LABELS.index(label)] = by
    return change


def rates(bill, by=BP):
    return np.full((bill.term_months.size, 1, MONTHS), by)


@pytest.mark.parametrize("which", ["snap", "surplus_snap"])
def test_equals_the_slow_twin(which, request):
    snap = request.getfixturevalue(which)
    bill = BillEngine.from_snapshot(snap)
    changes = np.random.default_rng(1).normal(size=(2, MONTHS, len(MATURITIES))) * 10 * BP
    fast = bill.extra_interest_usd(changes)
    for draw in range(2):
        at_issue = [
            [sum(row * changes[draw, month]) for month in range(MONTHS)]
            for row in bill.issue_response
        ]
        slow = load_twin().extra_interest_usd(
            debt_profile(snap.store),
            debt_path(snap.store, snap.as_of),
            snap.scale.debt_held_by_public_usd,
            at_issue,
        )
        assert fast[draw] == pytest.approx(np.array(slow), rel=1e-9, abs=NOISE_USD)


def test_no_change_costs_exactly_nothing(bill):
    cost = bill.extra_interest_usd(np.zeros((3, MONTHS, len(MATURITIES)), np.float32))
    assert cost.shape == (3, MONTHS)
    assert (cost == 0).all()


def test_linear_in_the_yield_change(bill):
    one, two = shift(labels=["10y"]), shift(labels=["3m", "2y"], at=range(5, 60), by=-3 * BP)
    both = bill.extra_interest_usd(2 * one + two)
    parts = 2 * bill.extra_interest_usd(one) + bill.extra_interest_usd(two)
    assert both == pytest.approx(parts, rel=EXACT, abs=NOISE_USD)


def test_draws_do_not_see_each_other(bill):
    together = bill.extra_interest_usd(np.concatenate([shift(), 5 * shift()]))
    assert (together[0] == bill.extra_interest_usd(shift())[0]).all()


def test_lasting_shift_reaches_everything_that_was_repriced(bill, snap):
    """At month 120 only what was outstanding on day 0 and has not matured pays the old rate."""
    profile = debt_profile(snap.store)
    old = (profile.class_share[:, None] * profile.runoff_share).sum(axis=0)
    debt = snap.scale.debt_held_by_public_usd
    yearly = [BP * (bill.debt_usd[month] - debt * old[month + 1 :].sum()) for month in (119, 120)]
    cost = bill.extra_interest_at_rates_usd(rates(bill))[0, 120] * 12
    assert cost == pytest.approx(sum(yearly) / 2, rel=1e-9)
    assert 0.85 < cost / (BP * bill.debt_usd[120]) < 0.95


def test_one_month_of_higher_yields_fades_as_its_debt_matures(bill):
    """Issues of months 12 and 13 see the spike; their bills are gone a year later, their ten-year
    notes are not."""
    cost = bill.extra_interest_usd(shift(at=[12]))[0]
    assert (cost[:12] == 0).all()
    assert cost[13] > 5 * cost[40] > 0
    tail = cost[14:]
    assert (np.diff(tail) < NOISE_USD).all()
    terms = np.isin(bill.term_months, [120, 240, 360]) & ~bill.floating
    sold = bill.issued_usd[terms, 12:14].sum(axis=1) / 2
    long_only = (sold * bill.issue_response[terms].sum(axis=1)).sum() * BP
    assert cost[110] * 12 == pytest.approx(long_only, rel=1e-6)


def test_only_bills_move(bill):
    """A change of the three-month yield alone costs what 13-week bills and floaters weigh."""
    cost = bill.extra_interest_usd(shift(labels=["3m"]))[0, 60] * 12
    short = (bill.term_months == 3) | bill.floating
    weight = bill.outstanding_usd[short, 60].sum() * bill.issue_response[short, 0].max()
    # Bills are sold at the yields of up to three months ago and grow in the meantime.
    assert cost == pytest.approx(BP * weight, rel=0.02)


def test_issuance_accounts_for_all_debt(bill, snap):
    """What is sold less what matures is new borrowing, every month, in every class."""
    profile = debt_profile(snap.store)
    opening = profile.class_share * snap.scale.debt_held_by_public_usd
    for place, term in enumerate(bill.term_months):
        due = opening[place] * profile.runoff_share[place, :MONTHS]
        due[1 + term :] += bill.issued_usd[place, 1 : max(MONTHS - term, 1)]
        growth = bill.issued_usd[place] - due
        assert growth[1:] == pytest.approx(np.diff(bill.outstanding_usd[place]), abs=NOISE_USD)
    assert bill.outstanding_usd.sum(axis=0) == pytest.approx(bill.debt_usd)


def test_sums_of_the_clock():
    monthly = np.arange(MONTHS, dtype=float)[None]
    assert first_year_usd(monthly) == [78.0]
    assert ten_years_usd(monthly) == [7260.0]


def test_caveats_say_what_is_left_out(bill):
    text = " ".join(bill.caveats())
    for words in ("2025-01", "2023-09-30", "nothing is fitted", "first-order", "real yields"):
        assert words in text
    assert "bought back" not in text


def test_falling_debt_is_said(surplus_snap):
    text = " ".join(BillEngine.from_snapshot(surplus_snap).caveats())
    assert "bought back" in text
