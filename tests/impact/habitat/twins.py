"""Slow, readable twins of the fast kernels: plain loops, trapezoids, first-principles marching.

They share nothing with the fast code but the equations and the calibration's functional forms.
"""

from __future__ import annotations

import numpy as np

from saiken.impact.habitat import Calibration


def trapezoid(values: np.ndarray, step: float) -> np.ndarray:
    """Integral along the first axis."""
    return step * (values.sum(axis=0) - (values[0] + values[-1]) / 2)


def loadings(M: np.ndarray, steps: int, step: float) -> np.ndarray:
    """A' = e_1 - M A by the midpoint (Runge-Kutta 2) method, one step after another."""
    A = np.zeros((steps + 1, M.shape[0]))
    source = np.eye(M.shape[0])[0]
    for j in range(steps):
        middle = A[j] + step / 2 * (source - M @ A[j])
        A[j + 1] = A[j] + step * (source - M @ middle)
    return A


def solve(calibration: Calibration, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Iterate (A2) with damping while the demand loading is raised slowly; (tau, A, M)."""
    tau = np.linspace(0, calibration.horizon_years, steps + 1)
    slope, theta = calibration.slope(tau), calibration.demand_loading(tau)
    M = np.diag(np.array(calibration.kappa_per_year))
    for share in np.linspace(0, 1, 11):
        for _ in range(400):
            A = loadings(M, steps, tau[1])
            held = share * theta - slope[:, None] * A
            outer = trapezoid(held[:, :, None] * A[:, None, :], tau[1])
            exposure = calibration.risk_aversion * outer @ calibration.covariance
            new = np.diag(np.array(calibration.kappa_per_year)) - exposure
            M, move = M + 0.5 * (new - M), np.abs(new - M).max()
            if move < 1e-9:
                break
        else:
            raise AssertionError("the twin did not converge")
    return tau, A, M


def programme(
    calibration: Calibration, steps: int, maturity: float, share: float, decay: float
) -> tuple[np.ndarray, np.ndarray]:
    """(A5) by iterating the price of risk; yields on the grid without its first point."""
    tau, A, _ = solve(calibration, steps)
    step, slope = tau[1], calibration.slope(tau)
    scale = calibration.risk_aversion * calibration.covariance
    arrival = scale @ (share * A[round(maturity / step)])
    L = arrival.copy()
    for _ in range(500):
        path = np.zeros(tau.size)
        for j in range(steps):
            middle = path[j] + step / 2 * (A[j] @ L - decay * path[j])
            path[j + 1] = path[j] + step * ((A[j] + A[j + 1]) / 2 @ L - decay * middle)
        new = arrival - scale @ trapezoid((slope * path)[:, None] * A, step)
        L, move = L + 0.5 * (new - L), np.abs(new - L).max()
        if move < 1e-14:
            break
    return tau[1:], path[1:] / tau[1:]


def known_path(
    calibration: Calibration, steps: int, maturity: float, supply: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """March the price change of every bond backwards in time, along the bonds' lives.

    `supply` is the share of GDP at `maturity` held by the market in each step of time, the last
    for ever. Starts from the stationary answer to the last value and solves, step by step,
    ``L = b - a Sigma Sigma' ∫ alpha A a_s`` together with ``a_s`` one step earlier.
    """
    tau, A, _ = solve(calibration, steps)
    step, slope = tau[1], calibration.slope(tau)
    scale = calibration.risk_aversion * calibration.covariance
    per_share = scale @ A[round(maturity / step)]
    area = np.vstack([np.zeros(A.shape[1]), np.cumsum((A[1:] + A[:-1]) / 2 * step, axis=0)])
    n = A.shape[1]

    def absorbed(loading: np.ndarray) -> np.ndarray:
        weighted = (slope[:, None] * A)[:, :, None] * loading[:, None, :]
        return scale @ trapezoid(weighted, step)

    L = np.linalg.solve(np.eye(n) + absorbed(area), per_share * supply[-1])
    price = area @ L
    own_step = step * (A + np.vstack([np.zeros(n), A[:-1]])) / 2  # a step of life at age tau
    own_step[0] = 0
    implicit = np.eye(n) + absorbed(own_step)
    for held in supply[-2::-1]:
        moved = np.concatenate([[0.0], price[:-1]])
        L = np.linalg.solve(implicit, per_share * held - scale @ trapezoid(
            (slope * moved)[:, None] * A, step))  # fmt: skip
        price = moved + own_step @ L
    return tau[1:], price[1:] / tau[1:]
