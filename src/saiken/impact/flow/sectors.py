r"""Where along the curve: the maturities sold answer more than their neighbours.

.. math:: K(\tau) = (1-\ell)\, D(\tau) + \ell\, L(\tau)

D is the habitat model's answer to the programme, expected to fade like the flow effect; it grows
with the duration sold. L is local, :math:`\sum_b w_b \exp(-|\ln(\tau/m_b)|/\omega)` over the
maturities m sold with weights w. Both are divided by their value at five years for the reference
programme, so that K(5y) = 1 for the experiment that sizes the effect. The share l of the local part
is Cahill, D'Amico, Li and Sears's (2013, abstract): about a half, for purchases.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow.file import flow_file
from saiken.impact.habitat.linear import contract
from saiken.market import bucket_names, buckets
from saiken.units import WEEKS_PER_YEAR
from saiken.variables import MATURITIES, maturity_index

if TYPE_CHECKING:
    from saiken.impact.habitat import Kernels

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SectorShape:
    """The flow effect over maturities, one at five years for the reference programme.

    Attributes
    ----------
    duration, local : ndarray, shape (maturity,)
        The two parts, each as if it were the whole.
    """

    duration: Array
    local: Array

    def at(self, local_share: Array) -> Array:
        """Mix the parts.

        Parameters
        ----------
        local_share : ndarray, shape (draw,)

        Returns
        -------
        ndarray, shape (draw, maturity)
        """
        local = local_share[:, None]
        return np.asarray((1 - local) * self.duration + local * self.local)


def sector_shape(mix: Array, kernels: Kernels, half_life_weeks: float) -> SectorShape:
    """Spread a programme's flow effect over maturities.

    Parameters
    ----------
    mix : ndarray, shape (bucket,)
        Shares of what is sold.
    kernels : Kernels
    half_life_weeks : float
        The duration part is spread like a habitat programme of this half-life.
    """
    decay = float(np.log(2)) / half_life_weeks * WEEKS_PER_YEAR
    parts = (kernels.programme(decay), _local())
    reference, five = reference_mix(), maturity_index(flow_file()["reference"]["maturity"])
    units = [contract("b,bm->m", reference, part)[five] for part in parts]
    duration, local = (
        contract("b,bm->m", mix, part) / unit for part, unit in zip(parts, units, strict=True)
    )
    return SectorShape(np.asarray(duration), np.asarray(local))


def reference_mix() -> Array:
    """Shares by bucket of the experiment that sizes the flow effect, shape (bucket,)."""
    shares = flow_file()["reference"]["mix"]
    return np.array([float(shares.get(name, 0.0)) for name in bucket_names()])


@cache
def _local() -> Array:
    """Local answer of each maturity to a dollar sold in each bucket, shape (bucket, maturity)."""
    file = flow_file()["sectors"]
    count, width = int(file["slices_per_bucket"]), float(file["local_width_log_years"])
    sold = np.stack([bucket.maturities(count) for bucket in buckets()])
    apart = np.abs(np.log(np.asarray(MATURITIES) / sold[:, :, None]))
    return np.asarray(np.exp(-apart / width).mean(axis=1))
