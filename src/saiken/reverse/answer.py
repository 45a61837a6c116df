"""The answer to a question asked backwards, with its own uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["found", "already", "not_reachable"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of what is varied, and how often it reaches the target.

    Attributes
    ----------
    value : float
        In `unit`.
    unit : str
        ``usd_bn``, ``days``, ``share`` or ``years``.
    reached_share : float
        Share of the draws that reach the target there.
    """

    value: float
    unit: str
    reached_share: float


@dataclass(frozen=True, slots=True)
class Range:
    """Values that reach a lower and a higher probability; None where none within reach does.

    Attributes
    ----------
    low, high : float or None
        In the unit of the answer; a pace is faster, so its days fewer, at the higher probability.
    """

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ReverseAnswer:
    """The least effort that reaches a target often enough.

    Attributes
    ----------
    target, vary : str
        What was asked, tidied.
    status : str
        ``found``; ``already``, when the least effort there is does it; ``not_reachable``, when the
        most does not.
    probability_share : float
        Share of the draws that has to reach it.
    answer : Reading or None
        The least effort; None when not reachable.
    just_below : Reading or None
        The step before, which fails; None unless found.
    limit : Reading
        The most effort there is: the ceiling, one day, everything converted, the longest half-life.
    sampling : Range
        Where the answer lies with a confidence of 95 per cent, given the number of draws (binomial;
        the draws are more even than independent ones, so this is wide rather than narrow).
    quarter_to_three_quarters : Range
        Values at which 25 and 75 of 100 draws reach the target: the answer's real uncertainty.
    tried : tuple of Reading
        Every value evaluated, from the least effort.
    draws, seed : int
    sentence : str
        The answer in words.
    notes : tuple of str
        What it rests on.
    """

    target: str
    vary: str
    status: Status
    probability_share: float
    answer: Reading | None
    just_below: Reading | None
    limit: Reading
    sampling: Range
    quarter_to_three_quarters: Range
    tried: tuple[Reading, ...]
    draws: int
    seed: int
    sentence: str
    notes: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON, numbers to six significant digits."""
        from dataclasses import asdict

        from saiken.outcome import rounded

        found: dict[str, Any] = rounded({"schema": "saiken/reverse/1", **asdict(self)})
        return found

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence
