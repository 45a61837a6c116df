"""Solve the habitat model's nodes and write the kernels that a run reads.

There is one node, the published calibration. ``python -m saiken.estimation.nodes`` rebuilds the
bundled file; the same inputs give the same bytes.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat import (
    Calibration,
    HabitatModel,
    horizon_edges,
    published_calibration,
    solve,
)
from saiken.impact.habitat.kernel_set import FILE, decay_rates
from saiken.impact.habitat.known_path import known_path_matrix
from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.programmes import programme_matrix, supply_pressure
from saiken.market import bucket_cash_flows, bucket_names
from saiken.variables import MATURITIES

RATES: Final = 28
"""Decay rates solved; with the two numbers below interpolation is accurate to about 1e-6."""
RATE_MIDPOINT_PER_YEAR: Final = 2.0
FASTEST_RATE_PER_YEAR: Final = 120.0
"""A half-life of a business day and a half."""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time stamp inside the archive, fixed so that equal content has equal bytes."""
FORMAT: Final = 1
PACKAGE: Final = Path(__file__).resolve().parents[1]

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
    model = solve(calibration)
    rates = decay_rates(RATES, RATE_MIDPOINT_PER_YEAR, FASTEST_RATE_PER_YEAR)
    edges = horizon_edges()
    R, G = _responses(model, rates, edges)
    meta = json.dumps(_meta(calibration, model), sort_keys=True)
    arrays: dict[str, NDArray[Any]] = {
        "R": R[None], "G": G[None], "rates_per_year": rates, "horizon_edges_years": edges,
        "maturities_years": np.asarray(MATURITIES, dtype=np.float64), "meta": np.asarray(meta),
    }  # fmt: skip
    scratch = out_path.with_suffix(".tmp")
    scratch.write_bytes(archive(arrays))
    scratch.replace(out_path)
    return out_path


def _responses(
    model: HabitatModel, rates: NDArray[np.float64], edges: NDArray[np.float64]
) -> tuple[Array32, Array32]:
    """R ``(rate, bucket, maturity)`` and G ``(horizon, bucket, maturity)`` of one node."""
    pressure = np.stack([supply_pressure(model, tau, share) for tau, share in bucket_cash_flows()])
    per_rate = np.stack([programme_matrix(model, float(rate), MATURITIES) for rate in rates])
    per_bin = known_path_matrix(model, edges, MATURITIES)
    R = contract("rmi,bi->rbm", per_rate, pressure)
    G = contract("hmi,bi->hbm", per_bin, pressure)
    return R.astype(np.float32), G.astype(np.float32)


def _meta(calibration: Calibration, model: HabitatModel) -> Mapping[str, Any]:
    return {
        "format": FORMAT,
        "nodes": ["published"],
        "calibration": [calibration.fingerprint()],
        "calibration_verified": "memory, with consistency checks",
        "buckets": list(bucket_names()),
        "grid": model.tau.size - 1,
        "residual_below": float(10 ** np.ceil(np.log10(max(model.residual, sys.float_info.min)))),
        "rate_midpoint_per_year": RATE_MIDPOINT_PER_YEAR,
        "unit": "yield change, decimal, per share of GDP supplied, at scale one",
    }


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
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
