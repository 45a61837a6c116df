"""Components that stand beside the bill."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.fiscal import debt_service_usd, extra_debt_usd, fed_balance, policy_offset
from saiken.fiscal.service import offset_shape, remittances_lost_usd
from saiken.variables import MATURITIES, MATURITY_LABELS

TEN = MATURITY_LABELS.index("10y")


@given(seed=st.integers(0, 10_000), level=st.floats(-0.02, 0.15))
def test_debt_follows_its_recursion(seed, level):
    rng = np.random.default_rng(seed)
    extra = rng.normal(size=(3, 25))
    extra[:, 0] = 0
    rate = level + rng.uniform(0, 0.02, size=25)
    debt = extra_debt_usd(extra, rate)
    slow = np.zeros_like(extra)
    for month in range(1, 25):
        slow[:, month] = slow[:, month - 1] * (1 + rate[month - 1] / 12) + extra[:, month]
    assert debt == pytest.approx(slow, rel=1e-9, abs=1e-9)
    service = debt_service_usd(extra, rate)
    assert np.cumsum(extra + service, axis=1) == pytest.approx(debt, rel=1e-9, abs=1e-9)


def test_no_extra_interest_no_service():
    assert (debt_service_usd(np.zeros((2, 121)), np.full(121, 0.04)) == 0).all()


def change(short, ten):
    moved = np.zeros((1, 3, len(MATURITIES)))
    moved[:, 1:, 0], moved[:, 1:, TEN] = short, ten
    return moved


def test_remittances_by_hand():
    """100 of securities, 60 of them at the policy rate, half of the debt's Treasuries."""
    extra = np.array([[0.0, 0.2, 0.4]])
    lost = remittances_lost_usd(extra, change(0.12, 0.0), 0.5, 100.0, 0.6)
    assert lost[0] == pytest.approx([0.0, 60 * 0.06 / 12 - 0.1, 60 * 0.12 / 12 - 0.2])


def test_remittances_default_is_the_files_assumption():
    extra = np.zeros((1, 3))
    by_file = remittances_lost_usd(extra, change(0.01, 0.0), 0.2, 1e12)
    assert by_file == pytest.approx(remittances_lost_usd(extra, change(0.01, 0.0), 0.2, 1e12, 0.6))


def test_the_federal_reserves_part(snap):
    share, securities = fed_balance(snap)
    assert 0.1 < share < 0.2
    assert 6.0e12 < securities < 6.8e12


def test_offset_is_full_at_the_bill_and_nothing_at_ten_years():
    shape = offset_shape()
    assert shape[0] == 1
    assert (shape[TEN:] == 0).all()
    assert (np.diff(shape[: TEN + 1]) < 0).all()
    moved = change(0.002, 0.01)
    lowered = policy_offset(moved, 0.25)
    assert lowered[0, 2, 0] == pytest.approx(0.002 - 0.0025)
    assert lowered[0, 2, TEN] == 0.01
    assert (policy_offset(moved, 0.0) == moved).all()


@given(st.floats(0, 1), st.floats(0, 1))
def test_stronger_reaction_costs_less(by_security, one, two):
    low, high = sorted((one, two))
    moved = np.zeros((2, 121, len(MATURITIES)))
    moved[:, 1:] = 0.001
    cost = by_security.extra_interest_usd(policy_offset(moved, np.array([low, high]))).sum(axis=1)
    assert cost[1] <= cost[0] * (1 + 1e-12)


def test_offset_outside_its_range():
    with pytest.raises(InputError, match=r"policy-rate offset is 1\.2; allowed is 0 to 1"):
        policy_offset(change(0, 0), 1.2)
