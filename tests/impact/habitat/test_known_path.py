"""Supply announced for later: superposition with programmes, limits, and the marching twin."""

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.impact.habitat import (
    HabitatModel,
    horizon_edges,
    known_path_response,
    programme_response,
    published_calibration,
    solve,
)
from saiken.market import bucket_cash_flows
from tests.impact.habitat import twins
from tests.impact.habitat.bins import decay_means

YEARS = np.array([0.25, 0.5, 1, 2, 3, 5, 7, 10, 20, 30])
RATES = (0.0, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 12.0, 36.0)
BUNDLED = {36.0: 2.5e-4, 12.0: 1e-4}
"""Bins of a business day are coarse beside a half-life of a week; elsewhere 5e-5."""
SUPPLIES = [
    pytest.param([10.0], [0.01], id="10y"),
    pytest.param([0.5], [0.01], id="6m"),
    pytest.param([30.0], [0.01], id="30y"),
    pytest.param(*bucket_cash_flows()[2], id="bucket-3-5"),
    pytest.param(*bucket_cash_flows()[6], id="bucket-20-30"),
]


@pytest.mark.parametrize(("tau", "weight"), SUPPLIES)
def test_exponentials_superpose_on_the_published_horizons(
    published: HabitatModel, tau: list[float], weight: list[float]
) -> None:
    G = known_path_response(published, horizon_edges(), tau, weight, YEARS)
    for k in RATES:
        direct = programme_response(published, tau, weight, k, YEARS)
        binned = decay_means(horizon_edges(), k) @ G
        assert np.abs(binned - direct).max() < BUNDLED.get(k, 5e-5) * np.abs(direct).max()


def test_exponentials_superpose_on_fine_bins(published: HabitatModel) -> None:
    """With bins thin beside every half-life only quadrature is left."""
    edges = np.concatenate([np.arange(8000) / 2000, np.arange(4, 12, 0.02), np.arange(12, 60, 0.1)])
    G = known_path_response(published, edges, [2.0, 10.0], [0.6, 0.4], YEARS)
    for k in (0.0, 0.5, 1.0, 5.0, 36.0):
        direct = programme_response(published, [2.0, 10.0], [0.6, 0.4], k, YEARS)
        binned = decay_means(edges, k) @ G
        # thickness of the first bins times rate, squared, over twelve: 3e-5 at k = 36 at most
        assert np.abs(binned - direct).max() < (1e-6 if k < 10 else 1e-5) * np.abs(direct).max()


def test_supply_in_all_bins_is_permanent(published: HabitatModel) -> None:
    G = known_path_response(published, horizon_edges(), 7, 0.01, YEARS)
    direct = programme_response(published, 7, 0.01, 0, YEARS)
    np.testing.assert_allclose(G.sum(axis=0), direct, rtol=1e-9)
    only = known_path_response(published, [0.0], 7, 0.01, YEARS)
    np.testing.assert_allclose(only[0], direct, rtol=1e-9)


def test_merging_bins_adds_their_responses(published: HabitatModel) -> None:
    fine = known_path_response(published, [0, 0.1, 0.5, 2, 10], 7, 0.01, YEARS)
    wide = known_path_response(published, [0, 0.5, 10], 7, 0.01, YEARS)
    np.testing.assert_allclose(wide[0], fine[:2].sum(axis=0), rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(wide[1], fine[2:4].sum(axis=0), rtol=1e-9, atol=1e-13)


def test_zero_supply_and_a_sale_bought_back_at_once_are_exactly_zero(
    published: HabitatModel,
) -> None:
    assert np.all(known_path_response(published, [0, 1], 7, 0.0, YEARS) == 0)
    assert np.all(known_path_response(published, [0, 1], [7, 7], [0.01, -0.01], YEARS) == 0)


def test_a_sale_bought_back_soon_moves_less_than_one_for_good(published: HabitatModel) -> None:
    edges = [0, 1 / 12, 1, 5]
    G = known_path_response(published, edges, 7, 0.01, YEARS)
    until = np.cumsum(G, axis=0)[:, YEARS == 10].ravel()
    assert np.all(np.diff(until) > 0)
    assert until[0] < 0.05 * until[-1]


def test_supply_beyond_a_bonds_life_matters_only_through_its_future_buyers(
    published: HabitatModel,
) -> None:
    """A 3-month bond cannot carry risk that comes in forty years, within a thousandth."""
    G = known_path_response(published, [0, 40], 7, 0.01, YEARS)
    assert np.abs(G[1]).max() < 2e-3 * np.abs(G[0]).max()
    assert np.abs(G[1, 0]) < 1e-4 * np.abs(G[0, 0])


def test_published_horizons_thin_out_and_reach_sixty_years() -> None:
    edges = horizon_edges()
    widths = np.diff(edges)
    assert edges[0] == 0
    assert edges[-1] == 60
    assert widths[0] == pytest.approx(1 / 250)
    assert np.all(np.diff(widths) > -1e-12)


@pytest.mark.parametrize("hold_years", [0.6, 4.0])
def test_agrees_with_marching_backwards_in_time(hold_years: float) -> None:
    """The twin marches every bond's price back from the end of the programme.

    It is first order in its step, so two steps are combined; what is left is second order.
    """
    yields = []
    for steps in (150, 300):
        count = round(hold_years * steps / 30)
        supply = np.array([0.01] * count + [0.0])
        tau, slow = twins.known_path(published_calibration(), steps, 10, supply)
        yields.append(np.interp(YEARS[2:], tau, slow))
    extrapolated = 2 * yields[1] - yields[0]
    bins = known_path_response(solve(published_calibration()), [0, hold_years], 10, 0.01, YEARS[2:])
    np.testing.assert_allclose(bins[0], extrapolated, rtol=0, atol=5e-4 * bins[0].max())


@pytest.mark.parametrize(
    ("edges", "match"),
    [
        ([0, 1, 1], "must increase"),
        ([-1, 1], "zero or more"),
        ([0, np.inf], "zero or more"),
        ([[0, 1]], "list of years"),
    ],
)
def test_bad_horizons_are_refused(coarse: HabitatModel, edges: list[float], match: str) -> None:
    with pytest.raises(InputError, match=match):
        known_path_response(coarse, edges, 7, 0.01, YEARS)
