"""Net Treasury positions of the primary dealers, beside what is sold in the same maturities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.data import Series, resource_yaml
from saiken.market.buckets import bucket_names
from saiken.market.curves import Curve

Array = NDArray[np.float64]
DATASET: Final = "dealer_positions"
ONE_DAY: Final = np.timedelta64(1, "D")


class Scale(Protocol):
    """How large the market is."""

    @property
    def volume_usd_per_day(self) -> float: ...  # noqa: D102 - the class says it


class Market(Protocol):
    """What was known on a day, as in :class:`saiken.snapshot.Snapshot`."""

    @property
    def as_of(self) -> np.datetime64: ...  # noqa: D102
    @property
    def curve(self) -> Curve: ...  # noqa: D102
    @property
    def scale(self) -> Scale: ...  # noqa: D102
    def series(self, dataset: str, key: str) -> Series: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class DealerLine:
    """What is sold in a group of maturities beside what primary dealers hold of it, net.

    ``position_usd`` and its dates are None where no figure had been published for the group.
    """

    tenor: str
    sold_usd: float
    position_usd: float | None
    position_date: np.datetime64 | None
    released: np.datetime64 | None


@cache
def _file() -> dict[str, Any]:
    return dict(resource_yaml("market/pricing/desk.yaml"))


def dealer_lines(sold_usd: Array, snap: Market) -> tuple[tuple[DealerLine, ...], tuple[str, ...]]:
    """Put what is sold beside the newest dealer positions known on the day.

    Parameters
    ----------
    sold_usd : ndarray, shape (bucket,)
    snap : Market

    Returns
    -------
    (lines, notes)
        Lines by group of maturities, short to long; sentences about what is missing or old.
    """
    by_bucket = dict(zip(bucket_names(), sold_usd.tolist(), strict=True))
    lines = tuple(_line(row, by_bucket, snap) for row in _file()["tenors"])
    return lines, _notes(lines, snap)


def _line(row: Mapping[str, Any], by_bucket: Mapping[str, float], snap: Market) -> DealerLine:
    sold = sum(by_bucket[name] for name in row["buckets"])
    series = [snap.series(DATASET, key) for key in row["dealers"]]
    shared = _newest_shared(series)
    if shared is None:
        return DealerLine(row["name"], sold, None, None, None)
    found = [one.at_or_before(shared) for one in series]
    position = sum(one.value for one in found)
    return DealerLine(row["name"], sold, position, shared, max(one.released for one in found))


def _newest_shared(series: Sequence[Series]) -> np.datetime64 | None:
    """Newest date on which all parts of a group were reported."""
    shared = series[0].dates
    for one in series[1:]:
        shared = np.intersect1d(shared, one.dates)
    return np.datetime64(shared[-1], "D") if shared.size else None


def _notes(lines: Sequence[DealerLine], snap: Market) -> tuple[str, ...]:
    missing = [line.tenor for line in lines if line.position_usd is None]
    dates = [line.position_date for line in lines if line.position_date is not None]
    notes = []
    if missing:
        notes.append(
            "Primary dealers' positions had not been published by the as-of date for: "
            + "; ".join(missing)
            + "."
        )
    if dates and (snap.as_of - min(dates)) / ONE_DAY > _file()["stale_days"]:
        notes.append(
            f"The newest positions of primary dealers at hand are of {min(dates)}, "
            f"well before {snap.as_of}."
        )
    return tuple(notes)
