"""What an economy accepts, and how its parts are read."""

from dataclasses import replace

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.impact.habitat import Currency, published_calibration, two_countries
from saiken.impact.habitat.two_countries import omegas
from tests.impact.habitat.example import example


def test_a_calibration_is_an_economy_of_one_market() -> None:
    calibration = published_calibration()
    economy = calibration.economy()
    assert (economy.assets, economy.factors) == (1, 2)
    assert economy.kappa_per_year == calibration.kappa_per_year
    np.testing.assert_array_equal(economy.covariance, calibration.covariance)
    np.testing.assert_array_equal(economy.source(0), [1, 0])


def test_each_country_stands_at_the_published_numbers() -> None:
    economy, one = two_countries(0.3, 0.2, 4.0), published_calibration()
    tau = np.array([0.5, 5.0, 20.0])
    for market, places in zip(economy.markets, ((0, 2), (1, 3)), strict=True):
        np.testing.assert_array_equal(market.slope(tau), one.slope(tau))
        loading = market.demand_loading(tau)
        np.testing.assert_array_equal(loading[:, places[1]], one.demand_loading(tau)[:, 1])
        assert not np.delete(loading, places[1], axis=1).any()
        assert market.short_rate == places[0]
    assert [m.name for m in economy.markets] == ["United States", "Japan"]
    np.testing.assert_array_equal(economy.carry, [1, -1, 0, 0, 0])


def test_shocks_are_as_large_as_published_and_correlated_as_asked() -> None:
    S = two_countries(0.3, 0.2, 4.0).covariance
    sd = np.sqrt(np.diag(S))
    np.testing.assert_allclose(sd, published_calibration().sigma[0][0], rtol=1e-14)
    expected = np.eye(5)
    expected[0, 1] = expected[1, 0] = 0.2
    np.testing.assert_allclose(S / np.outer(sd, sd), expected, atol=1e-15)


def test_omega_is_what_bonds_and_currency_share() -> None:
    assert two_countries(0.3, 0, 1).sharing == ((1, 1, 0.3), (1, 1, 0.3), (0.3, 0.3, 1))
    assert two_countries(0.3, 0, 1).currency.alpha == 0.5
    assert two_countries(0.3, 0, 1, alpha_e=2.0).currency.alpha == 2.0
    assert {0.0, 0.25, 0.5, 0.75, 1.0} < set(omegas())
    assert np.all(np.diff(omegas()) > 0)


def test_fingerprint_follows_the_numbers() -> None:
    assert two_countries(0.3, 0, 1).fingerprint() == two_countries(0.3, 0, 1).fingerprint()
    assert two_countries(0.3, 0, 1).fingerprint() != two_countries(0.3, 0, 1.1).fingerprint()


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"sigma": ((1.0,),)}, "3 factors needs a sigma of 3 by 3"),
        ({"markets": ()}, "needs two markets"),
        ({"currency": Currency(1, 1, (0.0,))}, "one theta for each factor"),
        ({"sharing": ((1.0, 1.0), (1.0, 1.0))}, "between 3 assets"),
        ({"sharing": ((1.0, 0, 0), (0, 0.9, 0), (0, 0, 1.0))}, "ones on the diagonal"),
        ({"sharing": ((1.0, 0, 1.1), (0, 1.0, 0), (1.1, 0, 1.0))}, "0 to 1"),
        ({"sharing": ((1.0, 0, -0.1), (0, 1.0, 0), (-0.1, 0, 1.0))}, "0 to 1"),
        ({"sharing": ((1.0, 0, 0.3), (0, 1.0, 0), (0.2, 0, 1.0))}, "must be symmetric"),
    ],
)
def test_bad_economies_are_refused(change: dict[str, object], match: str) -> None:
    with pytest.raises(InputError, match=match):
        replace(example(), **change)


def test_a_market_needs_its_factors() -> None:
    economy = example()
    for change in ({"short_rate": 3}, {"short_rate": -1}, {"theta": (0.0,)}):
        wrong = (replace(economy.markets[0], **change), economy.markets[1])
        with pytest.raises(InputError, match="short rate and thetas among 3 factors"):
            replace(economy, markets=wrong)


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_bad_currencies_are_refused(bad: float) -> None:
    with pytest.raises(InputError, match="currency's alpha"):
        Currency(1.0, bad, (0.0,))
    with pytest.raises(InputError, match="currency's risk_aversion"):
        Currency(bad, 1.0, (0.0,))
