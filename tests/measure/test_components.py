"""The leading components are those of a library."""

import numpy as np
import pytest

from saiken.errors import SolverError
from saiken.measure.components import leading_components


def falling(size, ratio, seed=0):
    """A covariance whose eigenvalues fall by a ratio."""
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((size, size)))[0]
    return basis * ratio ** np.arange(size) @ basis.T


@pytest.mark.parametrize("ratio", [0.2, 0.1])
def test_values_and_vectors_are_a_librarys(ratio):
    cov = falling(40, ratio)
    values, vectors = leading_components(cov, 4)
    theirs, directions = np.linalg.eigh(cov)
    assert values == pytest.approx(theirs[::-1][:4], rel=1e-10)
    assert vectors.shape == (40, 4)
    assert np.linalg.norm(vectors, axis=0) == pytest.approx(1, rel=1e-12)
    assert (vectors.sum(axis=0) >= 0).all()
    cosines = np.abs((vectors * directions[:, ::-1][:, :4]).sum(axis=0))
    assert cosines == pytest.approx(1, abs=1e-10)


def test_a_small_matrix_is_taken_whole():
    values, _ = leading_components(np.diag([1.0, 3.0, 2.0]), 3)
    assert values == pytest.approx([3, 2, 1])


def test_eigenvalues_that_hardly_differ_are_refused():
    with pytest.raises(SolverError, match="did not settle"):
        leading_components(np.diag(np.linspace(1, 0.9, 60)), 5)


@pytest.mark.parametrize("scale", [1e-8, 1e8])
def test_units_do_not_decide_whether_they_settled(scale):
    cov = falling(40, 0.2)
    values, vectors = leading_components(scale * cov, 3)
    plain, directions = leading_components(cov, 3)
    assert values == pytest.approx(scale * plain, rel=1e-12)
    assert vectors == pytest.approx(directions, abs=1e-9)
    with pytest.raises(SolverError, match="did not settle"):
        leading_components(scale * np.diag(np.linspace(1, 0.9, 60)), 5)
