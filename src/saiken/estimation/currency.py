r"""The slope of the conversion leg from Japan's intervention record.

Across episodes, ``move = -b * dollars sold`` through the origin: without an operation the rate is
as likely to rise as to fall. A purchase of yen lowers yen per dollar, so b is positive when
operations work. The uncertainty is the spread *between* episodes, weighted as the slope weights
them, because the next sale is one more episode and not the average of many. The rate moves for
other reasons too, so the spread contains ordinary noise and the band is, if anything, too wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.panels import settings
from saiken.estimation.slope import SlopeFit, fit_slope, noise_spread
from saiken.impact.interventions import (
    Episode,
    currency_file,
    episodes,
    largest_operation_usd,
    move,
)
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.data import Series, Store
    from saiken.estimation.artefact_file import Record

Array = NDArray[np.float64]
UNIT: Final = "pct_per_usd_bn"


def currency_record(store: Store) -> Record:
    """Fit the slope on the bundled record and describe the estimate.

    The draw is lognormal: its median is the fitted slope and its relative spread is the episodes'.
    Mean and covariance are those of the logarithm (``scale: log``), so that no draw has the sign
    wrong: buying yen does not by itself weaken it, other news on the day does.
    """
    plan = currency_file()["record"]
    rates, record = store.series("usdjpy_daily", "DEXJPUS"), episodes(store)
    sold = np.array([episode.sold_usd for episode in record])
    fits = {n: fit_slope(sold, _moves(record, rates, n)) for n in plan["windows_rates"]}
    best = fits[int(plan["headline_rates"])]
    noise = noise_spread(rates, record, int(plan["headline_rates"]))
    return {
        "name": "currency",
        "ids": ["currency.slope"],
        "unit": UNIT,
        "scale": "log",
        **_law(best),
        "slope": _shown(best.slope_per_usd),
        "standard_error": _shown(best.standard_error_per_usd),
        "spread": _shown(best.spread_per_usd),
        "spread_from_noise": _shown(noise),
        "by_window": [_described(n, fits[n], sold, record, rates) for n in plan["windows_rates"]],
        "episodes": [_row(episode, rates, plan["windows_rates"]) for episode in record],
        "without": _leave_one_out(record, sold, _moves(record, rates, plan["headline_rates"])),
        "as_of": str(_last_rate_used(record, rates, max(plan["windows_rates"]))),
        "observations": len(record),
        **_largest(record),
        **_provenance(store, plan),
    }


def _shown(per_usd: float) -> float:
    return float(from_si(float(per_usd), UNIT))


def _largest(record: Sequence[Episode]) -> dict[str, object]:
    either = largest_operation_usd(record)
    sale = largest_operation_usd(record, dollars_sold_only=True)
    return {
        "largest_usd_bn": float(from_si(either, "usd_bn")),
        "largest_dollar_sale_usd_bn": float(from_si(sale, "usd_bn")),
    }


def _provenance(store: Store, plan: Mapping[str, Any]) -> dict[str, object]:
    left_out = [{"episode": str(r["episode"]), "why": r["why"]} for r in plan["not_in_the_fit"]]
    return {
        "excluded": [row["episode"] for row in left_out],
        "excluded_why": left_out,
        "inputs": [
            {"dataset": name, "restricted": False, "sha256": store.info(name).sha256}
            for name in ("japan_interventions", "usdjpy_daily")
        ],
        "method": (
            "Log change of yen per dollar on dollars sold, through the origin, from the last noon "
            f"rate before the first operation to the rate {plan['headline_rates']} business days "
            "after the last."
        ),
        "memory": settings()["currency"]["memory"],
        "note": (
            "Operations follow fast moves of the rate and are timed by the ministry; the slope is "
            "not identified by anything but the short window. The covariance is the spread "
            "between episodes, not the standard error; ordinary moves of the rate alone would "
            "make a spread as large as that."
        ),
    }


def _moves(record: Sequence[Episode], rates: Series, window: int) -> Array:
    return np.array([move(episode, rates, window) for episode in record])


def _described(
    window: int, fit: SlopeFit, sold: Array, record: Sequence[Episode], rates: Series
) -> dict[str, object]:
    sales = sold > 0
    only = fit_slope(sold[sales], _moves(record, rates, window)[sales])
    return {
        "window_rates": window,
        "slope": _shown(fit.slope_per_usd),
        "standard_error": _shown(fit.standard_error_per_usd),
        "spread": _shown(fit.spread_per_usd),
        "slope_dollar_sales_only": _shown(only.slope_per_usd),
    }


def _row(episode: Episode, rates: Series, windows: Sequence[int]) -> dict[str, object]:
    row: dict[str, object] = {
        "episode": episode.name,
        "last": str(episode.last),
        "operations": episode.operations,
        "sold_usd_bn": float(from_si(episode.sold_usd, "usd_bn")),
    }
    for window in windows:
        change = move(episode, rates, window)
        row[f"log_change_{window}_pct"] = float(from_si(change, "pct"))
        row[f"slope_{window}"] = _shown(-change / episode.sold_usd)
    return row


def _law(fit: SlopeFit) -> dict[str, object]:
    """Mean and covariance of the logarithm of the slope of one more episode."""
    relative = fit.spread_per_usd / fit.slope_per_usd
    return {
        "mean": [float(np.log(_shown(fit.slope_per_usd)))],
        "covariance": [[float(np.log1p(relative**2))]],
    }


def _leave_one_out(record: Sequence[Episode], sold: Array, moves: Array) -> list[dict[str, object]]:
    """Fit again without each episode, so that none is judged by what it taught."""
    rows = []
    for place, episode in enumerate(record):
        fit = fit_slope(np.delete(sold, place), np.delete(moves, place))
        rows.append({"episode": episode.name, "slope": _shown(fit.slope_per_usd), **_law(fit)})
    return rows


def _last_rate_used(record: Sequence[Episode], rates: Series, window: int) -> np.datetime64:
    after = int(np.searchsorted(rates.dates, record[-1].last, side="right")) - 1 + window
    last: np.datetime64 = rates.dates[after]
    return last
