"""Which shape has the move of the curve: projection on given profiles with the noise's covariance.

For abnormal changes a and a weighting matrix V, a profile p has the size ``p'V^-1 a / p'V^-1 p``
and leaves the misfit ``(a - size p)'V^-1 (a - size p)`` (generalised least squares). V is the
covariance of ordinary windows, its correlations shrunk: neighbouring yields move almost as one,
and without shrinkage the fit would hang on differences of a basis point between them, which no
profile is exact enough to explain. The p-value of the misfit is the share of ordinary windows that
lie at least as far off the profile; it holds for any V and needs no normality. In that comparison
an ordinary window, and those that overlap it, are left out of their own covariance, as the event
is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError
from saiken.measure.event_panel import event_settings
from saiken.measure.interval import Interval, normal_interval
from saiken.variables import MATURITIES, MATURITY_LABELS, maturity_index

Array = NDArray[np.float64]
TEN_YEARS: Final = maturity_index("10y")
ROUNDING: Final = 1e-9
"""Published yields have two decimals: figures that differ by less than this share are ties."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Relative changes of par yields that a kind of news would cause.

    Attributes
    ----------
    name, title : str
    values : ndarray, shape (maturity,)
        The ten-year is one.
    """

    name: str
    title: str
    values: Array


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A move of the curve read as a multiple of a profile.

    Attributes
    ----------
    profile : Profile
    size : float
        Change of the ten-year yield that fits best, decimals.
    interval : Interval
        Of the size, when nothing but ordinary noise is added to the profile.
    share_explained : float
        Share of the move's weighted square that the profile explains, 0 to 1.
    misfit : float
        Weighted square of the rest.
    p_value : float
        Share of ordinary windows with at least this misfit; small means that the move has another
        shape.
    """

    profile: Profile
    size: float
    interval: Interval
    share_explained: float
    misfit: float
    p_value: float


@dataclass(frozen=True, slots=True, eq=False)
class CurveTest:
    """The whole curve at once.

    Attributes
    ----------
    labels : tuple of str
        Maturities that were used.
    distance : float
        Weighted square of the move, a'S^-1 a.
    p_value : float
        Share of ordinary windows that moved at least as far; small means an unusual day.
    fits : tuple of Fit
        Best first.
    """

    labels: tuple[str, ...]
    distance: float
    p_value: float
    fits: tuple[Fit, ...]


def default_profiles() -> tuple[Profile, ...]:
    """Read the profiles of the settings: sales, growth and policy."""
    return tuple(
        Profile(name, str(entry["title"]), np.array(entry["values"], dtype=np.float64))
        for name, entry in event_settings()["profiles"].items()
    )


def as_profiles(given: Mapping[str, Sequence[float]] | None) -> tuple[Profile, ...]:
    """Take a user's profiles, or the default ones.

    Raises
    ------
    InputError
        If a profile has not one finite figure per published maturity, or none at ten years.
    """
    if given is None:
        return default_profiles()
    return tuple(_profile(name, values) for name, values in given.items())


def _profile(name: str, given: Sequence[float]) -> Profile:
    values = np.asarray(given, dtype=np.float64)
    if values.shape != (len(MATURITIES),) or not np.isfinite(values).all():
        raise InputError(
            f"The profile {name!r} needs one finite number for each of "
            f"{', '.join(MATURITY_LABELS)}."
        )
    if values[TEN_YEARS] == 0:
        raise InputError(f"The profile {name!r} is zero at ten years; sizes are read there.")
    return Profile(name, name, values / values[TEN_YEARS])


def weighting(cov: Array) -> Array:
    """Shrink the correlations of a covariance, or of a stack of them, towards none."""
    keep = 1 - float(event_settings()["correlation_shrinkage"])
    eye = np.eye(cov.shape[-1])
    return np.asarray(cov * (keep + (1 - keep) * eye), dtype=np.float64)


def covariance(windows: Array) -> Array:
    """Second moments of ordinary windows around the expectation, shape (maturity, maturity)."""
    moments = np.einsum("wi,wj->ij", windows, windows, optimize=False)
    return np.asarray(moments / windows.shape[0], dtype=np.float64)


