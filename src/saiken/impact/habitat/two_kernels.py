"""The two-country models as a run reads them: both curves and the currency, labelled.

Signs are those of the public edge: sources are sales (of US bonds from a bucket, or of dollars for
yen), outputs are changes of yields and of the log of *yen per dollar*, so a negative last output
is a stronger yen. (In the paper's notation e is dollars per yen, and the sale of dollars takes
yen out of arbitrageurs' hands: both signs turn.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.data import resource_bytes
from saiken.errors import out_of_range, unknown
from saiken.impact.habitat.interpolation import polynomial_weights
from saiken.impact.habitat.kernel_set import Kernels
from saiken.impact.habitat.linear import contract

Array = NDArray[np.float64]

TWO_COUNTRIES: Final = "impact/habitat/kernels/two_countries.npz"
CURRENCY: Final = "currency"
"""Name of the source that sells dollars for yen and of the output log yen per dollar."""
US, JAPAN = "us", "japan"
"""Prefixes of the outputs that are yields, and names for :meth:`TwoCountryKernels.columns`."""


@dataclass(frozen=True, eq=False)
class TwoCountryKernels:
    """Responses at scale one on a grid of omega, the share of bond capital that trades currency.

    Attributes
    ----------
    kernels : Kernels
        With R ``(node, rate, source, output)`` and G ``(node, horizon, source, output)``.
        Sources are the US buckets, then ``"currency"``. Outputs are US zero yields, Japanese zero
        yields at the same maturities, then log yen per dollar.

    Notes
    -----
    Each response times the scale of the capital that prices the output is the response at that
    scale: yields with the bonds' own, the currency with its own (:meth:`own_scale`).
    """

    kernels: Kernels

    @property
    def omegas(self) -> tuple[float, ...]:
        """Omega of each solved node."""
        return tuple(self.kernels.meta["omega"])

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of what is sold."""
        return tuple(self.kernels.meta["sources"])

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of what moves, such as ``"us:10"``, ``"japan:10"`` and ``"currency"``."""
        return tuple(self.kernels.meta["outputs"])

    def columns(self, of: str) -> slice:
        """Positions of one curve's yields, or of the currency, among the outputs.

        Raises
        ------
        InputError
            When `of` is neither a country nor the currency.
        """
        found = [i for i, name in enumerate(self.outputs) if name.partition(":")[0] == of]
        if not found:
            raise unknown("output", of, (US, JAPAN, CURRENCY))
        return slice(found[0], found[-1] + 1)

    def omega_weights(self, omega: ArrayLike) -> Array:
        """Weights on the nodes that interpolate at any omega, ``(*omega.shape, node)``.

        The polynomial through all nodes; at a node the weights are exactly zero and one.

        Raises
        ------
        InputError
            When omega is outside zero to one.
        """
        share = np.asarray(omega, dtype=np.float64)
        if not ((share >= 0) & (share <= 1)).all():
            raise out_of_range("The share of bond capital that trades currency", omega, "0 to 1")
        return polynomial_weights(share, np.array(self.omegas))

    def programme(self, decay_per_year: ArrayLike, omega: ArrayLike) -> Array:
        """Change of every output today per unit of every source that runs off at a rate.

        Parameters
        ----------
        decay_per_year : array_like
            One rate for all, or one per omega.
        omega : array_like

        Returns
        -------
        ndarray, (*omega.shape, source, output)
            Decimals, logarithms for the currency; per share of GDP.
        """
        rates, nodes = self.kernels.rate_weights(decay_per_year), self.omega_weights(omega)
        if rates.ndim == 1:
            at_rate = contract("r,nrso->nso", rates, self.kernels.R)
            return contract("...n,nso->...so", nodes, at_rate)
        both = nodes[..., :, None] * rates[..., None, :]
        return contract("...nr,nrso->...so", both, self.kernels.R)

    def answer(
        self, source: str, output: str, decay_per_year: ArrayLike, omega: ArrayLike
    ) -> Array:
        """Change of one output today per unit of one source; :meth:`programme` in one cell.

        Raises
        ------
        InputError
            When the source or the output is not in the model.
        """
        for kind, name, known in (
            ("source", source, self.sources),
            ("output", output, self.outputs),
        ):
            if name not in known:
                raise unknown(kind, name, known)
        cell = self.kernels.R[:, :, self.sources.index(source), self.outputs.index(output)]
        rates = np.broadcast_to(
            self.kernels.rate_weights(decay_per_year), (*np.shape(omega), cell.shape[1])
        )
        return contract("...n,...r,nr->...", self.omega_weights(omega), rates, cell)

    def known_path(self, omega: float) -> Array:
        """Change of every output today per source that will be there during a horizon bin.

        Returns
        -------
        ndarray, (horizon, source, output)
        """
        return contract("n,nhso->hso", self.omega_weights(omega), self.kernels.G)

    def own_scale(self, bonds: ArrayLike, currency: ArrayLike) -> Array:
        """Factor of each output: yields at the bonds' scale, the currency at its own.

        Parameters
        ----------
        bonds, currency : array_like
            Scales, of the same shape.

        Returns
        -------
        ndarray, (*scale.shape, output)
        """
        is_currency = np.array([name == CURRENCY for name in self.outputs])
        s, s_e = (np.asarray(each, dtype=np.float64)[..., None] for each in (bonds, currency))
        return np.where(is_currency, s_e, s)


@cache
def load_two_countries() -> TwoCountryKernels:
    """Return the bundled two-country kernels.

    Raises
    ------
    DataError
        When the bundled file is missing or broken.
    """
    return TwoCountryKernels(Kernels.from_bytes(resource_bytes(TWO_COUNTRIES), TWO_COUNTRIES))
