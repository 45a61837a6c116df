r"""A seller who weighs expected cost against its variance (Almgren and Chriss, 2000).

Prices move by :math:`S_k = S_{k-1} + \sigma\sqrt\tau\,\xi_k - \tau\,\gamma\,n_k/\tau` and a sale of
:math:`n_k` in a period is made :math:`\epsilon + \eta\,n_k/\tau` below the price before it. The
seller minimises :math:`E + \lambda V` with

.. math::

    E = \tfrac12\gamma X^2 + \epsilon \sum_k n_k + \frac{\tilde\eta}{\tau}\sum_k n_k^2 , \qquad
    V = \sigma^2\tau\sum_k x_k^2 , \qquad \tilde\eta = \eta - \gamma\tau/2 ,

and holds :math:`x_j = X \sinh\kappa(T - t_j)/\sinh\kappa T`, where
:math:`\tfrac{2}{\tau^2}(\cosh\kappa\tau - 1) = \lambda\sigma^2/\tilde\eta`. A seller who likes risk
(negative :math:`\lambda`) has an imaginary kappa, and the same formula.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError
from saiken.execution.plain import even

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AlmgrenChriss:
    """The paper's market and order, in the paper's units.

    Attributes
    ----------
    position : float
        X, units to be sold.
    days : float
        T, time allowed.
    periods : int
        N, sales in that time.
    volatility : float
        sigma, price per square root of a day.
    fixed_cost : float
        epsilon, price lost on every unit (half the spread and fees).
    permanent : float
        gamma, lasting fall of the price per unit sold.
    temporary : float
        eta, price lost per unit sold in a day.
    """

    position: float
    days: float
    periods: int
    volatility: float
    fixed_cost: float
    permanent: float
    temporary: float

    @property
    def step_days(self) -> float:
        """tau, length of a period."""
        return self.days / self.periods

    @property
    def temporary_net(self) -> float:
        """eta~, temporary less half of a period's permanent impact."""
        return self.temporary - self.permanent * self.step_days / 2

    def urgency(self, risk_aversion: float) -> complex:
        """Return kappa T; real for an averse seller, imaginary for one who likes risk.

        Raises
        ------
        InputError
            If the seller likes risk so much that no schedule is the best.
        """
        square = risk_aversion * self.volatility**2 / self.temporary_net
        bend = complex(1 + square * self.step_days**2 / 2)
        found = complex(np.arccosh(bend)) * self.periods
        if abs(found.imag) >= np.pi:
            raise InputError(
                f"with a risk aversion of {risk_aversion:g} waiting is worth more than selling; "
                "no schedule is the best."
            )
        return found

    def weights(self, risk_aversion: float) -> Array:
        """Shares sold in each period, shape (period,)."""
        return sinh_decline(self.periods, self.urgency(risk_aversion))

    def holdings(self, risk_aversion: float) -> Array:
        """x_1 to x_N, units left after each period; the last is zero."""
        sold = np.cumsum(self.weights(risk_aversion))
        left: Array = self.position * (1 - sold)
        return left

    def expected_cost(self, weights: Array) -> float:
        """E, expected shortfall of a schedule, in the currency of the price."""
        sold = self.position * weights
        lasting = self.permanent * self.position**2 / 2
        passing = self.temporary_net / self.step_days * float((sold**2).sum())
        return lasting + self.fixed_cost * float(np.abs(sold).sum()) + passing

    def variance(self, weights: Array) -> float:
        """V, variance of the shortfall, in the currency of the price squared."""
        left = self.position * (1 - np.cumsum(weights))
        return self.volatility**2 * self.step_days * float((left**2).sum())


def sinh_decline(periods: int, urgency: complex) -> Array:
    """Shares sold when holdings fall as ``sinh(u (1 - t / T)) / sinh(u)``.

    Parameters
    ----------
    periods : int
    urgency : complex
        u, kappa T of the paper: 0 is even, large sells nearly all at once.

    Returns
    -------
    ndarray, shape (period,)
    """
    if urgency == 0:
        return even(periods)
    left = np.arange(periods, -1, -1) / periods * urgency
    # sinh a / sinh b without its overflow
    held = np.exp(left - urgency) * np.expm1(-2 * left) / np.expm1(-2 * urgency)
    return np.asarray(-np.diff(held.real))
