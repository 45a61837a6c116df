"""The preferred-habitat model: the shape of a sale's effect over maturities, countries and time.

One solver (:func:`solve`) for any number of bond markets and at most one currency: Vayanos and
Vila (2021) is the case of one market, Gourinchas, Ray and Vayanos (2025) that of two and a
currency (:func:`two_countries`). Beside it the response to supply that appears today and runs off
(:func:`programme_response`), the response to a path known in advance
(:func:`known_path_response`), and the bundled kernels a run reads (:func:`load_kernels`,
:func:`load_two_countries`). Sizes are at the model's own scale; evidence sets the scale of a
result. The published calibration is quoted from memory with consistency checks and says so in its
file.
"""

from saiken.impact.habitat.calibration import Calibration, published_calibration
from saiken.impact.habitat.economy import Currency, Economy, Market
from saiken.impact.habitat.kernel_set import Kernels, load_kernels
from saiken.impact.habitat.known_path import horizon_edges, known_path_response
from saiken.impact.habitat.low_rate import low_rate_caveat
from saiken.impact.habitat.programmes import programme_response, raw_risk_aversion_response
from saiken.impact.habitat.solver import HabitatModel, solve
from saiken.impact.habitat.two_countries import two_countries
from saiken.impact.habitat.two_kernels import TwoCountryKernels, load_two_countries

__all__ = [
    "Calibration",
    "Currency",
    "Economy",
    "HabitatModel",
    "Kernels",
    "Market",
    "TwoCountryKernels",
    "horizon_edges",
    "known_path_response",
    "load_kernels",
    "load_two_countries",
    "low_rate_caveat",
    "programme_response",
    "published_calibration",
    "raw_risk_aversion_response",
    "solve",
    "two_countries",
]
