"""Yields of every month from the published years."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.measure.monthly_curve import curve_prior, monthly_curves, reader, shapes
from saiken.measure.zero_panel import zero_yields
from saiken.units import from_si

YEARS = np.arange(1.0, 31.0)
MONTHS = np.arange(1, 121) / 12
# The Board's own parameters (feds200628: beta 0 to 3 in per cent, tau 1 and 2 in years).
PARAMETERS = {
    "2023-03-10": (
        *(4.190341048, -0.6005094635, 4.364390562, -2.158894525),
        *(0.4083717244, 5.219498152),
    ),
    "2025-05-02": (
        *(2.252361003, 2.190226008, -7.740295967e-06, 8.794932411),
        *(1.14927741, 15.40964257),
    ),
}


def svensson(years, beta0, beta1, beta2, beta3, tau1, tau2):
    """Svensson (1994): zero yields in decimals."""

    def slope(x):
        return (1 - np.exp(-x)) / x

    x, z = years / tau1, years / tau2
    humps = beta2 * (slope(x) - np.exp(-x)) + beta3 * (slope(z) - np.exp(-z))
    return (beta0 + beta1 * slope(x) + humps) / 100


def published(day):
    days, nodes = zero_yields(load_store())
    return nodes[np.searchsorted(days, np.datetime64(day))][None]


@pytest.mark.parametrize("day", PARAMETERS)
def test_the_boards_own_curve_is_recovered_from_its_published_points(day):
    found = monthly_curves(YEARS, published(day))[0]
    gap_bp = np.abs(from_si(found - svensson(MONTHS, *PARAMETERS[day]), "bp"))
    # 746 days of 2022 to 2025 with known parameters: at most 0.4 bp off from one year on.
    assert gap_bp[11:].max() < 0.4
    # Below one year it is an extrapolation; the two days chosen are an easy and a hard one.
    assert gap_bp[:11].max() < (40 if day == "2023-03-10" else 1)


def test_published_points_are_met_to_the_last_digit():
    found = monthly_curves(YEARS, published("2025-05-02"))[0]
    assert from_si(found[11::12], "bp") == pytest.approx(
        from_si(published("2025-05-02")[0, :10], "bp"), abs=0.01
    )


def test_reading_is_linear_and_a_flat_curve_stays_flat_where_points_are():
    weights = reader(YEARS, MONTHS, curve_prior())
    flat = weights.sum(axis=1)
    # Exact in the limit of a wide prior; the prior's pull at 1 to 120 months stays below 1%.
    assert flat[11:] == pytest.approx(1, abs=2e-5)
    assert flat[:11] == pytest.approx(1, abs=1e-2)
    one = published("2025-05-02")
    assert monthly_curves(YEARS, 3 * one) == pytest.approx(3 * monthly_curves(YEARS, one))


def test_days_with_fewer_points_are_read_with_their_own_weights():
    both = np.concatenate([published("1965-06-30"), published("2025-05-02")])
    assert np.isfinite(both).sum(axis=1).tolist() == [7, 30]
    together = monthly_curves(YEARS, both)
    for row, alone in zip(together, both, strict=True):
        assert row == pytest.approx(monthly_curves(YEARS, alone[None])[0], abs=0)
    # Ten years lies beyond the last point of 1965; the extrapolation is smooth.
    assert abs(from_si(together[0, 119] - both[0, 6], "bp")) < 10


def test_shapes_are_nelson_and_siegels():
    prior = curve_prior()
    columns = shapes(np.array([1.0, 5.0]), prior)
    assert columns.shape == (2, 1 + 2 * len(prior.decay_years))
    tau = prior.decay_years[0]
    slope = (1 - np.exp(-5 / tau)) / (5 / tau)
    assert columns[1, 0] == prior.level_sd
    assert columns[1, 1] == pytest.approx(prior.shape_sd * slope)
    hump = columns[1, 1 + len(prior.decay_years)]
    assert hump == pytest.approx(prior.shape_sd * (slope - np.exp(-5 / tau)))


def test_the_prior_is_the_files_in_decimals():
    prior = curve_prior()
    assert (prior.level_sd, prior.shape_sd) == (pytest.approx(0.10), pytest.approx(0.02))
    assert prior.rounding_sd == pytest.approx(1e-6 / np.sqrt(12))


def test_too_few_points_are_refused():
    nodes = published("2025-05-02").copy()
    nodes[0, 3:] = np.nan
    with pytest.raises(DataError, match="needs 4 zero yields"):
        monthly_curves(YEARS, nodes)
