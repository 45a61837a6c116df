"""Follow one root of a matrix equation from an easy problem to the hard one.

The unknown is a small matrix M; the equation ``error(M, share) = 0`` is easy at ``share = 0``
and wanted at ``share = 1``. Newton's method is started at each step from a straight-line
extrapolation. A step is refused and halved when Newton fails, when the root lies far from the
extrapolation (a jump to another branch), or when the Jacobian's determinant changes sign (the
branch has folded back: there is no solution further on).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError

Array = NDArray[np.float64]
Equation = Callable[[Array, float], Array]

STEPS: Final = 20
"""Steps from the easy problem to the hard one when nothing is refused."""
HALVINGS: Final = 6
"""How often a refused step is halved before giving up."""
JUMP: Final = 0.25
"""Largest accepted distance of a root from its extrapolation, relative to the root's size."""
TOLERANCE: Final = 1e-10
"""Newton stops when no entry of the error is larger; a last step takes it to rounding."""
ITERATIONS: Final = 15
DAMPINGS: Final = 12
DIFFERENCE: Final = 1e-7
"""Step of the finite differences in the Jacobian."""


def jacobian(error: Callable[[Array], Array], M: Array) -> Array:
    """Central-difference Jacobian of `error` at `M`, shape ``(M.size, M.size)``."""
    columns = []
    for index in np.ndindex(M.shape):
        up, down = M.copy(), M.copy()
        up[index] += DIFFERENCE
        down[index] -= DIFFERENCE
        columns.append((error(up) - error(down)).ravel() / (2 * DIFFERENCE))
    return np.stack(columns, axis=1)


def newton(error: Callable[[Array], Array], guess: Array) -> Array | None:
    """Damped Newton from `guess`; None when it does not reach :data:`TOLERANCE`."""
    M, now = guess, error(guess)
    for _ in range(ITERATIONS):
        size = float(np.abs(now).max())
        if not np.isfinite(size):
            return None
        if size <= TOLERANCE:
            return M
        J = jacobian(error, M)
        if not np.isfinite(J).all() or np.linalg.matrix_rank(J) < M.size:
            return None
        step = np.asarray(np.linalg.solve(J, now.ravel()), dtype=np.float64).reshape(M.shape)
        better = _damped(error, M, step, size)
        if better is None:
            return None
        M, now = better
    return None


def _damped(
    error: Callable[[Array], Array], M: Array, step: Array, size: float
) -> tuple[Array, Array] | None:
    """Take the longest of the halved steps that makes the error smaller."""
    for _ in range(DAMPINGS):
        trial = M - step
        value = error(trial)
        if float(np.abs(value).max()) < size:
            return trial, value
        step = step / 2
    return None


def _polished(error: Callable[[Array], Array], M: Array) -> Array:
    """One more Newton step, kept if it helps: takes the error to rounding."""
    step = np.linalg.solve(jacobian(error, M), error(M).ravel()).reshape(M.shape)
    return M - step if np.abs(error(M - step)).max() < np.abs(error(M)).max() else M


def _orientation(error: Callable[[Array], Array], M: Array) -> float:
    return float(np.sign(np.linalg.slogdet(jacobian(error, M))[0]))


def _attempt(error: Equation, share: float, guess: Array, orientation: float) -> Array | None:
    """Find the root near `guess`, or None when it is not on the same branch."""

    def here(M: Array) -> Array:
        with np.errstate(all="ignore"):  # a bad guess may overflow; newton() refuses it
            return error(M, share)

    M = newton(here, guess)
    if M is None or np.abs(M - guess).max() > JUMP * np.abs(M).max():
        return None
    return M if _orientation(here, M) == orientation else None


def follow(error: Equation, start: Array) -> Array:
    """Follow the root from `start` at share zero to share one.

    Parameters
    ----------
    error : callable
        ``error(M, share)``, shape of M; zero at a solution.
    start : ndarray, (n, n)
        Solution, or a good guess of it, at share zero.

    Returns
    -------
    ndarray, (n, n)
        The solution at share one on the same branch.

    Raises
    ------
    SolverError
        When the branch cannot be followed to the end.
    """
    first = newton(lambda M: error(M, 0), start)
    if first is None:
        raise SolverError("The habitat model without demand risk could not be solved.")
    orientation = _orientation(lambda M: error(M, 0), first)
    share, M, slope, step = 0.0, first, np.zeros_like(first), 1 / STEPS
    while share < 1:
        target = min(1.0, share + step)
        found = _attempt(error, target, M + slope * (target - share), orientation)
        if found is not None:
            slope = (found - M) / (target - share)
            share, M, step = target, found, min(1 / STEPS, 2 * step)
        elif step > 2.0**-HALVINGS / STEPS:
            step /= 2
        else:
            raise SolverError(
                f"The habitat model has no solution connected to the one without demand risk "
                f"beyond {share:.0%} of its demand loading."
            )
    return _polished(lambda M: error(M, 1), M)
