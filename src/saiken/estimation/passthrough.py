"""How loan rates follow Treasury yields: mortgages by week, car loans and Baa by quarter.

Each rate's change is regressed on the change of its benchmark (``spillover/channels.yaml``) with
lags that were fixed beforehand. The estimates are unconditional: they average over all news that
moves yields. A list of days on which only the supply of Treasuries was news is not at hand, so no
estimate for supply news alone is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.estimation.panels import Dates, Panel, settings
from saiken.estimation.regression import LagFit, fit_lags
from saiken.spillover.passthrough import PassThrough, pass_through

if TYPE_CHECKING:
    from saiken.estimation.artefact_file import Record

Flags = NDArray[np.bool_]
Sample = Callable[[Dates], Flags]


def fit_panel(panel: Panel, channel: PassThrough, keep: Sample) -> LagFit:
    """Run the regression of changes on the periods that `keep` selects."""
    rule = settings()["pass_through"]["hac"]
    response, driver = np.diff(panel.rate), np.diff(panel.benchmark)
    return fit_lags(response, driver, channel.lags, rule, keep(panel.dates[1:]))


def _from(first: object) -> Sample:
    return lambda dates: np.asarray(dates >= np.datetime64(str(first)))


def _others(panel: Panel, channel: PassThrough) -> list[Mapping[str, object]]:
    """Refit on other samples, to show how far the sum of the coefficients moves."""
    choice = settings()["pass_through"]
    first, crises = _from(choice["first"]), choice["also_without"]

    def calm(dates: Dates) -> Flags:
        year = dates.astype("datetime64[Y]").astype(int) + 1970
        return np.asarray(first(dates) & ~np.isin(year, crises["years"]))

    samples = {f"from {day}": _from(day) for day in choice["also_from"]} | {crises["title"]: calm}
    fits = {title: fit_panel(panel, channel, keep) for title, keep in samples.items()}
    return [
        {"sample": title, "lag0": float(fit.mean[0]), "long_run": list(fit.long_run),
         "observations": fit.observations}
        for title, fit in fits.items()
    ]  # fmt: skip


def _named(follows: Sequence[str]) -> str:
    if len(follows) == 1:
        return f"{follows[0]} par yield"
    return f"mean of the {' and '.join(follows)} par yields"


def pass_through_record(name: str, artefact: str, panel: Panel) -> Record:
    """Fit one rate and describe the estimate.

    Parameters
    ----------
    name : str
        Channel in ``spillover/channels.yaml``.
    artefact : str
        Name of the file without suffix.
    panel : Panel

    Returns
    -------
    dict
        The artefact: joint normal of the coefficients, lag 0 first, with inputs and method.

    Raises
    ------
    DataError
        If no period is at hand.
    """
    channel, choice = pass_through(name), settings()["pass_through"]
    known = np.isfinite(panel.rate) & np.isfinite(panel.benchmark)
    if not known.any():
        raise DataError(f"There is no period with both {name} and its benchmark.")
    fit = fit_panel(panel, channel, _from(choice["first"]))
    total, error = fit.long_run
    return {
        "name": artefact,
        "ids": list(channel.ids),
        "unit": "1",
        "mean": fit.mean,
        "standard_error": np.sqrt(np.diag(fit.covariance)),
        "covariance": fit.covariance,
        "long_run": {"sum": total, "standard_error": error},
        "as_of": str(panel.dates[known][-1]),
        "sample_first": str(choice["first"]),
        "excluded": [],
        "observations": fit.observations,
        "explained_share": fit.explained_share,
        "other_samples": _others(panel, channel),
        "inputs": panel.inputs,
        "method": (
            f"Change of the rate on the change of the {_named(channel.follows)}, lags 0 to "
            f"{channel.lags} and a constant; Newey-West covariance with {fit.hac_lags} lags."
        ),
        "memory": settings()[name]["memory"],
        "note": (
            "Unconditional: all news that moved yields. No sourced list of days on which only "
            "Treasury supply was news is at hand."
        ),
    }
