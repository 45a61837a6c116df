"""Two countries and a currency: the worked example, its limits, and the slow twin."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.errors import InputError, SolverError
from saiken.impact.habitat import (
    HabitatModel,
    programme_response,
    published_calibration,
    solve,
    two_countries,
)
from saiken.impact.habitat.continuation import follow
from saiken.impact.habitat.equilibrium import Equilibrium
from saiken.impact.habitat.no_arbitrage import pricing_errors, shock_pricing_errors
from saiken.impact.habitat.programmes import bond_supply, currency_supply, programme_matrix
from saiken.impact.habitat.rule import gauss
from saiken.impact.habitat.solver import _start
from tests.impact.habitat import twins
from tests.impact.habitat.example import INTEGRATED, SEPARATE, example, rows
from tests.impact.habitat.reproduction import Row

YEARS = np.array([1.0, 2, 5, 10, 20, 30])
OMEGAS = (0.0, 0.25, 0.5, 0.75, 1.0)
CORRELATION, THETA_E = 0.2, 5.0  # near the bundled ones; nothing here depends on their digits


@pytest.fixture(scope="module", params=OMEGAS)
def model(request: pytest.FixtureRequest) -> HabitatModel:
    return solve(two_countries(request.param, CORRELATION, THETA_E))


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row.id)
def test_the_worked_example_comes_back_at_its_printed_precision(row: Row) -> None:
    assert len(row.ours) == len(row.quoted)
    assert max(row.units_off(i) for i in range(len(row.quoted))) <= 0.5 + 1e-9


def test_without_risk_aversion_uip_and_the_expectations_hypothesis_hold() -> None:
    model = solve(example(risk_aversion=0.0))
    kappa = np.array(model.economy.kappa_per_year)
    for market in (0, 1):
        np.testing.assert_allclose(model.M[market], np.diag(kappa))
        path = -np.expm1(-kappa[market] * YEARS) / kappa[market]
        expected = path[:, None] * model.economy.source(market)
        np.testing.assert_allclose(model.loadings(YEARS, market), expected, atol=1e-14)
    # UIP: the log rate is the sum of expected differences of short rates
    np.testing.assert_allclose(model.A_e, [8.0, -8.0, 0.0], rtol=1e-12)
    for sources in (bond_supply(model, 10, 0.01), currency_supply(model, 0.01)):
        assert not (programme_matrix(model, 0.2, YEARS) @ sources).any()


def test_risk_aversion_to_zero_is_a_limit() -> None:
    gaps = [np.abs(solve(example(risk_aversion=a)).A_e - [8, -8, 0]).max() for a in (0.1, 0.01)]
    assert gaps[0] > 9 * gaps[1] > 0


def test_separate_markets_have_no_cross_effects_at_all() -> None:
    model = solve(replace(two_countries(0, CORRELATION, THETA_E), sharing=SEPARATE))
    matrix, count = programme_matrix(model, 0.2, YEARS), YEARS.size
    home, foreign, currency = slice(0, count), slice(count, 2 * count), slice(-1, None)
    for sources, own in (
        (bond_supply(model, 10, 0.01), home),
        (bond_supply(model, 10, 0.01, market=1), foreign),
        (currency_supply(model, 0.01), currency),
    ):
        moved = np.einsum("os,s->o", matrix, sources)
        assert np.all(moved[own] != 0)
        moved[own] = 0
        assert np.all(moved == 0)


@pytest.mark.parametrize("sharing", [SEPARATE, two_countries(0, 0, 0).sharing])
def test_separate_countries_are_one_country_models(sharing: tuple[tuple[float, ...]]) -> None:
    """Bonds that share risk across countries stay alone when their shocks are unrelated."""
    correlation = CORRELATION if sharing == SEPARATE else 0.0
    model = solve(replace(two_countries(0, correlation, THETA_E), sharing=sharing))
    alone = solve(published_calibration())
    for market in (0, 1):
        own = np.array([[0, 2], [1, 3]])[market]
        loading = model.loadings(YEARS, market)
        np.testing.assert_allclose(loading[:, own], alone.loadings(YEARS), rtol=1e-10)
        assert np.abs(np.delete(loading, own, axis=1)).max() < 1e-12
        for k in (0.0, 0.2):
            np.testing.assert_allclose(
                programme_response(model, 10, 0.01, k, YEARS, market),
                programme_response(alone, 10, 0.01, k, YEARS),
                rtol=1e-10,
            )


def test_no_arbitrage_holds_market_by_market(model: HabitatModel) -> None:
    assert pricing_errors(model).shape == (3,)
    assert pricing_errors(model).max() < 1e-12
    for sources in (
        bond_supply(model, 7, 0.01),
        bond_supply(model, 30, 0.01, market=1),
        currency_supply(model, 0.01),
    ):
        for k in (0.0, 0.2, 5.0):
            assert shock_pricing_errors(model, sources, k).max() < 1e-11


def test_no_arbitrage_errors_are_seen(model: HabitatModel) -> None:
    """The check is not blind: a wrong loading of each asset shows up in that asset."""
    bent = replace(model, M=model.M * np.array([1.001, 1, 1])[[0, 1], None, None])
    assert pricing_errors(bent)[0] > 1e-5
    assert pricing_errors(replace(model, A_e=1.001 * model.A_e))[2] > 1e-5


def test_a_coarse_rule_is_seen_after_a_shock(model: HabitatModel) -> None:
    coarse = replace(model, rule=gauss(30, panels=1, nodes=6))
    assert shock_pricing_errors(coarse, bond_supply(model, 7, 0.01), 5.0)[0] > 1e-11


def test_intervention_moves_the_currency_and_bond_sales_move_yields(model: HabitatModel) -> None:
    """Per basis point on the ten-year, a conversion moves the currency far more than a sale does.

    Factor five at least; without a common capital the sale moves no currency and the conversion
    no yield.
    """
    matrix = programme_matrix(model, 0.2, YEARS)
    ten, foreign_ten = 3, 3 + YEARS.size
    sale = matrix @ bond_supply(model, 10, 0.01)
    converted = matrix @ currency_supply(model, -0.01)
    if model.economy.sharing[0][2] == 0:
        assert abs(sale[-1]) < 1e-18
        assert np.abs(converted[:-1]).max() < 1e-18
        return
    assert converted[-1] / -converted[ten] > 5 * -sale[-1] / sale[ten] > 0
    assert converted[-1] > 0  # dollars sold for yen: yen dearer
    assert sale[-1] < 0  # bonds sold, dollars kept: yen cheaper
    assert converted[ten] < 0 < sale[ten]
    assert 0 < sale[foreign_ten] < sale[ten]


def test_the_two_legs_of_a_converted_sale_add(model: HabitatModel) -> None:
    matrix = programme_matrix(model, 0.2, YEARS)
    legs = [bond_supply(model, 7, 0.02), currency_supply(model, -0.02)]
    together = matrix @ (legs[0] + legs[1])
    np.testing.assert_allclose(together, sum(matrix @ leg for leg in legs), atol=1e-16)


def test_a_permanent_conversion_is_absorbed_by_traders_alone(model: HabitatModel) -> None:
    """Then nobody bears risk for it: log e moves by z / alpha_e and no yield moves."""
    moved = programme_matrix(model, 0.0, YEARS) @ currency_supply(model, 0.01)
    alpha_e = model.economy.currency.alpha
    assert moved[-1] == pytest.approx(-0.01 / alpha_e, rel=1e-12)
    assert np.abs(moved[:-1]).max() < 1e-15


def test_a_permanent_conversion_needs_traders_with_a_slope() -> None:
    model = solve(example(alpha_e=0.0))
    with pytest.raises(SolverError, match="needs traders with a sloping demand"):
        programme_matrix(model, 0.0, YEARS)


@settings(max_examples=6, deadline=None)
@given(st.floats(0.1, 30), st.floats(0.1, 100), st.sampled_from([0.0, 0.2, 2.0]))
def test_each_response_is_linear_in_the_scale_of_its_own_capital(
    scale: float, own: float, k: float
) -> None:
    economy = two_countries(0.5, CORRELATION, THETA_E)
    unit, scaled = solve(economy), solve(economy.at_scale(scale, own))
    np.testing.assert_allclose(scaled.M, unit.M, atol=1e-12)
    np.testing.assert_allclose(scaled.A_e, unit.A_e, atol=1e-11)
    factor = np.array([scale] * (2 * YEARS.size) + [own])
    for supply in (bond_supply, currency_supply):
        at = (10, 0.01) if supply is bond_supply else (0.01,)
        was = programme_matrix(unit, k, YEARS) @ supply(unit, *at)
        now = programme_matrix(scaled, k, YEARS) @ supply(scaled, *at)
        np.testing.assert_allclose(now, factor * was, rtol=1e-9, atol=1e-16)


def test_one_scale_is_the_scale_of_both() -> None:
    economy = two_countries(0.5, CORRELATION, THETA_E)
    assert economy.at_scale(3.0) == economy.at_scale(3.0, 3.0)
    for bad in ((0, 1), (1, 0), (1, float("nan"))):
        with pytest.raises(InputError, match="scale of risk aversion"):
            economy.at_scale(*bad)


@pytest.mark.parametrize("sharing", [INTEGRATED, two_countries(0.4, 0, 0).sharing])
def test_agrees_with_the_slow_twin(sharing: tuple[tuple[float, ...]]) -> None:
    # second-order twin with steps of 0.1 year, markets of different elasticity
    economy = example(sharing=sharing, alpha=(5.21, 3.0))
    A, A_e, tau = twins.two_countries(economy, 300)
    model = solve(economy)
    for market in (0, 1):
        np.testing.assert_allclose(model.loadings(tau[1:], market), A[market][1:], atol=3e-3)
    np.testing.assert_allclose(model.A_e, A_e, atol=2e-3)


@pytest.mark.parametrize(("share", "currency"), [(0.01, 0.0), (0.0, 0.01)])
def test_programmes_agree_with_the_slow_twin(share: float, currency: float) -> None:
    economy = example(sharing=two_countries(0.4, 0, 0).sharing, alpha=(5.21, 3.0))
    home, foreign, log_e = twins.two_country_programme(economy, 150, (10, share), currency, 0.2)
    model, tau = solve(economy), np.linspace(0, 30, 151)[1:]
    sources = bond_supply(model, 10, share) + currency_supply(model, currency)
    fast = programme_matrix(model, 0.2, tau) @ sources
    size = np.abs(fast[:-1]).max()
    np.testing.assert_allclose(fast[:150], home, rtol=0, atol=5e-3 * size)
    np.testing.assert_allclose(fast[150:-1], foreign, rtol=0, atol=5e-3 * size)
    assert fast[-1] == pytest.approx(log_e, rel=5e-3)


def test_the_branch_is_the_one_that_starts_without_risk_aversion() -> None:
    """The same root when risk aversion, not demand risk, is raised from zero."""
    economy = two_countries(0.5, CORRELATION, THETA_E)

    def raised(u: np.ndarray, share: float) -> tuple[np.ndarray, np.ndarray]:
        weaker = replace(
            economy,
            markets=tuple(
                replace(m, risk_aversion=share * m.risk_aversion) for m in economy.markets
            ),
            currency=replace(
                economy.currency, risk_aversion=share * economy.currency.risk_aversion
            ),
        )
        return Equilibrium(weaker, gauss(30)).error(u)

    model, equations = solve(economy), Equilibrium(economy, gauss(30))
    kappa = np.array(economy.kappa_per_year)
    start = equations.unpack(_start(equations))
    begin = replace(start, M=np.diag(kappa)[None], A_e=economy.carry / kappa)
    found = equations.unpack(follow(raised, equations.pack(begin)).unknown)
    np.testing.assert_allclose(found.M[0], model.M[0], atol=1e-10)
    np.testing.assert_allclose(found.A_e, model.A_e, atol=1e-8)


def test_a_warm_start_gives_the_same_model(monkeypatch: pytest.MonkeyPatch) -> None:
    start, economy = solve(two_countries(0.5, 0.2, 5.0)), two_countries(0.45, 0.25, 5.5)
    cold = solve(economy)

    def refuse(*_: object) -> None:
        raise AssertionError("a warm start follows no path")

    monkeypatch.setattr("saiken.impact.habitat.solver.follow", refuse)
    warm = solve(economy, start=start)
    np.testing.assert_allclose(warm.M, cold.M, atol=1e-14)
    np.testing.assert_allclose(warm.A_e, cold.A_e, atol=1e-12)


@pytest.mark.parametrize("start", [two_countries(0.5, 0.2, 5.0), example()])
def test_a_start_that_does_not_help_is_not_taken(start: object) -> None:
    """Too far away, or another shape: the path is followed as without it."""
    far = two_countries(1.0, -0.8, 0.0, alpha_e=5.0)
    np.testing.assert_allclose(solve(far, start=solve(start)).M, solve(far).M, atol=1e-13)


def test_integrated_bonds_and_currency_share_one_matrix() -> None:
    model = solve(example())
    np.testing.assert_array_equal(model.M[0], model.M[1])
    np.testing.assert_allclose(model.M[0] @ model.A_e, model.economy.carry, atol=1e-12)


def test_a_country_alone_has_no_currency_to_sell() -> None:
    with pytest.raises(InputError, match="one country has no currency"):
        currency_supply(solve(published_calibration()), 0.01)
