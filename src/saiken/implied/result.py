"""What a move implies, as a plain record that can say it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from saiken.data import resource_yaml
from saiken.implied.estimate import Spread
from saiken.measure.interval import Interval
from saiken.measure.shapes import CurveTest
from saiken.units import from_si

TOGETHER: Final = "together"
YIELDS: Final = "yields"
CURRENCY: Final = "usdjpy"
CANNOT_TELL: Final = "the market move cannot tell"
SHOWN_UP_TO: Final = 1000
SHORT: Final = 10
UNUSUAL: Final = 0.1
"""A share of ordinary windows below this is called unusual."""
CONTRADICTED: Final = (
    "The yields and the yen contradict one another: no number of dollars explains both, so read "
    "them apart."
)
SUMMARIES: Final = (TOGETHER, YIELDS, CURRENCY)
"""Readings of more than one maturity."""
NAMES: Final = {TOGETHER: "all together", YIELDS: "the yields together", CURRENCY: "yen per dollar"}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One reading of the moves.

    Attributes
    ----------
    key : str
        ``"together"``, ``"yields"``, ``"usdjpy"``, or a maturity alone such as ``"10y"``.
    move : float or None
        Abnormal change, decimals; of the ten-year yield where yields are read together. None where
        yields and yen are.
    change : Spread
        Of expected dollars sold, market value; noise as ordinary windows had it.
    by_t : Spread
        The same with Student's t as noise.
    degrees : float
        Its degrees of freedom.
    bayes_factor : float
        Of news about sales, with the stated prior, against none.
    """

    key: str
    move: float | None
    change: Spread
    by_t: Spread
    degrees: float
    bayes_factor: float

    @property
    def name(self) -> str:
        """In plain words."""
        return NAMES.get(self.key, self.key)


@dataclass(frozen=True, slots=True, eq=False)
class Implied:
    """The change in expected dollars sold that a move implies, if it was about nothing else.

    Attributes
    ----------
    start, end : str
        Between which closes or times.
    title : str
        The sale that expectations are about.
    estimates : tuple of Estimate
        All together first (absent without yen per dollar), then the yields together, then one by
        one.
    size_usd : float
        The stated size: the sale that a probability is about, dollars.
    prior_usd : float
        Standard deviation of news about expected dollars, in the Bayes factor.
    ten_year_share : float
        Ten-year equivalents in a dollar of market value.
    shape : CurveTest or None
        The curve's move beside an announced sale's and others; None with fewer than three yields.
    agreement : float or None
        Share of ordinary windows in which yields and yen disagree at least as much, in the draw
        that reconciles them best.
    draws : int
    notes : tuple of str
    """

    start: str
    end: str
    title: str
    estimates: tuple[Estimate, ...]
    size_usd: float
    prior_usd: float
    ten_year_share: float
    shape: CurveTest | None
    agreement: float | None
    draws: int
    notes: tuple[str, ...]

    @property
    def main(self) -> Estimate:
        """The reading that uses everything there is."""
        return self.estimates[0]

    def estimate(self, key: str) -> Estimate | None:
        """Look a reading up; None if its series has no figure."""
        return next((each for each in self.estimates if each.key == key), None)

    @property
    def ten_year_equivalents(self) -> Spread:
        """The main reading in ten-year equivalents, dollars."""
        return scaled(self.main.change, self.ten_year_share)

    @property
    def probability(self) -> Spread:
        """Change of the probability of a sale of the stated size, within −1 to 1."""
        return clipped(scaled(self.main.change, 1 / self.size_usd))

    @property
    def contradicted(self) -> bool:
        """Whether yields and yen lie so far apart that no number of dollars explains both."""
        return self.agreement is not None and self.agreement < UNUSUAL

    @property
    def words(self) -> str:
        """What the Bayes factor allows one to say."""
        return verdict(self.main.bayes_factor)

    def summary(self) -> str:
        """Say in a few sentences what the move implies and whether it can tell."""
        change, ten = (_bn(each) for each in (self.main.change, self.ten_year_equivalents))
        chance = "{} (90%: {} to {})".format(*_in_100(self.probability))
        factor = factor_words(self.main.bayes_factor)
        text = (
            f"Read as news about sales alone, the move is worth {change} of expected sales at "
            f"market value, or {ten} in ten-year equivalents. If the sale in question is one of "
            f"USD {from_si(self.size_usd, 'usd_bn'):,.0f}bn, its probability changed by {chance} "
            f"in 100. Bayes factor of such news against none: {factor}; {self.words}."
        )
        return f"{text} {CONTRADICTED}" if self.contradicted else text


def factor_words(value: float) -> str:
    """A Bayes factor with as many digits as it deserves."""
    if value > SHOWN_UP_TO:
        return f"over {SHOWN_UP_TO:,}"
    return f"{value:.2g}" if value < SHORT else f"{value:,.0f}"


def scaled(spread: Spread, factor: float) -> Spread:
    """Multiply by a positive number."""
    ends = Interval(spread.interval.low * factor, spread.interval.high * factor)
    return Spread(spread.middle * factor, ends)


def clipped(spread: Spread) -> Spread:
    """Keep a probability's change within −1 to 1."""
    low, middle, high = (
        min(max(each, -1.0), 1.0)
        for each in (spread.interval.low, spread.middle, spread.interval.high)
    )
    return Spread(middle, Interval(low, high))


def verdict(bayes_factor: float) -> str:
    """Words for a Bayes factor; news of another kind is never excluded by it."""
    limit = float(resource_yaml("implied/implied.yaml")["cannot_tell"])
    if bayes_factor > limit:
        return "the move is likelier with news about sales than with none, if nothing else happened"
    if bayes_factor < 1 / limit:
        return "the move speaks against news about sales of that size"
    return CANNOT_TELL


def _bn(spread: Spread) -> str:
    middle, low, high = (
        f"{from_si(each, 'usd_bn'):+,.0f}".replace("-", "−")
        for each in (spread.middle, spread.interval.low, spread.interval.high)
    )
    return f"USD {middle}bn (90%: {low} to {high}bn)"


def _in_100(spread: Spread) -> tuple[str, ...]:
    ends = (spread.middle, spread.interval.low, spread.interval.high)
    return tuple(f"{from_si(each, 'pct'):+.0f}".replace("-", "−") for each in ends)
