"""The bundled kernels: fresh, interpolated accurately, consistent with each other, well guarded."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.data import resource_bytes
from saiken.errors import DataError, InputError
from saiken.estimation.nodes import archive, build_kernels
from saiken.impact.habitat import (
    HabitatModel,
    Kernels,
    horizon_edges,
    load_kernels,
    published_calibration,
)
from saiken.impact.habitat.kernel_set import FILE
from saiken.impact.habitat.programmes import bond_supply, programme_matrix
from saiken.market import bucket_cash_flows, bucket_names
from saiken.variables import MATURITIES
from tests.impact.habitat.bins import decay_means

FLOAT32 = 3e-7  # storage, a few units in the last place
INTERPOLATION = 1e-6  # of a bucket's largest response; float32 storage included


def direct(model: HabitatModel, k: float) -> np.ndarray:
    """(A5) for every bucket, solved at exactly this rate."""
    matrix = programme_matrix(model, k, MATURITIES)
    return np.stack([matrix @ bond_supply(model, tau, w) for tau, w in bucket_cash_flows()])


def test_shapes_and_labels() -> None:
    kernels = load_kernels()
    buckets, outputs = len(bucket_names()), len(MATURITIES)
    assert kernels.maturities == MATURITIES
    assert kernels.meta["buckets"] == list(bucket_names())
    assert kernels.R.shape == (1, len(kernels.rates), buckets, outputs)
    assert kernels.G.shape == (1, horizon_edges().size, buckets, outputs)
    assert kernels.known_path.shape == kernels.G.shape[1:]
    assert kernels.rates[0] == 0
    assert np.all(np.diff(kernels.rates) > 0)


def test_bundled_file_is_the_one_the_code_builds(tmp_path: Path) -> None:
    """The numbers to float32 rounding; bytes may differ between linear-algebra libraries."""
    raw = build_kernels(tmp_path / "again.npz").read_bytes()
    fresh, bundled = Kernels.from_bytes(raw), load_kernels()
    assert bundled.meta["calibration"] == [published_calibration().fingerprint()]
    assert {**fresh.meta, "residual_below": 0} == {**bundled.meta, "residual_below": 0}
    np.testing.assert_allclose(fresh.rates_per_year, bundled.rates_per_year, rtol=1e-14)
    for name in ("R", "G"):
        ours, theirs = getattr(fresh, name), getattr(bundled, name)
        np.testing.assert_allclose(ours, theirs, rtol=FLOAT32, atol=1e-9 * np.abs(theirs).max())
    assert list(tmp_path.iterdir()) == [tmp_path / "again.npz"]


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = build_kernels(tmp_path / "a.npz").read_bytes()
    assert first == build_kernels(tmp_path / "b.npz").read_bytes()


@settings(max_examples=40)
@given(st.floats(0, 120))
def test_interpolated_rates_match_a_direct_solve(published: HabitatModel, k: float) -> None:
    exact, read = direct(published, k), load_kernels().programme(k)
    assert np.all(np.abs(read - exact).max(axis=1) < INTERPOLATION * np.abs(exact).max(axis=1))


@pytest.mark.parametrize("weeks", [1, 2, 6, 26, 52, 520])
def test_half_lives_in_use_are_exact_to_one_in_ten_thousand_everywhere(
    published: HabitatModel, weeks: float
) -> None:
    k = np.log(2) * 52 / weeks
    np.testing.assert_allclose(load_kernels().programme(k), direct(published, k), rtol=1e-4)


def test_a_solved_rate_is_read_exactly() -> None:
    kernels = load_kernels()
    for i, rate in enumerate(kernels.rates):
        np.testing.assert_array_equal(kernels.programme(rate), kernels.R[0, i])


def test_many_rates_at_once() -> None:
    kernels, rates = load_kernels(), np.array([[0.0, 0.3], [2.0, 36.0]])
    many = kernels.programme(rates)
    assert many.shape == (2, 2, *kernels.R.shape[2:])
    np.testing.assert_allclose(many[1, 1], kernels.programme(36.0), rtol=1e-12)


@pytest.mark.parametrize(("k", "tolerance"), [(0, FLOAT32), (0.1, 5e-5), (2, 5e-5), (36, 2.5e-4)])
def test_bundled_path_and_bundled_programme_superpose(k: float, tolerance: float) -> None:
    """One programme either way gives the same yields; the tolerance is the bins' thickness."""
    kernels = load_kernels()
    path = np.einsum("h,hbm->bm", decay_means(kernels.horizon_edges_years, k), kernels.known_path)
    programme = kernels.programme(k)
    assert np.all(np.abs(path - programme).max(axis=1) < tolerance * np.abs(programme).max(axis=1))


@pytest.mark.parametrize("k", [-0.1, 121, float("nan"), [0.1, -1]])
def test_rates_outside_the_grid_are_refused(k: float) -> None:
    with pytest.raises(InputError, match=r"rate of decay per year is .*0 to 120"):
        load_kernels().programme(k)


@pytest.mark.parametrize("damage", [b"", b"not an archive", None])
def test_a_broken_file_is_named(damage: bytes | None) -> None:
    raw = resource_bytes(FILE)[:5000] if damage is None else damage
    with pytest.raises(DataError, match=r"published\.npz is broken or incomplete"):
        Kernels.from_bytes(raw)


def test_a_file_without_a_field_is_named() -> None:
    with pytest.raises(DataError, match="incomplete"):
        Kernels.from_bytes(archive({"R": np.zeros(3)}))