def own_covariances(windows: Array, ends: NDArray[np.intp], length: int) -> Array:
    """For each window, the covariance of those that do not overlap it.

    Parameters
    ----------
    windows : ndarray, shape (window, maturity)
    ends : ndarray of int, shape (window,)
        Day on which each ends.
    length : int
        Days of a window.

    Returns
    -------
    ndarray, shape (window, maturity, maturity)
    """
    products = windows[:, :, None] * windows[:, None, :]
    apart = (np.abs(ends[:, None] - ends) >= length).astype(np.float64)
    sums = np.einsum("wv,vij->wij", apart, products, optimize=False)
    return np.asarray(sums / apart.sum(axis=1)[:, None, None], dtype=np.float64)


def distances(moves: Array, cov: Array, profiles: Array) -> tuple[Array, Array, Array]:
    """Weighted squares of moves, sizes and misfits against profiles.

    Parameters
    ----------
    moves : ndarray, shape (move, maturity)
    cov : ndarray, shape (maturity, maturity) or (move, maturity, maturity)
    profiles : ndarray, shape (profile, maturity)

    Returns
    -------
    (distance, size, misfit) : ndarrays of shapes (move,), (move, profile), (move, profile)
    """
    count = moves.shape[0]
    weighted = np.linalg.solve(cov, _columns(moves, profiles, count))
    distance = (moves * weighted[:, :, 0]).sum(axis=1)
    inner = np.einsum("pi,mi->mp", profiles, weighted[:, :, 0], optimize=False)
    norm = np.einsum("pi,mip->mp", profiles, weighted[:, :, 1:], optimize=False)
    return distance, inner / norm, distance[:, None] - inner**2 / norm


def _columns(moves: Array, profiles: Array, count: int) -> Array:
    """Each move beside all profiles, shape (move, maturity, 1 + profile)."""
    beside = np.broadcast_to(profiles.T, (count, *profiles.T.shape))
    return np.concatenate([moves[:, :, None], beside], axis=2)


def compare_curve(
    move: Array,
    cov: Array,
    ordinary: Array,
    ordinary_cov: Array,
    used: NDArray[np.bool_],
    profiles: Sequence[Profile],
) -> CurveTest:
    """Compare the move of the curve with ordinary moves and with profiles.

    Parameters
    ----------
    move : ndarray, shape (maturity used,)
        Abnormal changes, decimals.
    cov : ndarray, shape (maturity used, maturity used)
        Covariance of the noise in `move`.
    ordinary : ndarray, shape (window, maturity used)
        Moves of ordinary windows.
    ordinary_cov : ndarray
        Their covariance, one for all or one for each.
    used : ndarray of bool, shape (maturity,)
        Which published maturities these are.
    profiles : sequence of Profile
    """
    shapes = np.stack([profile.values[used] for profile in profiles])
    distance, size, misfit = (each[0] for each in distances(move[None], weighting(cov), shapes))
    far, _, off = distances(ordinary, weighting(ordinary_cov), shapes)
    spread = _size_sd(cov, shapes)
    fits = [
        Fit(
            profile,
            float(size[k]),
            normal_interval(float(size[k]), float(spread[k])),
            float(1 - misfit[k] / distance) if distance > 0 else 0.0,
            float(misfit[k]),
            share_beyond(off[:, k], float(misfit[k])),
        )
        for k, profile in enumerate(profiles)
    ]
    labels = tuple(label for label, kept in zip(MATURITY_LABELS, used, strict=True) if kept)
    ranked = tuple(sorted(fits, key=lambda fit: fit.misfit))
    return CurveTest(labels, float(distance), share_beyond(far, float(distance)), ranked)


def _size_sd(cov: Array, shapes: Array) -> Array:
    """Standard deviation of each size under noise with covariance `cov`, shape (profile,)."""
    weighted = np.linalg.solve(weighting(cov), shapes.T)
    gains = weighted / (shapes.T * weighted).sum(axis=0)
    variance = np.einsum("ip,ij,jp->p", gains, cov, gains, optimize=False)
    return np.asarray(np.sqrt(variance), dtype=np.float64)


def share_beyond(ordinary: Array, seen: float) -> float:
    """Share of ordinary figures at least as large as the one seen, which counts as one itself."""
    return float((1 + (ordinary >= seen * (1 - ROUNDING)).sum()) / (1 + ordinary.size))
