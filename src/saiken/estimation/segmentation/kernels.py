"""The bundled two-country kernels as unit responses to a conversion and to a sale of bonds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.segmentation.unit import UnitResponse
from saiken.impact.habitat import load_two_countries
from saiken.impact.habitat.two_kernels import CURRENCY, JAPAN, US, TwoCountryKernels

Array = NDArray[np.float64]

FOR_GOOD_PER_YEAR: Final = 0.0
"""Rate at which a lasting sale runs off."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoCountryModel:
    """What the joint estimate asks of a model.

    Attributes
    ----------
    conversion : callable
        From a rate of absorption (per year) to the unit response of a conversion.
    bonds : callable
        From shares by bucket, shape (bucket,), to the unit response of their sale for good.
    """

    conversion: Callable[[float], UnitResponse]
    bonds: Callable[[Array], UnitResponse]


def bundled_model() -> TwoCountryModel:
    """Return the model behind the bundled kernels."""
    kernels = load_two_countries()
    currency = kernels.sources.index(CURRENCY)
    only_currency = np.zeros(len(kernels.sources))
    only_currency[currency] = 1.0

    def conversion(decay_per_year: float) -> UnitResponse:
        return _response(kernels, decay_per_year, only_currency)

    def bonds(shares: Array) -> UnitResponse:
        return _response(kernels, FOR_GOOD_PER_YEAR, np.insert(shares, currency, 0.0))

    return TwoCountryModel(conversion, bonds)


def _response(kernels: TwoCountryKernels, decay_per_year: float, sold: Array) -> UnitResponse:
    us, japan, rate = (kernels.columns(name) for name in (US, JAPAN, CURRENCY))

    def response(omega: float) -> tuple[Array, Array, float]:
        moved = np.einsum("s,so->o", sold, kernels.programme(decay_per_year, omega), optimize=False)
        return moved[us], moved[japan], float(moved[rate].sum())

    return response
