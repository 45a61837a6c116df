"""Slow, readable twins of the fast kernels: plain loops, trapezoids, first-principles marching.

They share nothing with the fast code but the equations and the calibration's functional forms.
"""

from __future__ import annotations

import numpy as np

from saiken.impact.habitat import Calibration, Economy


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


def two_countries(economy: Economy, steps: int) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Loadings of both countries and the currency by damped iteration of (A6, A7)."""
    tau = np.linspace(0, economy.horizon_years, steps + 1)
    gamma, S, omega = np.diag(economy.kappa_per_year), economy.covariance, economy.sharing
    carry = economy.carry
    B = [np.zeros_like(gamma) for _ in range(3)]
    for share in np.linspace(0, 1, 11):
        for _ in range(600):
            M = [gamma - sum(w * b for w, b in zip(row, B, strict=True)) for row in omega]
            A = [loadings_of(M[j], economy.source(j), steps, tau[1]) for j in range(2)]
            A_e = np.linalg.solve(M[2], carry)
            new = []
            for market, own in zip(economy.markets, A, strict=True):
                held = share * market.demand_loading(tau) - market.slope(tau)[:, None] * own
                outer = trapezoid(held[:, :, None] * own[:, None, :], tau[1])
                new.append(market.risk_aversion * outer @ S)
            own_e = economy.currency
            held_e = share * np.array(own_e.theta) - own_e.alpha * A_e
            new.append(own_e.risk_aversion * np.outer(held_e, A_e) @ S)
            move = max(np.abs(n - b).max() for n, b in zip(new, B, strict=True))
            B = [b + 0.3 * (n - b) for n, b in zip(new, B, strict=True)]
            if move < 1e-9:
                break
        else:
            raise AssertionError("the twin did not converge")
    return A, A_e, tau


def loadings_of(M: np.ndarray, source: np.ndarray, steps: int, step: float) -> np.ndarray:
    """A' = source - M A by the midpoint method."""
    A = np.zeros((steps + 1, M.shape[0]))
    for j in range(steps):
        middle = A[j] + step / 2 * (source - M @ A[j])
        A[j + 1] = A[j] + step * (source - M @ middle)
    return A


def two_country_programme(
    economy: Economy, steps: int, sale: tuple[float, float], currency: float, decay: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Yields of both countries and the change of log e, by iterating the prices of risk.

    `sale` is maturity and share of GDP of home bonds, `currency` foreign currency absorbed.
    """
    A, A_e, tau = two_countries(economy, steps)
    step, S, omega = tau[1], economy.covariance, economy.sharing
    L = np.zeros((3, S.shape[0]))
    for _ in range(4000):
        a_e, paths = A_e @ L[2] / decay, []
        exposure = []
        for j, market in enumerate(economy.markets):
            path = np.zeros(tau.size)
            for i in range(steps):
                middle = path[i] + step / 2 * (A[j][i] @ L[j] - decay * path[i])
                path[i + 1] = path[i] + step * ((A[j][i] + A[j][i + 1]) / 2 @ L[j] - decay * middle)
            paths.append(path)
            arrived = sale[1] * A[j][round(sale[0] / step)] if j == 0 else 0.0
            taken = trapezoid((market.slope(tau) * path)[:, None] * A[j], step)
            exposure.append(arrived - taken)
        exposure.append((currency - economy.currency.alpha * a_e) * A_e)
        new = np.array(
            [
                a * S @ sum(w * x for w, x in zip(row, exposure, strict=True))
                for a, row in zip(economy.risk_aversions, omega, strict=True)
            ]
        )
        L, move = L + 0.2 * (new - L), np.abs(new - L).max()
        if move < 1e-14:
            return paths[0][1:] / tau[1:], paths[1][1:] / tau[1:], -float(A_e @ L[2]) / decay
    raise AssertionError("the twin did not converge")
