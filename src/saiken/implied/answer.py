"""The question asked: a date or a window within a day, and a sale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from saiken.case import NamedScenario, load_scenario
from saiken.data import Day, Store, as_day, load_store, resource_yaml
from saiken.errors import InputError, out_of_range
from saiken.implied.moves import Moves, daily_moves
from saiken.implied.price import price_of_news
from saiken.implied.reading import read
from saiken.implied.result import Implied
from saiken.implied.ticks import tick_moves
from saiken.units import to_si

FEWEST_DRAWS: Final = 16


@cache
def settings() -> Mapping[str, Any]:
    """Read the choices of this room."""
    return dict(resource_yaml("implied/implied.yaml"))


def implied(
    date: Day | None = None,
    *,
    scenario: str | NamedScenario | None = None,
    window_days: int = 1,
    ticks: Path | str | None = None,
    between: tuple[str, str] | None = None,
    size_usd_bn: float | None = None,
    prior_usd_bn: float | None = None,
    draws: int | None = None,
    seed: int = 0,
    store: Store | None = None,
) -> Implied:
    """Work out the change in expected dollars sold that the market's move implies.

    Parameters
    ----------
    date : date, optional
        2 May 2025 without it; with `ticks` the day of the window.
    scenario : str or NamedScenario, optional
        The sale that expectations are about; ``japan-2025`` without it. It counts as announced.
    window_days : int
        Business days from the close before; 1 ends with the close of the day itself.
    ticks : path, optional
        A CSV file of prices within the day; see :mod:`saiken.implied.ticks`.
    between : (str, str), optional
        Start and end of the window in that file, ISO times.
    size_usd_bn : float, optional
        Size that a probability is about; the scenario's without it.
    prior_usd_bn : float, optional
        Standard deviation of news about expected dollars; a tenth of the size without it.
    draws, seed : int
        Of the engine's price per dollar.
    store : Store, optional
        Other data than the bundled ones.

    Raises
    ------
    InputError
        If the request or the file cannot be used.
    DataError
        If the data do not cover the window and the time before it.

    Examples
    --------
    >>> from saiken.implied import implied
    >>> implied("2025-05-02", draws=64).words
    'the market move cannot tell'
    """
    data, count = store or load_store(), int(settings()["draws"] if draws is None else draws)
    _check(ticks, between, window_days, count, size_usd_bn=size_usd_bn, prior_usd_bn=prior_usd_bn)
    named = scenario if isinstance(scenario, NamedScenario) else load_scenario(
        scenario or settings()["scenario"]
    )  # fmt: skip
    moves, day = _seen(date, ticks, between, window_days, data)
    price = price_of_news(named, day, data, count, seed, size_usd_bn)
    prior = float(settings()["prior_share"]) * price.size_usd
    if prior_usd_bn is not None:
        prior = to_si(prior_usd_bn, "usd_bn")
    return read(moves, price, prior, named.title)


def _seen(
    date: Day | None,
    ticks: Path | str | None,
    between: tuple[str, str] | None,
    window_days: int,
    store: Store,
) -> tuple[Moves, np.datetime64]:
    """What moved, and on which day."""
    if ticks is None or between is None:
        day = as_day(settings()["date"] if date is None else date)
        return daily_moves(day, window_days, store), day
    moves, day = tick_moves(ticks, between)
    if date is not None and as_day(date) != day:
        raise InputError(f"The window starts on {day}, but the date is {as_day(date)}.")
    return moves, day


def _check(
    ticks: Path | str | None,
    between: tuple[str, str] | None,
    window_days: int,
    draws: int,
    **sizes: float | None,
) -> None:
    if (ticks is None) != (between is None):
        raise InputError("A file of prices and the start and end of the window go together.")
    if ticks is not None and window_days != 1:
        raise InputError("With a file of prices the window is its start and end, not days.")
    if draws < FEWEST_DRAWS:
        raise out_of_range("draws", draws, f"{FEWEST_DRAWS} or more")
    for name, value in sizes.items():
        if value is not None and not 0 < value < np.inf:
            raise out_of_range(name, f"{value:g}", "a number above 0 (USD bn)")
