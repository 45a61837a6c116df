"""Leading principal components, with sums in a fixed order.

A library's eigenvalue routine for a hundred maturities runs on several threads: its last digits,
and on a busy machine its time, depend on them. Only a handful of components is needed, and the
next ones are far smaller, so a block of vectors is multiplied and made orthogonal a few times.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError

Array = NDArray[np.float64]
SPARE: Final = 7
"""Vectors beyond those wanted: they set the speed, the ratio of eigenvalues that far apart."""
ROUNDS: Final = 12
"""A round shrinks the error by the same ratio, below a hundredth for yields."""
TOLERANCE: Final = 1e-11
"""Largest residual ``C v - value v`` over the largest eigenvalue."""


def leading_components(cov: Array, count: int) -> tuple[Array, Array]:
    """Largest eigenvalues of a covariance and their eigenvectors, by block power iteration.

    Parameters
    ----------
    cov : ndarray, shape (n, n)
        Symmetric, positive semi-definite.
    count : int

    Returns
    -------
    (values, vectors) : ndarrays of shapes (count,) and (n, count)
        Largest first; each vector has length one and entries that sum to zero or more.

    Raises
    ------
    SolverError
        If the directions do not settle, as when eigenvalues hardly differ.
    """
    size = min(cov.shape[0], count + SPARE)
    # Cosines of rising frequency: level, slope, curvature and on, close to yields' components.
    grid = (np.arange(cov.shape[0]) + 0.5) / cov.shape[0]
    block = np.linalg.qr(np.cos(np.pi * grid[:, None] * np.arange(size)))[0]
    for _ in range(ROUNDS):
        values, block = _round(cov, block)
    values, vectors = values[:count], block[:, :count]
    rest = _product(cov, vectors) - vectors * values
    if np.abs(rest).max() > TOLERANCE * values[0]:
        raise SolverError("The principal components of the yields did not settle.")
    return values, vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)


def _round(cov: Array, block: Array) -> tuple[Array, Array]:
    """Multiply, make orthogonal, and turn to the directions of largest variance."""
    basis = np.linalg.qr(_product(cov, block))[0]
    inner = _product(basis.T, _product(cov, basis))
    values, turned = np.linalg.eigh((inner + inner.T) / 2)
    return values[::-1], _product(basis, turned[:, ::-1])


def _product(left: Array, right: Array) -> Array:
    return np.asarray(np.einsum("ij,jk->ik", left, right, optimize=False), dtype=np.float64)
