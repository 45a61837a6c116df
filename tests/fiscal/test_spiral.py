"""The fixed point on additional debt."""

import numpy as np
import pytest

from saiken.errors import DataError, InputError
from saiken.fiscal import extra_debt_usd, gdp_path_usd, spiral
from saiken.fiscal.spiral import feedback, fixed_point, largest_eigenvalue
from saiken.variables import MATURITIES

MONTHS = 121


@pytest.fixture(scope="module")
def gdp(snap):
    return gdp_path_usd(snap.store, snap.as_of)


@pytest.fixture(scope="module")
def extra(by_security):
    change = np.zeros((3, MONTHS, len(MATURITIES)))
    change[0, 1:], change[1, 1:] = 0.001, 0.01
    return by_security.extra_interest_usd(change)


@pytest.fixture(scope="module")
def matrix(by_security, gdp):
    return feedback(by_security, gdp)


def test_gdp_is_cbos_at_the_ends_of_fiscal_years(snap):
    path = gdp_path_usd(snap.store, "2025-09-30")
    table = snap.store.table("cbo_gdp", "2025-09-29")
    rows = table["vintage"] == np.datetime64("2025-01-01")
    by_year = dict(zip(table["fiscal_year"][rows], table["gdp"][rows], strict=True))
    assert path[0] == pytest.approx(by_year[2025])
    assert path[120] == pytest.approx(by_year[2035])
    # September's update of a few years is not a projection of ten
    later = gdp_path_usd(snap.store, "2025-10-31")
    assert later[11] == pytest.approx(by_year[2026])
    assert later[120] / later[119] == pytest.approx((by_year[2035] / by_year[2034]) ** (1 / 12))


def test_gdp_before_the_first_projection(snap):
    with pytest.raises(DataError, match="No ten-year CBO projection of GDP was published by 2012"):
        gdp_path_usd(snap.store, "2012-06-15")


def test_matrix_is_what_the_bill_says(by_security, gdp, matrix):
    """Yields that rise by a foreseen ratio of one in months 70 to 80 see it five years before."""
    ratio = np.zeros(MONTHS)
    ratio[70:81] = 1.0
    rise = np.zeros((1, MONTHS, len(MATURITIES)))
    rise[0, 10:21] = 1.0
    debt = extra_debt_usd(by_security.extra_interest_usd(rise), by_security.marginal_rate()) / gdp
    assert matrix @ ratio == pytest.approx(debt[0], rel=1e-9, abs=1e-9)


def test_fixed_point_solves_the_equation(matrix):
    first = np.random.default_rng(2).uniform(0, 1, size=(2, MONTHS))
    phi = np.array([0.02, 0.15])
    found = fixed_point(first, phi, matrix)
    for draw in range(2):
        direct = np.linalg.solve(np.eye(MONTHS) - phi[draw] * matrix, first[draw])
        assert found[draw] == pytest.approx(direct, rel=1e-9)


def test_largest_eigenvalue(matrix):
    direct = np.linalg.eigvals(matrix).real.max()
    assert largest_eigenvalue(matrix) == pytest.approx(direct, rel=1e-9)
    assert largest_eigenvalue(np.array([[0.2]])) == pytest.approx(0.2)
    assert largest_eigenvalue(np.zeros((3, 3))) == 0.0


def test_multiplier_and_ratios(by_security, extra, gdp):
    one = spiral(by_security, extra, gdp, np.array([0.02, 0.025, 0.03]))
    assert (one.multiplier > 1.1).all()
    assert (one.multiplier < 1.3).all()
    assert one.baseline_gdp_share == pytest.approx(1.170, abs=0.002)
    added = one.first_ratio[0] - one.baseline_gdp_share
    assert one.ratio[0] - one.baseline_gdp_share == pytest.approx(added * one.multiplier[0])
    assert one.distance == pytest.approx(one.distance[0] * 0.02 / np.array([0.02, 0.025, 0.03]))
    assert one.extra_interest_usd[0] > 0


def test_no_shock_keeps_every_figure_defined(by_security, extra, gdp):
    one = spiral(by_security, extra[2:], gdp, 0.025)
    assert one.ratio[0] == one.first_ratio[0] == one.baseline_gdp_share
    assert one.yield_rise[0] == 0
    assert one.extra_interest_usd[0] == 0
    lasting = spiral(by_security, extra[:1], gdp, 0.025)
    # with no sale the multiplier is that of a lasting rise of all yields, which draw 0 is
    assert one.multiplier[0] == pytest.approx(lasting.multiplier[0], rel=1e-9)


def test_no_answer_of_yields_multiplies_by_one(by_security, extra, gdp):
    one = spiral(by_security, extra, gdp, 0.0)
    assert one.multiplier == pytest.approx(np.ones(3), abs=1e-12)
    assert np.isinf(one.distance).all()


def test_runaway_is_infinite_and_just_short_of_it_is_not(by_security, extra, gdp, matrix):
    edge = 1 / largest_eigenvalue(matrix)
    over, under = (spiral(by_security, extra[:1], gdp, edge * k) for k in (1.01, 0.99))
    assert np.isinf(over.multiplier[0])
    assert np.isinf(over.ratio[0])
    assert over.distance[0] == pytest.approx(1 / 1.01)
    assert 20 < under.multiplier[0] < np.inf


@pytest.mark.parametrize("seed", range(4))
def test_stronger_answers_multiply_more(by_security, extra, gdp, seed):
    phi = np.sort(np.random.default_rng(seed).uniform(0, 0.17, size=20))
    found = spiral(by_security, extra[[0] * 20], gdp, phi)
    assert (np.diff(found.multiplier) > 0).all()
    assert (found.multiplier >= 1).all()
    assert (np.diff(found.distance) < 0).all()


def test_negative_answer(by_security, extra, gdp):
    with pytest.raises(InputError, match="answer of yields to debt"):
        spiral(by_security, extra, gdp, -0.01)
