"""Moments of both curves and of the currency: in the data and in the solved models.

Nothing is fitted to these but the two targets of :mod:`~saiken.estimation.two_countries`; the rest
shows where the model misses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.two_countries import changes, month_ends
from saiken.impact.habitat import HabitatModel
from saiken.impact.habitat.moments import level_covariance, yearly_change_covariance
from saiken.impact.habitat.two_countries import settings

if TYPE_CHECKING:
    from saiken.data import Store

Array = NDArray[np.float64]

YEARS: Final = (1, 2, 5, 10, 20, 30)
"""Maturities shown."""
SERIES: Final = {
    "US": ("zero_yields", "SVENY{:02d}"),
    "Japan": ("jgb_yields", "jgb_{}Y"),
}
"""Zero yields for the US; par yields for Japan, for which no zero curve is bundled."""
RATE: Final = "yen per dollar"


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the table.

    Attributes
    ----------
    name : str
    unit : str
        ``pct`` or ``1``; figures are SI.
    figures : mapping
        From a column to its figure, SI; ``data`` and ``recent`` among them.
    first : str
        Month in which the data behind ``data`` begin.
    """

    name: str
    unit: str
    figures: Mapping[str, float]
    first: str


@dataclass(frozen=True, slots=True)
class _Panel:
    """Levels and twelve-month changes of every series by name, each with its months."""

    levels: Mapping[str, tuple[NDArray[np.datetime64], Array]]
    moves: Mapping[str, tuple[NDArray[np.datetime64], Array]]

    @classmethod
    def of(cls, store: Store) -> _Panel:
        levels = {
            f"{country} {years}y": month_ends(store, dataset, key.format(years))
            for country, (dataset, key) in SERIES.items()
            for years in YEARS
        }
        levels[RATE] = month_ends(store, "usdjpy_monthly", "jpy_per_usd")
        span = int(settings()["targets"]["change_months"])
        return cls(levels, {name: changes(*each, span) for name, each in levels.items()})

    def begin(self) -> np.datetime64:
        """First month in which every series is at hand."""
        return np.datetime64(max(months[0] for months, _ in self.levels.values()))


def moment_table(store: Store, models: Mapping[str, HabitatModel]) -> list[Moment]:
    """Standard deviations and correlations of the data beside those of solved models.

    Parameters
    ----------
    store : Store
    models : mapping
        From a column's name to a two-country model.

    Returns
    -------
    list of Moment
        Levels and twelve-month changes of both curves, then the currency and correlations.
    """
    panel = _Panel.of(store)
    found = [
        _deviation(panel, models, name, kind)
        for kind in ("level", "change")
        for name in list(panel.levels)
        if not (name == RATE and kind == "level")
    ]
    pairs = [
        ("US 1y", "Japan 1y"), ("US 10y", "Japan 10y"), ("US 1y", "US 10y"),
        ("Japan 1y", "Japan 10y"), (RATE, "US 10y"), (RATE, "Japan 10y"),
    ]  # fmt: skip
    return [*found, *(_correlation(panel, models, pair) for pair in pairs)]


def _deviation(panel: _Panel, models: Mapping[str, HabitatModel], name: str, kind: str) -> Moment:
    months, values = (panel.levels if kind == "level" else panel.moves)[name]
    covariance = level_covariance if kind == "level" else yearly_change_covariance
    place = _place(name)
    modelled = {
        column: float(np.sqrt(covariance(model, YEARS)[place, place]))
        for column, model in models.items()
    }
    seen = {
        "data": float(values.std()),
        "recent": float(values[months >= panel.begin()].std()),
    }
    what = "s.d. of level" if kind == "level" else "s.d. of twelve-month change"
    return Moment(f"{name}, {what}", "pct", {**seen, **modelled}, str(panel.levels[name][0][0]))


def _correlation(panel: _Panel, models: Mapping[str, HabitatModel], pair: Sequence[str]) -> Moment:
    moves = [dict(zip(*panel.moves[name], strict=True)) for name in pair]
    common = np.array(sorted(set(moves[0]) & set(moves[1])))
    left, right = (np.array([each[month] for month in common]) for each in moves)
    late = common >= panel.begin()
    modelled = {column: _modelled(model, pair) for column, model in models.items()}
    seen = {
        "data": float(np.corrcoef(left, right)[0, 1]),
        "recent": float(np.corrcoef(left[late], right[late])[0, 1]),
    }
    first = max(str(panel.levels[name][0][0]) for name in pair)
    name = f"{pair[0]} and {pair[1]}, correlation of twelve-month changes"
    return Moment(name, "1", {**seen, **modelled}, first)


def _modelled(model: HabitatModel, pair: Sequence[str]) -> float:
    covariance = yearly_change_covariance(model, YEARS)
    i, j = (_place(name) for name in pair)
    return float(covariance[i, j] / np.sqrt(covariance[i, i] * covariance[j, j]))


def _place(name: str) -> int:
    """Position of a series among the model's outputs; minus log e is the log of yen per dollar."""
    if name == RATE:
        return -1
    country, _, years = name.partition(" ")
    return list(SERIES).index(country) * len(YEARS) + YEARS.index(int(years.removesuffix("y")))
