"""Follow one root of a small system from an easy problem to the hard one.

The equation ``error(u, share) = 0`` is easy at ``share = 0`` and wanted at ``share = 1``. Newton's
method is started at each step from a straight-line extrapolation. A step is refused and halved
when Newton fails, when the root lies far from the extrapolation (a jump to another branch), or
when the Jacobian's determinant changes sign (the branch has folded back: there is no solution
further on).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError

Array = NDArray[np.float64]
System = Callable[[Array], tuple[Array, Array]]
"""From the unknowns to the error and its Jacobian."""
Family = Callable[[Array, float], tuple[Array, Array]]
"""The same at a share between the easy and the hard problem."""

STEPS: Final = 20
"""Steps from the easy problem to the hard one when nothing is refused."""
HALVINGS: Final = 6
"""How often a refused step is halved before giving up."""
JUMP: Final = 0.25
"""Largest accepted distance of a root from its extrapolation, relative to the root's size."""
TOLERANCE: Final = 1e-6
"""Newton stops on the path when no entry of the error is larger; only the end is polished."""
ROUNDING: Final = 1e-14
"""Polishing stops here, or where a step no longer helps."""
ITERATIONS: Final = 15
DAMPINGS: Final = 12


@dataclass(frozen=True, eq=False)
class Root:
    """Where Newton's method stopped: the unknowns, the error there and the Jacobian."""

    unknown: Array
    error: Array
    jacobian: Array

    @classmethod
    def at(cls, system: System, unknown: Array) -> Root:
        """Evaluate a system."""
        return cls(unknown, *system(unknown))

    @property
    def size(self) -> float:
        """Largest entry of the error."""
        return float(np.abs(self.error).max())

    @property
    def orientation(self) -> float:
        """Sign of the Jacobian's determinant."""
        return float(np.sign(np.linalg.slogdet(self.jacobian)[0]))

    def newton_step(self) -> Array | None:
        """The step to the root of the straight line through here; None when there is none."""
        if not (np.isfinite(self.size) and np.isfinite(self.jacobian).all()):
            return None
        try:
            return np.asarray(np.linalg.solve(self.jacobian, self.error), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None

    def polished(self, system: System) -> Root:
        """Newton steps as long as they help: takes the error to rounding."""
        here = self
        for _ in range(ITERATIONS):
            step = here.newton_step()
            if step is None or here.size <= ROUNDING:
                break
            better = Root.at(system, here.unknown - step)
            if better.size >= here.size:
                break
            here = better
        return here


def newton(system: System, guess: Root) -> Root | None:
    """Damped Newton from `guess`; None when it does not reach :data:`TOLERANCE`."""
    here = guess
    for _ in range(ITERATIONS):
        step = here.newton_step()
        if step is None:
            return None
        if here.size <= TOLERANCE:
            return here
        better = _damped(system, here, step)
        if better is None:
            return None
        here = better
    return None


def _damped(system: System, here: Root, step: Array) -> Root | None:
    """Take the longest of the halved steps that makes the error smaller."""
    for _ in range(DAMPINGS):
        trial = Root.at(system, here.unknown - step)
        if trial.size < here.size:
            return trial
        step = step / 2
    return None


def near(system: System, guess: Array, orientation: float | None = None) -> Root | None:
    """Find the root near `guess`, or None when it is not on the same branch.

    Parameters
    ----------
    system : callable
    guess : ndarray, (unknown,)
    orientation : float, optional
        Sign of the Jacobian's determinant along the branch; by default its sign at the guess.
    """
    with np.errstate(all="ignore"):  # a bad guess may overflow; newton() refuses it
        begin = Root.at(system, guess)
        found = newton(system, begin)
    if found is None:
        return None
    if np.abs(found.unknown - guess).max() > JUMP * np.abs(found.unknown).max():
        return None
    same = begin.orientation if orientation is None else orientation
    return found if found.orientation == same else None


def follow(family: Family, start: Array) -> Root:
    """Follow the root from `start` at share zero to share one.

    Parameters
    ----------
    family : callable
        ``family(u, share)`` gives the error, zero at a solution, and its Jacobian.
    start : ndarray, (unknown,)
        Solution, or a good guess of it, at share zero.

    Returns
    -------
    Root
        The solution at share one on the same branch.

    Raises
    ------
    SolverError
        When the branch cannot be followed to the end.
    """
    begin = _member(family, 0)
    first = newton(begin, Root.at(begin, start))
    if first is None:
        raise SolverError("The habitat model without demand risk could not be solved.")
    here, orientation = first, first.orientation
    share, slope, step = 0.0, np.zeros_like(start), 1 / STEPS
    while share < 1:
        target = min(1.0, share + step)
        system = _member(family, target)
        found = near(system, here.unknown + slope * (target - share), orientation)
        if found is not None:
            slope = (found.unknown - here.unknown) / (target - share)
            share, here, step = target, found, min(1 / STEPS, 2 * step)
        elif step > 2.0**-HALVINGS / STEPS:
            step /= 2
        else:
            raise SolverError(
                f"The habitat model has no solution connected to the one without demand risk "
                f"beyond {share:.0%} of its demand loading."
            )
    return here.polished(_member(family, 1))


def _member(family: Family, share: float) -> System:
    return lambda unknown: family(unknown, share)
