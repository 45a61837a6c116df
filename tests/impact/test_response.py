"""One programme through stock, flow and currency."""

import numpy as np
import pytest

import saiken
from saiken.case import Program
from saiken.impact.dealing import dealing
from saiken.impact.habitat import load_kernels
from saiken.impact.response import respond, shape_of, supply_state
from saiken.market import bucket_names
from saiken.parameters import Posterior
from saiken.variables import maturity_index

DRAWS = 16
FOUR_WEEKS = 4.0


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="module")
def prm():
    return Posterior.load("2025-05-02").sample(DRAWS, 0)


def programme(amount_usd=5e11, days=20, horizon=250, bucket=2, decay=0.0, converted=0.0):
    schedule = np.zeros((horizon + 1, len(bucket_names())))
    schedule[1 : days + 1, bucket] = 1 / days
    return Program(
        actor="Japan",
        amount_usd=np.full(DRAWS, amount_usd),
        schedule=schedule,
        converted=converted * schedule.sum(axis=1),
        decay_per_year=decay,
    )


def run(sale, snap, prm):
    return respond(sale, shape_of(sale, load_kernels(), FOUR_WEEKS), snap, prm)


def test_a_permanent_sale_adds_up_and_stays():
    state = supply_state(programme())
    np.testing.assert_allclose(state[20:, 2], 1.0)
    assert state[0].sum() == 0


def test_supply_that_is_expected_to_return_fades_at_its_rate():
    state = supply_state(programme(days=1, decay=1.0))
    np.testing.assert_allclose(state[1:, 2], np.exp(-np.arange(250) / 250), rtol=1e-12)


def test_the_stock_effect_is_the_kernel_times_scale_and_share(snap, prm):
    sale = programme(days=1)
    found = run(sale, snap, prm).stock[:, 1]
    share = 5e11 / snap.scale.debt_held_by_public_usd
    expected = np.outer(prm["impact.stock_scale"] * share, load_kernels().programme(0.0)[2])
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_the_stock_effect_is_linear_and_flow_is_concave(snap, prm):
    one, two = (run(programme(amount_usd=a), snap, prm) for a in (2e11, 4e11))
    np.testing.assert_allclose(two.stock, 2 * one.stock, rtol=1e-12)
    day, ten = 20, maturity_index("10y")
    ratio = two.flow[:, day, ten] / one.flow[:, day, ten]
    np.testing.assert_allclose(ratio, 2 ** prm["flow.exponent"], rtol=1e-10)


def test_zero_is_exactly_zero(snap, prm):
    found = run(programme(amount_usd=0.0, converted=1.0), snap, prm)
    for part in (found.stock, found.flow, found.regime, found.monthly, found.log_rate):
        assert (part == 0).all()


def test_months_continue_the_days(snap, prm):
    sale = programme(horizon=250)
    found = run(sale, snap, prm)
    total = found.stock + found.flow + found.regime
    np.testing.assert_array_equal(found.total, total)
    # month 12 ends on business day 250; month 6 on day 125
    np.testing.assert_allclose(found.monthly[:, 12], total[:, 250], rtol=1e-9)
    np.testing.assert_allclose(found.monthly[:, 6], total[:, 125], rtol=1e-9)
    assert (found.monthly[:, 0] == 0).all()


def test_a_longer_horizon_does_not_change_what_comes_before(snap, prm):
    short, long = (run(programme(horizon=h, decay=0.3), snap, prm) for h in (100, 400))
    np.testing.assert_allclose(long.stock[:, :101], short.stock, rtol=1e-12)
    # beyond the short run months are continued by decay instead of read from days
    np.testing.assert_allclose(long.monthly, short.monthly, rtol=1e-3, atol=1e-9)


def test_flow_and_regime_share_the_shape_of_the_maturities_sold(snap, prm):
    sale = programme(amount_usd=8e11, days=5)
    shape, found = shape_of(sale, load_kernels(), FOUR_WEEKS), run(sale, snap, prm)
    spread = shape.flow.at(prm["flow.local_share"])
    passing = dealing(sale, shape.stress, snap, prm)
    for part, path in ((found.flow, passing.flow), (found.regime, passing.regime)):
        assert path.any()
        np.testing.assert_allclose(part[:, 5], path[:, 5, None] * spread, rtol=1e-12)


def test_conversion_strengthens_the_yen_and_keeping_dollars_does_nothing(snap, prm):
    assert (run(programme(converted=1.0), snap, prm).log_rate[:, 20] < 0).all()
    assert (run(programme(converted=0.0), snap, prm).log_rate == 0).all()
