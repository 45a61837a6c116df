"""Japan's record of operations in the dollar-yen market, as episodes.

An operation is a day on which the Ministry of Finance sold or bought dollars against yen.
Operations that follow one another within the headline window cannot be told apart in daily rates
and are one episode. Amounts are published in yen and turned into dollars at the day's rate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import DataError

if TYPE_CHECKING:
    from saiken.data import Series, Store

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Episode:
    """One or several operations in a row.

    Attributes
    ----------
    first, last : numpy.datetime64
        Days of the first and last operation.
    sold_usd : float
        Dollars sold for yen; negative when dollars were bought.
    operations : int
    """

    first: np.datetime64
    last: np.datetime64
    sold_usd: float
    operations: int

    @property
    def name(self) -> str:
        """Day of the first operation."""
        return str(self.first)


@cache
def currency_file() -> Mapping[str, Any]:
    """Return how the record is read and what the press reported (``impact/currency.yaml``)."""
    return dict(resource_yaml("impact/currency.yaml"))


def episodes(store: Store, as_of: np.datetime64 | None = None) -> tuple[Episode, ...]:
    """Read the record known on a day, oldest first.

    Parameters
    ----------
    store : Store
    as_of : numpy.datetime64, optional
        Operations published later are left out.

    Raises
    ------
    DataError
        If a row's direction is not one of the two that are known.
    """
    table = store.table("japan_interventions", as_of=as_of)
    rates = store.series("usdjpy_daily", "DEXJPUS")
    days = np.asarray(table["date"], dtype="datetime64[D]")
    single = [
        _operation(days[row], str(table["direction"][row]), float(table["amount"][row]), rates)
        for row in np.argsort(days, kind="stable")
    ]
    return _merged(single, rates)


def _operation(day: np.datetime64, direction: str, amount_jpy: float, rates: Series) -> Episode:
    record = currency_file()["record"]
    signs = {record["sold_dollars"]: 1, record["bought_dollars"]: -1}
    if direction not in signs:
        raise DataError(f"The operation of {day} has the unknown direction {direction!r}.")
    amount_usd = signs[direction] * amount_jpy / rates.at_or_before(day).value
    return Episode(day, day, amount_usd, 1)


def _merged(single: Sequence[Episode], rates: Series) -> tuple[Episode, ...]:
    apart = int(currency_file()["record"]["headline_rates"])
    merged: list[Episode] = []
    for operation in single:
        if merged and _rates_between(merged[-1].last, operation.first, rates) < apart:
            merged[-1] = replace(
                merged[-1],
                last=operation.last,
                sold_usd=merged[-1].sold_usd + operation.sold_usd,
                operations=merged[-1].operations + 1,
            )
        else:
            merged.append(operation)
    return tuple(merged)


def _rates_between(earlier: np.datetime64, later: np.datetime64, rates: Series) -> int:
    places = np.searchsorted(rates.dates, np.array([earlier, later]))
    return int(places[1] - places[0])


def move(episode: Episode, rates: Series, window: int) -> float:
    """Log change of yen per dollar around an episode; negative is a stronger yen.

    From the last rate before the first operation to the `window`-th rate after the last one.

    Raises
    ------
    DataError
        If the rates end before the window does.
    """
    before = int(np.searchsorted(rates.dates, episode.first)) - 1
    after = int(np.searchsorted(rates.dates, episode.last, side="right")) - 1 + window
    if before < 0 or after >= len(rates.dates):
        raise DataError(f"Rates do not cover {window} days around the operation of {episode.name}.")
    return float(np.log(rates.values[after] / rates.values[before]))


def largest_operation_usd(record: Sequence[Episode], *, dollars_sold_only: bool = False) -> float:
    """Return the largest episode in dollars, in either direction unless told otherwise.

    Raises
    ------
    DataError
        If the record is empty on that day.
    """
    sizes = [e.sold_usd if dollars_sold_only else abs(e.sold_usd) for e in record]
    if not sizes or max(sizes) <= 0:
        raise DataError("No intervention was on record by that date.")
    return max(sizes)
