"""Tariffs among three regions: closed forms, limits, invariances, and a solution in levels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import root

from saiken.errors import InputError, SolverError
from saiken.trade import Economy, economy, points, welfare

ABROAD = ~np.eye(3, dtype=bool)
SOLVED = 1e-10
"""Market clearing asked for; prices are solved to 1e-12."""


def world(seed=0, deficits=True, tariffs=0.0):
    rng = np.random.default_rng(seed)
    flows = rng.uniform(1, 5, (3, 3, 2))
    if not deficits:
        flows = flows + flows.transpose(1, 0, 2)
    flows[~ABROAD] *= 10
    before = tariffs * rng.uniform(0, 1, (3, 3, 2)) * ABROAD[..., None]
    return Economy(("a", "b", "c"), ("x", "y"), flows, before)


def everywhere(tariff):
    return np.where(ABROAD[..., None], tariff, 0.0) * np.ones(2)


elasticities = st.tuples(st.floats(1.2, 8), st.floats(1.2, 8)).map(np.array)
seeds = st.integers(0, 1000)
changes = st.lists(st.floats(-0.2, 1), min_size=18, max_size=18).map(
    lambda each: np.array(each).reshape(3, 3, 2) * ABROAD[..., None]
)


@pytest.mark.parametrize("seller", ["japan", "china", "european-union"])
def test_no_change_of_tariffs_is_no_change_at_all(seller):
    found = welfare(economy(seller), points(0, 0), np.array([[2.5, 1.75], [5.1, 5.1]]))
    assert not found.usd.any()
    assert (found.prices == 1).all()


@settings(max_examples=25, deadline=None)
@given(seeds, elasticities, changes)
def test_markets_clear_and_budgets_hold(seed, sigma, added):
    before = world(seed, tariffs=0.2)
    found = welfare(before, added, sigma)
    sold = found.flows.sum((0, 2))
    np.testing.assert_allclose(sold, found.prices * before.output, rtol=SOLVED)
    np.testing.assert_allclose(found.flows.sum((1, 2)) - sold, before.deficit, atol=1e-9)
    assert found.residual < SOLVED
    assert sold.sum() == pytest.approx(before.output.sum(), rel=SOLVED)  # the numeraire


@settings(max_examples=15, deadline=None)
@given(seeds, elasticities, changes)
def test_the_same_world_solved_in_levels(seed, sigma, added):
    """Tastes are backed out, prices found by another solver and utility measured itself."""
    before = world(seed, tariffs=0.2)
    paid = before.flows * (1 + before.tariffs)
    alpha = paid.sum(1) / paid.sum((1, 2))[:, None]
    taste = paid / paid.sum(1, keepdims=True) * (1 + before.tariffs) ** (sigma - 1)

    def outcome(logs, tariffs):
        price = np.exp(logs)[None, :, None] * (1 + tariffs)
        weight = taste * price ** (1 - sigma)
        shares = alpha[:, None] * weight / weight.sum(1, keepdims=True)
        kept = 1 - (shares * tariffs / (1 + tariffs)).sum((1, 2))
        money = (np.exp(logs) * before.output + before.deficit) / kept
        sold = (shares / (1 + tariffs) * money[:, None, None]).sum((0, 2))
        level = weight.sum(1) ** (1 / (1 - sigma))
        return sold, np.log(money) - (alpha * np.log(level)).sum(1)

    def gaps(logs):
        worth = np.exp(logs) * before.output
        gap = outcome(logs, before.tariffs + added)[0] / worth - 1
        gap[2] = worth.sum() / before.output.sum() - 1
        return gap

    solved = root(gaps, np.zeros(3), tol=1e-13)
    gain = outcome(solved.x, before.tariffs + added)[1] - outcome(np.zeros(3), before.tariffs)[1]
    found = welfare(before, added, sigma)
    np.testing.assert_allclose(found.prices, np.exp(solved.x), rtol=1e-8)
    expected = np.expm1(gain) * paid.sum((1, 2))
    np.testing.assert_allclose(found.usd, expected, atol=1e-7 * paid.sum())


def linear_prices(before, added, sigma):
    """Log-linear market clearing, written out for zero tariffs before: d ln w by region."""
    flows, output = before.flows, before.output
    spent, pi = flows.sum((1, 2)), flows / flows.sum(1, keepdims=True)

    def excess(logs, tax):
        cost = logs[None, :, None] + tax
        level = (pi * cost).sum(1, keepdims=True)
        income = (output * logs + (flows * tax).sum((1, 2))) / spent
        change = flows * ((1 - sigma) * (cost - level) + income[:, None, None] - tax)
        return change.sum((0, 2)) - output * logs

    none = np.zeros_like(added)
    slope = np.stack([excess(unit, none) for unit in np.eye(3)], 1)
    slope[2], rhs = output, -excess(np.zeros(3), added)
    rhs[2] = 0
    return np.linalg.solve(slope, rhs)


@pytest.mark.parametrize("seed", range(4))
def test_small_tariffs_move_terms_of_trade_and_leave_a_deadweight_of_second_order(seed):
    before, sigma = world(seed), np.array([3.8, 2.2])
    shape = np.random.default_rng(seed).uniform(0, 1, (3, 3, 2)) * ABROAD[..., None]
    slope = linear_prices(before, shape, sigma)
    trade = before.flows * ABROAD[..., None]
    terms = trade.sum((0, 2)) * slope - (trade * slope[None, :, None]).sum((1, 2))

    def errors(size):
        found = welfare(before, size * shape, sigma)
        logs = np.log(found.prices)
        middle = (before.flows + found.flows) / 2 * ABROAD[..., None]
        swing = middle.sum((0, 2)) * logs - (middle * logs[None, :, None]).sum((1, 2))
        quantity = np.log(found.flows / before.flows) - logs[None, :, None]
        loss = (size * shape * found.flows / 2 * quantity).sum((1, 2))
        # money at the mean of both incomes, as flows are: the middle of the path
        ratio = (found.flows * (1 + size * shape)).sum((1, 2)) / before.flows.sum((1, 2))
        both = np.log1p(found.usd / before.flows.sum((1, 2))) * (1 + ratio) / 2
        second = both * before.flows.sum((1, 2)) - swing - loss
        return np.abs(found.usd - size * terms).max(), np.abs(second).max()

    first, second = np.array([errors(0.02), errors(0.01)]).T
    assert first[0] / first[1] == pytest.approx(4, rel=0.1)
    assert second[0] / second[1] == pytest.approx(8, rel=0.1)
    assert first[1] < 0.05 * np.abs(0.01 * terms).max()


def test_a_tariff_is_first_order_only_in_what_it_shifts():
    """A symmetric world shifts no terms of trade: what is left is the deadweight alone."""
    before = Economy(("a", "b", "c"), ("x", "y"), np.ones((3, 3, 2)), np.zeros((3, 3, 2)))
    lost = [welfare(before, everywhere(t), np.array([4.0, 4.0])).share[0] for t in (0.02, 0.01)]
    assert lost[0] / lost[1] == pytest.approx(4, rel=0.05)
    # dq at constant prices: half of t times the fall of imports, sigma t (share kept at home)
    assert lost[1] == pytest.approx(-0.5 * 4 * 0.01**2 * (2 / 3) * (1 / 3), rel=0.05)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 3), elasticities)
def test_symmetric_countries_lose_alike(tariff, sigma):
    flows = np.ones((3, 3, 2)) * np.array([1.0, 3.0]) + 10 * np.eye(3)[..., None]
    before = Economy(("a", "b", "c"), ("x", "y"), flows, np.zeros((3, 3, 2)))
    found = welfare(before, everywhere(tariff), sigma)
    assert (found.share < 0).all()
    np.testing.assert_allclose(found.share, found.share[0], rtol=1e-9)
    np.testing.assert_allclose(found.prices, 1, rtol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_prohibitive_tariffs_lead_to_autarky(seed):
    """Arkolakis, Costinot and Rodriguez-Clare: home shares and elasticities are enough."""
    before, sigma = world(seed, deficits=False), np.array([3.5, 5.0])
    spent = before.flows.sum(1)
    alpha, home = spent / spent.sum(1, keepdims=True), before.flows[~ABROAD] / spent
    closed = np.prod(home ** (alpha / (sigma - 1)), axis=1) - 1
    found = welfare(before, everywhere(100.0), sigma)
    np.testing.assert_allclose(found.share, closed, rtol=1e-3)
    assert found.flows[ABROAD].sum() < 1e-3 * before.flows[ABROAD].sum()


@settings(max_examples=15, deadline=None)
@given(seeds, elasticities, changes, st.floats(1e-3, 1e9), st.permutations(range(3)))
def test_neither_currency_nor_names_matter(seed, sigma, added, scale, order):
    before = world(seed, tariffs=0.2)
    found = welfare(before, added, sigma)
    larger = Economy(before.regions, before.sectors, scale * before.flows, before.tariffs)
    scaled = welfare(larger, added, sigma)
    np.testing.assert_allclose(scaled.usd, scale * found.usd, rtol=1e-7, atol=1e-9 * scale)
    square = np.ix_(order, order)
    other = Economy(before.regions, before.sectors, before.flows[square], before.tariffs[square])
    renamed = welfare(other, added[square], sigma)  # another market is left out, and none misses
    np.testing.assert_allclose(renamed.usd, found.usd[order], atol=1e-8)


def test_a_draw_does_not_depend_on_its_neighbours():
    before, rng = world(3), np.random.default_rng(1)
    sigma, added = rng.uniform(1.5, 6, (64, 2)), rng.uniform(0, 1, (64, 1, 1, 1)) * everywhere(1.0)
    together = welfare(before, added, sigma)
    assert together.usd.shape == (64, 3)
    for k in (0, 17, 63):
        assert (welfare(before, added[k], sigma[k]).usd == together.usd[k]).all()
    assert welfare(before, added[:1], sigma).usd.shape == (64, 3)


def test_bad_input_is_refused_in_a_sentence():
    before = world()
    with pytest.raises(InputError, match="sigma is 1; allowed is above 1"):
        welfare(before, everywhere(0.1), np.array([1.0, 3.0]))
    with pytest.raises(InputError, match=r"A tariff is -1\.1; allowed is above -1"):
        welfare(before, everywhere(-1.1), np.array([3.0, 3.0]))
    with pytest.raises(SolverError, match="excess demand is still"):
        welfare(before, everywhere(1e4), np.array([3.0, 3.0]))  # a deficit needs trade to pay it
