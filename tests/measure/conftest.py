"""Markets made up for the event study: every series is what the test says."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.market.curves import PAR_KEYS
from saiken.units import from_si

FIRST = np.datetime64("2001-01-01")


def business_days(count):
    days = np.arange(FIRST, FIRST + 2 * count + 10, dtype="datetime64[D]")
    return days[np.is_busday(days)][:count]


class Made:
    """A made-up market.

    Attributes
    ----------
    days : ndarray of datetime64[D]
    moves : ndarray, shape (day, 12)
        Daily changes: ten yields (decimals), simple equity returns, simple changes of yen per
        dollar. The first row is the start.
    """

    def __init__(self, moves):
        self.moves = np.asarray(moves, dtype=float)
        self.days = business_days(len(self.moves))

    def store(self, skip=None):
        """The bundled store with these series; `skip` maps a column to days left out."""
        store = load_store()
        levels = 0.04 + np.cumsum(self.moves[:, :10], axis=0)
        for column, key in enumerate(PAR_KEYS):
            keep = np.ones(len(self.days), bool)
            keep[list((skip or {}).get(column, ()))] = False
            values = from_si(levels[keep, column], "pct")
            store = store.with_series("par_yields", key, self.days[keep], values, self.days[keep])
        equity = from_si(self.moves[:, 10], "pct")
        store = store.with_series("us_equity_returns", "mkt_total", self.days, equity, self.days)
        yen = 100 * np.cumprod(1 + self.moves[:, 11])
        return store.with_series("usdjpy_daily", "DEXJPUS", self.days, yen, self.days)


@pytest.fixture(scope="session")
def made():
    return Made


@pytest.fixture(scope="session")
def noise():
    """Correlated daily noise like the curve's: level, slope and own parts, shape (day, 12)."""

    def draw(days, seed=0, scale=1.0):
        rng = np.random.default_rng(seed)
        tilt = np.linspace(-1, 1, 10)
        moves = np.zeros((days, 12))
        moves[:, :10] = (
            5e-4 * rng.standard_normal((days, 1))
            + 3e-4 * tilt * rng.standard_normal((days, 1))
            + 1e-4 * rng.standard_normal((days, 10))
        )
        moves[:, 10:] = rng.standard_normal((days, 2)) * [0.01, 0.006]
        return scale * moves

    return draw
