"""The measured term premium beside two published ones, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store, load_store
from saiken.errors import out_of_range
from saiken.measure.premium import TermPremium

Array = NDArray[np.float64]
PUBLISHED: Final = {
    "New York Fed": ("acm_term_premium", "ACMTP{years:02d}", tuple(range(1, 11))),
    "Kim and Wright": ("kim_wright", "THREEFYTP{years}", (1, 5, 10)),
}
"""Name, dataset, key and maturities in years of each published premium."""


@dataclass(frozen=True, slots=True)
class PremiumCheck:
    """How close two premia are, in the months that both have.

    Attributes
    ----------
    source : str
        Whose published premium.
    years : int
        Maturity.
    months : int
        How many are compared.
    correlation, changes_correlation : float
        Of levels, and of changes from one compared month to the next.
    rmse, mean_gap, largest_gap : float
        Ours less theirs, decimals; the last in absolute value.
    """

    source: str
    years: int
    months: int
    correlation: float
    changes_correlation: float
    rmse: float
    mean_gap: float
    largest_gap: float


def check_premium(
    found: TermPremium, source: str, years: int = 10, store: Store | None = None
) -> PremiumCheck:
    """Compare a monthly premium with a published one.

    Parameters
    ----------
    found : TermPremium
    source : {"New York Fed", "Kim and Wright"}
    years : int
        Maturity; Kim and Wright publish 1, 5 and 10 years here.
    store : Store, optional

    Raises
    ------
    InputError
        If there is no such published premium.
    """
    if source not in PUBLISHED:
        raise out_of_range("the published premium", source, " or ".join(PUBLISHED))
    dataset, key, maturities = PUBLISHED[source]
    if years not in maturities:
        raise out_of_range("the maturity in years", years, ", ".join(map(str, maturities)))
    series = (store or load_store()).series(dataset, key.format(years=years))
    shared = np.isin(found.days, series.dates)
    theirs = series.values[np.searchsorted(series.dates, found.days[shared])]
    ours = found.premium[shared][:, found.years == years][:, 0]
    return _compare(source, years, ours, theirs)


def _compare(source: str, years: int, ours: Array, theirs: Array) -> PremiumCheck:
    gap = ours - theirs
    return PremiumCheck(
        source,
        years,
        ours.size,
        _correlation(ours, theirs),
        _correlation(np.diff(ours), np.diff(theirs)),
        float(np.sqrt((gap**2).mean())),
        float(gap.mean()),
        float(np.abs(gap).max()),
    )


def _correlation(one: Array, other: Array) -> float:
    x, y = one - one.mean(), other - other.mean()
    return float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))
