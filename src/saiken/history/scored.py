"""One episode, one target: what was predicted, what happened, and who was closer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from saiken.data import load_store
from saiken.errors import DataError
from saiken.history.crps import crps, with_noise
from saiken.history.episode import Episode
from saiken.history.library import settings
from saiken.history.predict import CURRENCY, Prediction
from saiken.impact.evidence.rows import row
from saiken.measure.ordinary import Span, span
from saiken.outcome.quantiles import band
from saiken.units import to_si

Array = NDArray[np.float64]
Status = Literal["scored", "no information", "not counted"]
SCORED: Final = "scored"
SILENT: Final = "no information"
NOT_COUNTED: Final = "not counted"
ENDS: Final = ("p05", "p95")


@dataclass(frozen=True, slots=True)
class Scored:
    """A target's prediction beside what happened.

    Attributes
    ----------
    episode : Episode
    target : str
        ``"10y"`` or ``"usdjpy"``.
    status : str
        ``scored``; ``no information`` where the prediction drowns in ordinary moves; ``not
        counted`` for a placebo or a quantity from memory.
    predicted, with_noise : mapping
        Bands of the effect alone and of effect and ordinary moves together, SI.
    actual : float
        What happened: decimals of a yield, or the logarithm of yen per dollar.
    noise_sd : float
        Of ordinary moves over as many days.
    signal_to_noise : float
        Median prediction, in size, over `noise_sd`.
    debt_share : float
    naive : float or None
        What the dollar rule says; None for the currency.
    engine, zero, rule : float or None
        Scores of the engine, of "no impact" and of the dollar rule over `noise_sd`; smaller is
        better.
    """

    episode: Episode
    target: str
    status: Status
    predicted: dict[str, float]
    with_noise: dict[str, float]
    actual: float
    noise_sd: float
    signal_to_noise: float
    debt_share: float
    naive: float | None
    engine: float
    zero: float
    rule: float | None

    @property
    def sign_right(self) -> bool:
        """Whether it moved to the side that was predicted; no move at all is wrong."""
        return self.predicted["p50"] * self.actual > 0

    @property
    def inside(self) -> bool:
        """Whether what happened lies in the band of effect and noise, 5 to 95 of 100."""
        return self.with_noise["p05"] <= self.actual <= self.with_noise["p95"]

    @property
    def skill(self) -> float:
        """How much closer than "no impact" the engine was, in standard deviations of the noise."""
        return self.zero - self.engine


def score(episode: Episode, prediction: Prediction, target: str) -> Scored | None:
    """Compare a prediction with what happened.

    Returns
    -------
    Scored or None
        None where nothing is predicted for the target, or its series does not cover the window.
    """
    effect = prediction.at(target)
    seen = span(load_store(), target, episode.start, episode.window_days)
    if effect is None or seen is None:
        return None
    naive = None if target == CURRENCY else dollar_rule(episode)
    whole = with_noise(effect, seen.ordinary)
    signal = float(np.abs(np.median(effect)) / seen.sd)
    return Scored(
        episode=episode,
        target=target,
        status=_status(episode, signal),
        predicted=band(effect),
        with_noise=band(whole),
        actual=seen.move,
        noise_sd=seen.sd,
        signal_to_noise=signal,
        debt_share=prediction.debt_share,
        naive=naive,
        engine=crps(whole, seen.move) / seen.sd,
        zero=crps(seen.ordinary, seen.move) / seen.sd,
        rule=None if naive is None else _shifted(seen, naive),
    )


def _shifted(seen: Span, constant: float) -> float:
    return crps(seen.ordinary + constant, seen.move) / seen.sd


def _status(episode: Episode, signal: float) -> Status:
    if not episode.counts:
        return NOT_COUNTED
    return SCORED if signal >= settings()["signal_to_noise_least"] else SILENT


def dollar_rule(episode: Episode) -> float:
    """The old estimate's basis points per dollar times the episode's dollars, decimals.

    Raises
    ------
    DataError
        If the episode has no quantity.
    """
    rule, asked = row(settings()["naive_row"]), episode.used
    if asked is None:
        raise DataError(f"The episode {episode.id} has no quantity.")
    measured = rule.measured.usd_bn or np.nan
    return float(to_si(rule.effect_bp or np.nan, "bp") * asked.usd_bn / measured)
