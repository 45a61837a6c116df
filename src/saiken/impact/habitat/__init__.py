"""The preferred-habitat model: the shape of a sale's effect over maturities and time.

A general K-factor solver of Vayanos and Vila (2021) (:func:`solve`), the response to supply that
appears today and runs off (:func:`programme_response`), the response to a path known in advance
(:func:`known_path_response`), and the bundled kernels a run reads (:func:`load_kernels`). Sizes
are at the model's own scale; evidence sets the scale of a result. The published calibration is
quoted from memory with consistency checks and says so in its file.
"""

from saiken.impact.habitat.calibration import Calibration, published_calibration
from saiken.impact.habitat.kernel_set import Kernels, load_kernels
from saiken.impact.habitat.known_path import horizon_edges, known_path_response
from saiken.impact.habitat.programmes import programme_response, raw_risk_aversion_response
from saiken.impact.habitat.solver import HabitatModel, solve

__all__ = [
    "Calibration",
    "HabitatModel",
    "Kernels",
    "horizon_edges",
    "known_path_response",
    "load_kernels",
    "programme_response",
    "published_calibration",
    "raw_risk_aversion_response",
    "solve",
]
