r"""How much likelier the move is with news about sales than without.

The noise of ordinary windows is Student's t with their second moments and the likeliest degrees of
freedom of a short list, so that one wild day in the sample is no surprise. News is
:math:`q \sim N(0, \tau^2)`, in either direction: a remark can be a threat or an assurance. Then

.. math:: B = \frac1D \sum_d \int \frac{t_\nu(z - q r_d)}{t_\nu(z)}\, N(q; 0, \tau^2)\,dq .

Own derivation. With normal noise, one series and one draw,
:math:`B = N(z; 0, \sigma^2 + r^2\tau^2) / N(z; 0, \sigma^2)`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from saiken.data import resource_yaml
from saiken.measure.shapes import covariance

Array = NDArray[np.float64]
LARGEST_LOG: Final = 100.0
"""A factor beyond this is as good as certain; larger ones would not fit a number."""


def degrees_of_freedom(ordinary: Array) -> float:
    """Likeliest degrees of freedom of ordinary windows, of those in the settings.

    Parameters
    ----------
    ordinary : ndarray, shape (window, series)
    """
    count, k = ordinary.shape
    square = (ordinary * np.linalg.solve(covariance(ordinary), ordinary.T).T).sum(axis=1)
    listed = np.array(resource_yaml("implied/implied.yaml")["degrees"], dtype=np.float64)
    scale = (listed - 2) / listed
    inside = np.log1p(square[:, None] / (listed * scale)).sum(axis=0)
    log_norm = gammaln((listed + k) / 2) - gammaln(listed / 2) - k / 2 * np.log(listed * scale)
    return float(listed[np.argmax(count * log_norm - (listed + k) / 2 * inside)])


def bayes_factor(move: Array, cov: Array, response: Array, sd_usd: float, degrees: float) -> float:
    """Bayes factor of news about sales against none, over draws.

    Parameters
    ----------
    move : ndarray, shape (series,)
    cov : ndarray, shape (series, series)
        Second moments of ordinary windows.
    response : ndarray, shape (draw, series)
        Moves per dollar.
    sd_usd : float
        Standard deviation of the news, dollars.
    degrees : float
        Of the noise, above 2.
    """
    rule = resource_yaml("implied/implied.yaml")["grid"]
    steps = np.linspace(-1.0, 1.0, int(rule["points"])) * float(rule["reach_sds"])
    prior = np.exp(-(steps**2) / 2)
    q = steps * sd_usd
    solved = np.linalg.solve(cov, move)
    none = float((move * solved).sum())
    cross = (response * solved).sum(axis=1)
    norm = (response * np.linalg.solve(cov, response.T).T).sum(axis=1)
    square = none - 2 * cross[:, None] * q + norm[:, None] * q**2
    # rounding can leave a square a hair below zero
    ratio = np.log1p(none / (degrees - 2)) - np.log1p(np.maximum(square, 0.0) / (degrees - 2))
    power = (degrees + move.size) / 2 * ratio
    log_factor = logsumexp(power, b=prior) - np.log(prior.sum() * response.shape[0])
    return float(np.exp(min(log_factor, LARGEST_LOG)))
