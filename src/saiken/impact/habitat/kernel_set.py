"""The solved models as a run reads them: bundled arrays, nothing is solved."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.data import resource_bytes
from saiken.errors import DataError
from saiken.impact.habitat.interpolation import rate_weights
from saiken.impact.habitat.linear import contract

Array = NDArray[np.float64]

FILE: Final = "impact/habitat/kernels/published.npz"
FIELDS: Final = ("R", "G", "rates_per_year", "horizon_edges_years", "maturities_years", "meta")


@dataclass(frozen=True, eq=False)
class Kernels:
    """Yield responses per unit of supply (share of GDP, market value), at scale one.

    Attributes
    ----------
    R : ndarray, (node, rate, bucket, maturity), decimals
        Supply appears today and runs off at a rate.
    G : ndarray, (node, horizon, bucket, maturity), decimals
        The market learns today that supply will be there during a horizon bin.
    rates_per_year : ndarray, (rate,)
    horizon_edges_years : ndarray, (horizon,)
        Left edges; the last bin never ends.
    maturities_years : ndarray, (maturity,)
    meta : mapping
        Calibration and its hash, buckets, grid, residual.
    """

    R: Array
    G: Array
    rates_per_year: Array
    horizon_edges_years: Array
    maturities_years: Array
    meta: Mapping[str, Any]

    @classmethod
    def from_bytes(cls, raw: bytes, name: str = FILE) -> Kernels:
        """Read an artefact.

        Raises
        ------
        DataError
            When the bytes are not a kernel file.
        """
        try:
            with np.load(io.BytesIO(raw), allow_pickle=False) as file:
                arrays = {field: file[field] for field in FIELDS}
            meta = json.loads(str(arrays.pop("meta")))
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise DataError(
                f"The kernel file {name} is broken or incomplete; rebuild it with "
                f"python -m saiken.estimation.nodes."
            ) from error
        return cls(**{key: value.astype(np.float64) for key, value in arrays.items()}, meta=meta)

    @property
    def known_path(self) -> Array:
        """G of the first node, shape ``(horizon, bucket, maturity)``, decimals."""
        first: Array = self.G[0]
        return first

    @property
    def maturities(self) -> tuple[float, ...]:
        """Maturities of the outputs, years."""
        return tuple(self.maturities_years.tolist())

    @property
    def rates(self) -> tuple[float, ...]:
        """Decay rates at which programmes are solved, per year."""
        return tuple(self.rates_per_year.tolist())

    def rate_weights(self, decay_per_year: ArrayLike) -> Array:
        """Weights on the solved rates that interpolate at any rate; ``(*decay.shape, rate)``.

        See :func:`~saiken.impact.habitat.interpolation.rate_weights`.

        Raises
        ------
        InputError
            When a rate is negative or faster than the fastest solved one.
        """
        return rate_weights(decay_per_year, self.rates_per_year, self._midpoint)

    def programme(self, decay_per_year: ArrayLike, node: int = 0) -> Array:
        """Yield change today per unit of supply that runs off at `decay_per_year`.

        Parameters
        ----------
        decay_per_year : array_like
            One rate, or an array of them (one per draw).
        node : int
            Which solved model.

        Returns
        -------
        ndarray, (*decay.shape, bucket, maturity), decimals
        """
        return contract("...r,rbm->...bm", self.rate_weights(decay_per_year), self.R[node])

    @property
    def _midpoint(self) -> float:
        return float(self.meta["rate_midpoint_per_year"])


@cache
def load_kernels() -> Kernels:
    """Return the bundled kernels of the published calibration.

    Raises
    ------
    DataError
        When the bundled file is missing or broken.
    """
    return Kernels.from_bytes(resource_bytes(FILE))
