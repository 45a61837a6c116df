"""The bundled two-country kernels: fresh, labelled, interpolated, consistent with each other."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from saiken.data import load_store, resource_bytes
from saiken.errors import DataError, InputError
from saiken.estimation.nodes import build_two_countries
from saiken.estimation.two_countries import currency_demand, targets
from saiken.impact.habitat import HabitatModel, Kernels, load_two_countries, solve, two_countries
from saiken.impact.habitat.kernel_set import FILE
from saiken.impact.habitat.low_rate import low_rate_caveat
from saiken.impact.habitat.programmes import bond_supply, currency_supply, programme_matrix
from saiken.impact.habitat.two_kernels import CURRENCY, JAPAN, TWO_COUNTRIES, US
from saiken.market import bucket_cash_flows, bucket_names
from saiken.snapshot import snapshot
from saiken.variables import MATURITIES
from tests.impact.habitat.bins import decay_means

FLOAT32 = 3e-7
RATES = (0.01, 0.1, 0.35, 1.0, 4.0, 12.0, 36.0, 100.0)
LARGEST_BYTES = 3_000_000


@cache
def solved(omega: float) -> HabitatModel:
    aim = targets(load_store())
    return solve(two_countries(omega, float(aim["correlation"]), currency_demand(aim)))


def direct(omega: float, k: float) -> np.ndarray:
    """Every response at exactly this omega and rate, at the signs of the public edge."""
    model = solved(omega)
    sales = [bond_supply(model, tau, share) for tau, share in bucket_cash_flows()]
    sales.append(currency_supply(model, -1.0))
    found = np.stack([programme_matrix(model, k, MATURITIES) @ sale for sale in sales])
    found[:, -1] *= -1
    return found


def blocks(off: np.ndarray, size: np.ndarray) -> list[float]:
    """Largest error of each kind of response, relative to the largest of its kind."""
    parts = [
        (slice(0, 7), slice(0, 10)),
        (slice(0, 7), slice(10, 20)),
        (slice(0, 7), slice(20, 21)),
    ]
    parts += [(slice(7, 8), slice(0, 20)), (slice(7, 8), slice(20, 21))]
    found = []
    for source, output in parts:
        largest = np.abs(size[..., source, output]).max()
        found.append(np.abs(off[source, output]).max() / largest if largest else 0.0)
    return found


def test_one_cell_of_the_programme():
    """The short way to one number agrees with the whole table, for one rate and for many."""
    model = load_two_countries()
    omega, decay = np.array([0.0, 0.3, 0.9]), np.array([0.1, 1.0, 4.0])
    whole = model.programme(decay, omega)
    source, output = model.sources.index("currency"), model.outputs.index("us:10")
    cell = model.answer("currency", "us:10", decay, omega)
    assert cell == pytest.approx(whole[:, source, output], rel=1e-9, abs=1e-12)
    one = model.answer("5-7", "japan:10", 0.2, omega)
    assert one == pytest.approx(model.programme(0.2, omega)[:, 3, 17], rel=1e-9)
    with pytest.raises(InputError, match="us:10"):
        model.answer("currency", "us:11", 0.2, 0.5)
    with pytest.raises(InputError, match="currency"):
        model.answer("currencies", "us:10", 0.2, 0.5)


def test_shapes_and_labels() -> None:
    two = load_two_countries()
    assert two.sources == (*bucket_names(), CURRENCY)
    assert two.outputs[two.columns(US)] == tuple(f"us:{m:g}" for m in MATURITIES)
    assert two.outputs[two.columns(JAPAN)] == tuple(f"japan:{m:g}" for m in MATURITIES)
    assert two.outputs[two.columns(CURRENCY)] == (CURRENCY,)
    assert two.columns(US) == slice(0, 10)  # where a curve of one country has them
    assert two.kernels.maturities == MATURITIES
    assert two.kernels.R.shape == (7, len(two.kernels.rates), 8, 21)
    assert two.kernels.G.shape == (7, two.kernels.horizon_edges_years.size, 8, 21)
    assert len(resource_bytes(TWO_COUNTRIES)) < LARGEST_BYTES
    with pytest.raises(InputError, match="no output named 'france'"):
        two.columns("france")


def test_bundled_targets_are_those_of_the_bundled_data() -> None:
    meta, aim = load_two_countries().kernels.meta, targets(load_store())
    assert meta["targets"]["inputs"] == aim["inputs"]
    for name in ("correlation", "currency_sd"):
        assert meta["targets"][name] == pytest.approx(aim[name], rel=1e-8)
    assert meta["theta_e"] == pytest.approx(currency_demand(aim), rel=1e-8)
    assert meta["residual_below"] <= 1e-14


def test_bundled_file_is_the_one_the_code_builds(tmp_path: Path) -> None:
    """One node, twice: the bytes of both, and the numbers of the bundled one to float32."""
    raws = [
        build_two_countries(tmp_path / f"{name}.npz", [0.25]).read_bytes() for name in ("a", "b")
    ]
    assert raws[0] == raws[1]
    fresh, two = Kernels.from_bytes(raws[0]), load_two_countries()
    node = two.omegas.index(0.25)
    for name in ("R", "G"):
        ours, theirs = getattr(fresh, name)[0], getattr(two.kernels, name)[node]
        np.testing.assert_allclose(ours, theirs, rtol=FLOAT32, atol=1e-9 * np.abs(theirs).max())
    for key in ("sources", "outputs", "theta_e", "targets", "steps"):
        assert fresh.meta[key] == two.kernels.meta[key]


@pytest.mark.parametrize("omega", [0.0, 0.5, 1.0])
def test_rates_are_interpolated(omega: float) -> None:
    two = load_two_countries()
    for k in RATES:
        exact = direct(omega, k)
        read = two.programme(k, omega)
        kinds = blocks(read - exact, exact)
        at_zero = [1, 1, 0, 0, 1] if omega == 0 else [1] * 5  # nothing but rounding elsewhere
        assert all(found < 2e-6 for found, there in zip(kinds, at_zero, strict=True) if there)


@pytest.mark.parametrize("omega", [0.03, 0.15, 0.4, 0.625, 0.85, 0.97])
def test_omega_is_interpolated_to_a_few_parts_in_a_thousand(omega: float) -> None:
    """Of the largest response of its kind over all omega; near a node it is far better."""
    two = load_two_countries()
    for k in (0.2, 2.0, 20.0):
        nodes = np.stack([two.programme(k, each) for each in two.omegas])
        assert max(blocks(two.programme(k, omega) - direct(omega, k), nodes)) < 2.5e-3


def test_a_node_and_a_solved_rate_are_read_exactly() -> None:
    two = load_two_countries()
    for node, omega in enumerate(two.omegas):
        np.testing.assert_array_equal(
            two.programme(two.kernels.rates[5], omega), two.kernels.R[node, 5]
        )
        np.testing.assert_array_equal(two.known_path(omega), two.kernels.G[node])


def test_many_draws_at_once() -> None:
    two = load_two_countries()
    omega, k = np.array([0.1, 0.7, 1.0]), np.array([0.2, 2.0, 0.0])
    for rates in (k, 0.3):
        many = two.programme(rates, omega)
        assert many.shape == (3, 8, 21)
        for i in range(3):
            one = two.programme(np.broadcast_to(rates, 3)[i], omega[i])
            np.testing.assert_allclose(many[i], one, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("k", "tolerance"), [(0, 1e-6), (0.2, 5e-5), (2, 5e-5), (12, 1e-4)])
@pytest.mark.parametrize("omega", [0.0, 0.25, 0.6, 1.0])
def test_bundled_path_and_bundled_programme_superpose(
    omega: float, k: float, tolerance: float
) -> None:
    """One programme either way: yields of both countries and the currency."""
    two = load_two_countries()
    means = decay_means(two.kernels.horizon_edges_years, k)
    path = np.einsum("h,hso->so", means, two.known_path(omega))
    programme = two.programme(k, omega)
    off, largest = np.abs(path - programme), np.abs(programme)
    assert np.all(off[:7, :20].max(axis=1) < tolerance * largest[:7, :20].max(axis=1))
    scale = np.abs(two.programme(k, 1.0))  # cross responses vanish with omega
    assert np.all(off[:7, 20] < tolerance * scale[:7, 20])
    assert off[7, 20] < tolerance * scale[7, 20]
    assert off[7, :20].max() < tolerance * np.abs(two.programme(0.2, 1.0))[7, :20].max()


def test_signs_at_the_public_edge() -> None:
    """Dollars sold for yen: yen dearer, US yields down, Japanese up. Bonds sold: the reverse."""
    two = load_two_countries()
    moved = two.programme(0.2, 0.5)
    ten = MATURITIES.index(10.0)
    us, japan = moved[:, two.columns(US)][:, ten], moved[:, two.columns(JAPAN)][:, ten]
    currency = moved[:, two.columns(CURRENCY)][:, 0]
    assert currency[-1] < 0 < currency[:-1].min()
    assert us[-1] < 0 < us[:-1].min()
    assert japan.min() > 0


def test_without_a_common_capital_there_are_no_cross_effects_at_all() -> None:
    at = load_two_countries().programme(0.2, 0.0)
    assert np.all(at[:7, 20] == 0)
    assert np.all(at[7, :20] == 0)
    assert at[7, 20] < 0


def test_own_scale() -> None:
    factor = load_two_countries().own_scale(np.array([2.0, 3.0]), np.array([50.0, 60.0]))
    assert factor.shape == (2, 21)
    np.testing.assert_array_equal(factor[0], [2.0] * 20 + [50.0])
    np.testing.assert_array_equal(factor[1], [3.0] * 20 + [60.0])


@pytest.mark.parametrize("omega", [-0.01, 1.01, float("nan"), [0.5, 2.0]])
def test_shares_outside_zero_to_one_are_refused(omega: float) -> None:
    with pytest.raises(InputError, match=r"trades currency is .*0 to 1"):
        load_two_countries().programme(0.2, omega)


def test_a_broken_file_is_named() -> None:
    with pytest.raises(DataError, match=r"two_countries\.npz is broken or incomplete"):
        Kernels.from_bytes(resource_bytes(FILE)[:500], TWO_COUNTRIES)


def test_a_low_short_rate_is_said_and_a_high_one_is_not() -> None:
    sentence = low_rate_caveat(snapshot("2020-06-30"))
    assert sentence is not None
    assert sentence.startswith("The three-month Treasury yield stood at 0.1")
    assert "below 1% it overstates" in sentence
    assert low_rate_caveat(snapshot("2025-05-02")) is None
