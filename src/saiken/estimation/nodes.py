"""Solve the habitat models and write the kernels that a run reads.

``python -m saiken.estimation.nodes`` rebuilds both bundled files, the published calibration of one
country and the grid of two-country models; the same inputs give the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import load_store
from saiken.estimation.artefact_file import rounded
from saiken.estimation.two_countries import currency_change_sd, currency_demand, targets
from saiken.impact.habitat import (
    HabitatModel,
    horizon_edges,
    published_calibration,
    solve,
    two_countries,
)
from saiken.impact.habitat.continuation import ROUNDING
from saiken.impact.habitat.forward import STEPS
from saiken.impact.habitat.interpolation import decay_rates
from saiken.impact.habitat.kernel_set import FILE
from saiken.impact.habitat.known_path import known_path_matrix
from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.programmes import bond_supply, currency_supply, programme_matrix
from saiken.impact.habitat.two_countries import omegas
from saiken.impact.habitat.two_kernels import CURRENCY, JAPAN, TWO_COUNTRIES, US
from saiken.market import bucket_cash_flows, bucket_names
from saiken.variables import MATURITIES

FASTEST_RATE_PER_YEAR: Final = 120.0
"""A half-life of a business day and a half."""
RATES: Final = 28
RATE_MIDPOINT_PER_YEAR: Final = 2.0
"""Decay rates solved for one country; interpolation between them is accurate to about 1e-6."""
CURRENCY_RATES: Final = 40
CURRENCY_MIDPOINT_PER_YEAR: Final = 1.0
"""The same with a currency, whose response bends at slower rates."""
GRID: Final = 3000
"""Steps of Simpson's rule behind the published node."""
TWO_COUNTRY_STEPS: Final = 600
"""Steps of the Volterra equations per longest maturity in the two-country nodes."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time stamp inside the archive, fixed so that equal content has equal bytes."""
FORMAT: Final = 1
PACKAGE: Final = Path(__file__).resolve().parents[1]

Array = NDArray[np.float64]
Array32 = NDArray[np.float32]


def build_kernels(out_path: Path) -> Path:
    """Solve the published node and write its kernels.

    Parameters
    ----------
    out_path : Path
        The ``.npz`` file to write; replaced whole or not at all.

    Returns
    -------
    Path
        `out_path`.

    Raises
    ------
    SolverError
        When the model cannot be solved.
    """
    calibration = published_calibration()
    model = solve(calibration, grid=GRID)
    meta = {
        "nodes": ["published"],
        "calibration": [calibration.fingerprint()],
        "calibration_verified": "memory, with consistency checks",
        "buckets": list(bucket_names()),
        "grid": GRID,
        "residual_below": _residual_below([model]),
        "rate_midpoint_per_year": RATE_MIDPOINT_PER_YEAR,
        "unit": "yield change, decimal, per share of GDP supplied, at scale one",
    }
    rates = decay_rates(RATES, RATE_MIDPOINT_PER_YEAR, FASTEST_RATE_PER_YEAR)
    parts = [_responses(model, _sales(model), rates, STEPS)]
    return _written(out_path, parts, rates, meta)


