"""Both legs of a sale on the ten-year, and unit responses on a grid."""

import numpy as np
import pytest

from saiken.errors import DataError
from saiken.estimation.segmentation.grid import JointGrid
from saiken.estimation.segmentation.legs import (
    Legs,
    conversion_band_bp,
    currency_scale,
    leg_rows,
    planned_amount_usd,
    share_outweighed,
    share_small,
    shares_at_currency_scale,
)
from saiken.estimation.segmentation.moves import plan
from saiken.estimation.segmentation.slope import SlopeLaw
from saiken.estimation.segmentation.unit import (
    UnitTable,
    observed_places,
    omega_grid,
    tabulate,
    weighted_quantile,
)
from saiken.variables import MATURITIES

OMEGA = omega_grid()
LAW = SlopeLaw(-29.0, 0.3, 0.4)
CONVERSION = np.array([-0.001, -0.002, -0.004, 0.001, 0.002, 0.004])
BOND = np.array([0.001, 0.002, 0.005, 0.0, 0.0, 0.0])


def table(full, currency=-0.1):
    return UnitTable(OMEGA, OMEGA[:, None] * full, np.full(OMEGA.size, currency))


def legs(half_lives=(0.1, 0.5, 1.0), factors=(1.0, 2.0, 3.0), days=60):
    flat = UnitTable(OMEGA, np.ones((OMEGA.size, 1)) * BOND, np.full(OMEGA.size, 0.1))
    return Legs(
        units=[table(CONVERSION * factor) for factor in factors],
        bonds=flat,
        half_life_years=np.array(half_lives),
        sale_days=days,
        amount_usd=5e11,
        debt_usd=2.5e13,
    )


def grid_on(weight, scales=(2.0, 10.0)):
    """All the weight on chosen (half-life, omega) places, scales and slopes even."""
    full = np.zeros((3, OMEGA.size, len(scales), 2))
    for (half_life, omega), part in weight.items():
        full[half_life, omega] = part
    full /= full.sum()
    return JointGrid(
        OMEGA,
        np.array([-29.1, -28.9]),
        np.array(scales),
        np.zeros((1, *full.shape)),
        full,
        full,
        LAW,
    )


def test_what_still_weighs_on_the_last_day_of_the_sale():
    found = legs().weighing_usd
    for years, usd in zip((0.1, 0.5, 1.0), found, strict=True):
        keep = 0.5 ** (1 / (250 * years))
        plain = sum(5e11 / 60 * keep**age for age in range(60))
        assert usd == pytest.approx(plain, rel=1e-12)
    assert legs(days=1).weighing_usd == pytest.approx([5e11] * 3)


def test_the_two_legs_and_their_ratio():
    sale = legs(days=1)
    # 2% of the debt times 0.005
    np.testing.assert_allclose(sale.bond_per_scale, 1e-4)
    np.testing.assert_allclose(sale.conversion_per_scale[1], -2 * 0.004 * 0.02 * OMEGA)
    np.testing.assert_allclose(sale.ratio[0], -0.8 * OMEGA, atol=1e-15)
    # at the currency's scale yields move by the model's own multiple of the yen's move
    np.testing.assert_allclose(sale.conversion_per_slope[0], -5e11 * 0.04 * OMEGA, atol=1e-3)


def test_the_currencys_scale_gives_the_slope_back():
    unit = table(CONVERSION, currency=-0.08)
    scale = currency_scale(unit, 1.5e-13, 2.5e13)
    np.testing.assert_allclose(scale * unit.log_currency / 2.5e13, -1.5e-13)


