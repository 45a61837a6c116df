"""Averages of a decaying path over horizon bins."""

import numpy as np


def decay_means(edges: np.ndarray, decay_per_year: float) -> np.ndarray:
    """Mean of exp(-k h) over each bin; over the bin that never ends one for k = 0, else zero."""
    if decay_per_year == 0:
        return np.ones(edges.size)
    left = np.exp(-decay_per_year * edges)
    return np.append((left[:-1] - left[1:]) / decay_per_year / np.diff(edges), 0.0)