def build_two_countries(out_path: Path, shares: Sequence[float] | None = None) -> Path:
    """Solve the two-country nodes and write their kernels, at the signs of the public edge.

    Parameters
    ----------
    out_path : Path
        The ``.npz`` file to write; replaced whole or not at all.
    shares : sequence of float, optional
        Values of omega; by default the bundled grid.

    Returns
    -------
    Path
        `out_path`.
    """
    aim, grid = targets(load_store()), tuple(omegas() if shares is None else shares)
    correlation, theta_e = float(str(aim["correlation"])), currency_demand(aim)
    models = [solve(two_countries(omega, correlation, theta_e)) for omega in grid]
    yields = [f"{country}:{maturity:g}" for country in (US, JAPAN) for maturity in MATURITIES]
    meta = {
        "nodes": [f"omega {omega:.3g}" for omega in grid],
        "omega": list(grid),
        "theta_e": rounded(theta_e),
        "currency_sd": rounded([currency_change_sd(model) for model in models]),
        "targets": rounded(aim),
        "calibration_verified": "countries from memory with consistency checks, currency assumed",
        "sources": [*bucket_names(), CURRENCY],
        "outputs": [*yields, CURRENCY],
        "steps": TWO_COUNTRY_STEPS,
        "rate_midpoint_per_year": CURRENCY_MIDPOINT_PER_YEAR,
        "residual_below": _residual_below(models),
        "unit": "yield change, decimal, or change of log yen per dollar, per share of GDP sold",
    }
    rates = decay_rates(CURRENCY_RATES, CURRENCY_MIDPOINT_PER_YEAR, FASTEST_RATE_PER_YEAR)
    parts = [
        _public(_responses(model, _all_sales(model), rates, TWO_COUNTRY_STEPS)) for model in models
    ]
    return _written(out_path, parts, rates, meta)


def _sales(model: HabitatModel) -> Array:
    """Sources of a unit sale from each bucket, shape ``(bucket, source)``."""
    return np.stack([bond_supply(model, tau, share) for tau, share in bucket_cash_flows()])


def _all_sales(model: HabitatModel) -> Array:
    """The same with a last row: a unit of dollars sold takes foreign currency off the market."""
    return np.concatenate([_sales(model), currency_supply(model, -1)[None]])


def _public(parts: tuple[Array32, Array32]) -> tuple[Array32, Array32]:
    """Turn the last output from the log of e, dollars per yen, into the log of yen per dollar."""
    for part in parts:
        part[..., -1] *= -1
    return parts


def _responses(
    model: HabitatModel, sales: Array, rates: Array, steps: int
) -> tuple[Array32, Array32]:
    """R ``(rate, sale, output)`` and G ``(horizon, sale, output)`` of one node."""
    per_rate = np.stack([programme_matrix(model, float(rate), MATURITIES) for rate in rates])
    R = contract("roi,si->rso", per_rate, sales)
    # the equations forward in time are linear too: solve them for the few sources in use only
    used = np.flatnonzero(np.any(sales != 0, axis=0))
    basis = np.eye(sales.shape[1])[:, used]
    per_bin = known_path_matrix(model, horizon_edges(), MATURITIES, basis, steps=steps)
    G = contract("hou,su->hso", per_bin, sales[:, used])
    return R.astype(np.float32), G.astype(np.float32)


def _residual_below(models: Sequence[HabitatModel]) -> float:
    """The next power of ten above the largest residual and above rounding."""
    worst = max(ROUNDING, *(model.residual for model in models))
    return float(10 ** np.ceil(np.log10(worst)))


def _written(
    out_path: Path,
    parts: Sequence[tuple[Array32, Array32]],
    rates: Array,
    meta: Mapping[str, Any],
) -> Path:
    arrays: dict[str, NDArray[Any]] = {
        "R": np.stack([R for R, _ in parts]),
        "G": np.stack([G for _, G in parts]),
        "rates_per_year": rates,
        "horizon_edges_years": horizon_edges(),
        "maturities_years": np.asarray(MATURITIES, dtype=np.float64),
        "meta": np.asarray(json.dumps({"format": FORMAT, **meta}, sort_keys=True)),
    }
    scratch = out_path.with_suffix(".tmp")
    scratch.write_bytes(archive(arrays))
    scratch.replace(out_path)
    return out_path


def archive(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return an uncompressed ``.npz`` whose bytes depend on the content alone."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as file:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array, order="C"), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", date_time=EPOCH), member.getvalue())
    return whole.getvalue()


def main() -> int:
    """Rebuild the bundled kernels."""
    build_kernels(PACKAGE / FILE)
    build_two_countries(PACKAGE / TWO_COUNTRIES)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