def test_lines_of_the_table():
    sale = legs()
    rows = leg_rows(sale, 6.0, 1.6e-13)
    assert [row["omega_share"] for row in rows] == [0, 0.25, 0.5, 0.75, 1]
    row = rows[2]
    assert row["half_life_years"] == 0.5
    assert row["bond_leg_bp"] == pytest.approx(6)
    weighing = sale.weighing_usd
    assert row["conversion_leg_bp"] == pytest.approx(
        -6e4 * 0.5 * 2 * 0.004 * weighing[1] / 2.5e13, rel=1e-12
    )
    assert row["ratio"] == pytest.approx(row["conversion_leg_bp"] / row["bond_leg_bp"], rel=1e-12)
    assert row["ratio_shortest_half_life"] == pytest.approx(-0.4 * weighing[0] / 5e11, rel=1e-12)
    assert row["ratio_longest_half_life"] == pytest.approx(-1.2 * weighing[2] / 5e11, rel=1e-12)
    assert row["conversion_at_currency_scale_bp"] == pytest.approx(
        -1e4 * 1.6e-13 * weighing[1] * 0.5 * 2 * 0.04, rel=1e-12
    )
    assert row["currency_scale"] == pytest.approx(1.6e-13 * 2.5e13 / 0.1, rel=1e-12)
    assert planned_amount_usd() == 5e11


def test_shares_of_the_draws():
    sale = legs(days=1)
    # ratios: 0.8, 1.6 and 2.4 times omega
    small, large, over = (0, 10), (0, 16), (2, 20)
    grid = grid_on({small: 5.0, large: 3.0, over: 2.0})
    assert sale.ratio[0, 10] == pytest.approx(-0.2)
    assert sale.ratio[2, 20] == pytest.approx(-1.2)
    assert share_small(grid, sale) == pytest.approx(0.5)
    assert share_outweighed(grid, sale) == pytest.approx(0.2)


def test_shares_at_the_currencys_scale_follow_slope_and_scale():
    sale = legs(days=1)
    grid = grid_on({(0, 20): 1.0}, scales=(1.0, 100.0))
    # conversion: slope * 5e11 * 0.02; bond: 1 bp at scale 1, 100 bp at scale 100
    slopes = np.array([1e-15, 2e-14, 2e-13])  # 0.1, 2 and 20 bp
    small, outweighed = shares_at_currency_scale(grid, sale, slopes)
    # against 1 bp only the first is small and the others outweigh; against 100 bp all are small
    assert small == pytest.approx(4 / 6)
    assert outweighed == pytest.approx(2 / 6)


def test_the_band_of_the_conversion_leg():
    sale = legs(days=1)
    grid = grid_on({(0, 20): 1.0, (0, 40): 1.0})
    # scales 2 and 10 times 0.4 bp and 0.8 bp: four equally likely values
    found = conversion_band_bp(grid, sale)
    np.testing.assert_allclose(found, [-8, -8, -4, -1.6, -0.8], rtol=1e-9)


def test_weighted_quantiles():
    values = np.array([3.0, 1.0, 2.0, 4.0])
    even = weighted_quantile(values, np.ones(4), [0.1, 0.3, 0.5, 0.9, 1.0])
    np.testing.assert_array_equal(even, [1, 2, 2, 4, 4])
    heavy = weighted_quantile(values, np.array([8.0, 1.0, 0.5, 0.5]), [0.05, 0.12, 0.5, 0.97])
    np.testing.assert_array_equal(heavy, [1, 2, 3, 4])


def _response(omega):
    years = np.array(MATURITIES)
    return -omega * years, omega * years / 2, -1.0 - omega


def test_a_unit_response_is_read_at_the_observed_maturities():
    found = tabulate(_response, np.array([0.0, 0.5]))
    np.testing.assert_allclose(found.yields, [[0] * 6, [-1, -2.5, -5, 0.5, 1.25, 2.5]])
    np.testing.assert_allclose(found.log_currency, [-1.0, -1.5])
    assert [MATURITIES[place] for place in observed_places()] == [2, 5, 10]
    both = found.together(found)
    np.testing.assert_allclose(both.yields, 2 * found.yields)
    np.testing.assert_allclose(both.log_currency, found.log_currency)


def test_the_grid_of_omega_holds_the_shown_shares():
    grid = omega_grid()
    assert (grid[0], grid[-1], grid.size) == (0, 1, plan()["grid"]["omega"])
    for share in plan()["legs"]["omega"]:
        assert np.abs(grid - share).min() < 1e-12


def test_a_response_of_another_length_is_refused():
    with pytest.raises(DataError, match="needs the 10 published maturities"):
        tabulate(lambda omega: (np.zeros(9), np.zeros(10), 0.0), [0.0])
