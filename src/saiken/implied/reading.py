"""Moves at a price per dollar: the yields as one number, the yen as another, and both together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError
from saiken.implied.bayes import bayes_factor, degrees_of_freedom
from saiken.implied.estimate import implied_by_t, implied_change, misfit, weights
from saiken.implied.moves import Moves
from saiken.implied.price import Price
from saiken.implied.result import CURRENCY, TOGETHER, YIELDS, Estimate, Implied
from saiken.measure.shapes import (
    CurveTest,
    Profile,
    compare_curve,
    covariance,
    default_profiles,
    share_beyond,
    weighting,
)
from saiken.variables import MATURITY_LABELS

Array = NDArray[np.float64]
FEWEST_MATURITIES: Final = 3
"""A shape with fewer points is no shape."""
SHAPE: Final = "announced-sale"
ANOTHER_CAUSE: Final = "All news of the window is in these figures, whatever its source."
CONVERTED: Final = (
    "With yen per dollar, the reading supposes that the dollars would be turned into yen and that "
    "the rate goes at once to where that would drive it: an assumption."
)
NOT_CONVERTED: Final = (
    "Yen per dollar is left out: this sale turns nothing into yen, so that nothing says what the "
    "news would do to it."
)
NO_FIGURE: Final = "Yen per dollar is left out: no figure around the window is at hand."
STILL: Final = (
    "A series does not move in any ordinary window, so that none of its moves can be judged; "
    "leave it out."
)
NOTHING: Final = (
    "There is nothing to read: no yield is at hand, and this sale turns nothing into yen."
)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Moves, their noise, and what a dollar does to them.

    Attributes
    ----------
    move : ndarray, shape (series,)
    ordinary : ndarray, shape (window, series)
    errors : ndarray, shape (error, series)
    response : ndarray, shape (draw, series)
    """

    move: Array
    ordinary: Array
    errors: Array
    response: Array

    def only(self, *columns: int) -> Evidence:
        """Keep some of the series."""
        kept = list(columns)
        return Evidence(
            self.move[kept], self.ordinary[:, kept], self.errors[:, kept], self.response[:, kept]
        )

    def estimate(self, key: str, prior_usd: float, move: float | None) -> Estimate:
        """Read all of them as dollars."""
        cov, degrees = covariance(self.ordinary), degrees_of_freedom(self.ordinary)
        return Estimate(
            key=key,
            move=move,
            change=implied_change(self.move, self.errors, cov, self.response),
            by_t=implied_by_t(self.move, cov, self.response, degrees),
            degrees=degrees,
            bayes_factor=bayes_factor(self.move, cov, self.response, prior_usd, degrees),
        )

    def agreement(self) -> float:
        """Share of ordinary windows as far off any number of dollars, in the kindest draw.

        How far the yen goes for a basis point differs much between draws, so that series are only
        said to contradict one another where they do in all.
        """
        cov = covariance(self.ordinary)
        seen = misfit(self.move[None], cov, self.response)[:, 0].tolist()
        far = misfit(self.ordinary, cov, self.response)
        return max(share_beyond(row, value) for row, value in zip(far, seen, strict=True))


def read(moves: Moves, price: Price, prior_usd: float, title: str) -> Implied:
    """Read moves at a price per dollar.

    Parameters
    ----------
    moves : Moves
    price : Price
    prior_usd : float
        Standard deviation of news about expected dollars.
    title : str
        Of the sale.

    Raises
    ------
    InputError
        If no move has a price, or a series never moves in an ordinary window.
    """
    if (np.ptp(moves.ordinary, axis=0) == 0).any():
        raise InputError(STILL)
    joint, keys = _joint(moves, price)
    found = [joint.only(k).estimate(key, prior_usd, float(joint.move[k]))
             for k, key in enumerate(keys)]  # fmt: skip
    both = len(keys) > 1
    if both:
        found.insert(0, joint.estimate(TOGETHER, prior_usd, None))
    return Implied(
        start=moves.start,
        end=moves.end,
        title=title,
        estimates=(*found, *_single(moves, price, prior_usd)),
        size_usd=price.size_usd,
        prior_usd=prior_usd,
        ten_year_share=price.ten_year_share,
        shape=_shape(moves, price),
        agreement=joint.agreement() if both else None,
        draws=price.ten_year.size,
        notes=(*moves.notes, *price.notes, _about_yen(moves, price), ANOTHER_CAUSE),
    )


def _joint(moves: Moves, price: Price) -> tuple[Evidence, list[str]]:
    """The yields as one number, with yen per dollar beside it where it counts."""
    columns, response, keys = [], [], []
    if moves.yields:
        columns.append(_gains(moves, price))
        response.append(price.ten_year)
        keys.append(YIELDS)
    if moves.currency and price.currency is not None:
        columns.append(np.eye(moves.move.size)[-1])
        response.append(price.currency)
        keys.append(CURRENCY)
    if not keys:
        raise InputError(NOTHING)
    onto = np.stack(columns)
    move, ordinary, errors = (
        np.einsum("...k,zk->...z", each, onto, optimize=False)
        for each in (moves.move, moves.ordinary, moves.errors)
    )
    return Evidence(move, ordinary, errors, np.stack(response, axis=1)), keys


def _gains(moves: Moves, price: Price) -> Array:
    """Weights that read the yields as the ten-year's move in the sale's shape, shape (series,)."""
    count = moves.yields
    cov = weighting(covariance(moves.ordinary[:, :count]))
    found = np.zeros(moves.move.size)
    found[:count] = weights(cov, price.shape[moves.used][None])[0]
    return found


def _single(moves: Moves, price: Price, prior_usd: float) -> list[Estimate]:
    """Each of some maturities alone."""
    shown = [str(each) for each in _settings()["single"]]
    places = np.flatnonzero(moves.used).tolist()
    response = price.ten_year[:, None] * price.shape[moves.used]
    each = Evidence(moves.move, moves.ordinary, moves.errors, response)
    return [
        each.only(column).estimate(MATURITY_LABELS[k], prior_usd, float(moves.move[column]))
        for column, k in enumerate(places)
        if MATURITY_LABELS[k] in shown
    ]


def _shape(moves: Moves, price: Price) -> CurveTest | None:
    """The curve's move beside the sale's shape and others."""
    count = moves.yields
    if count < FEWEST_MATURITIES:
        return None
    others = [each for each in default_profiles() if each.name in _settings()["other_shapes"]]
    ordinary = moves.ordinary[:, :count]
    return compare_curve(
        moves.move[:count],
        covariance(ordinary),
        ordinary,
        moves.own_cov[:, :count, :count],
        moves.used,
        [Profile(SHAPE, "this sale, announced", price.shape), *others],
    )


def _about_yen(moves: Moves, price: Price) -> str:
    if price.currency is None:
        return NOT_CONVERTED
    return CONVERTED if moves.currency else NO_FIGURE


def _settings() -> Mapping[str, Any]:
    return dict(resource_yaml("implied/implied.yaml"))
