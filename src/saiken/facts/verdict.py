"""Verdicts, and the few rules by which figures become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from saiken.facts.claims import Claim

Word = Literal["holds", "holds roughly", "does not hold", "cannot be shown"]
HOLDS: Final = "holds"
ROUGHLY: Final = "holds roughly"
FAILS: Final = "does not hold"
UNKNOWN: Final = "cannot be shown"
WORST_FIRST: Final[tuple[Word, ...]] = (FAILS, UNKNOWN, ROUGHLY, HOLDS)


class Result(Protocol):
    """What a check reads from an engine result; :class:`saiken.Outcome` has it."""

    @property
    def headline(self) -> Mapping[str, Any]:
        """The headline of the JSON contract."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part or reading of a claim, with its own verdict."""

    name: str
    found: str
    verdict: Word


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one claim.

    Attributes
    ----------
    id, claim, rule : str
        The claim and how it is judged.
    found : str
        What the data say, in a few sentences made from figures.
    figure : float or None
        The main figure, in `unit`.
    unit : str
        A key of :data:`saiken.units.SCALE`; empty without a figure.
    source, vintage : str
        Where the figure is from; which period and release.
    verdict : str
        ``holds``, ``holds roughly``, ``does not hold`` or ``cannot be shown``.
    needs : str
        What is missing for a (fuller) answer; empty if nothing.
    parts : tuple of Part
        Parts or readings behind the verdict.
    """

    id: str
    claim: str
    rule: str
    found: str
    figure: float | None
    unit: str
    source: str
    vintage: str
    verdict: Word
    needs: str = ""
    parts: tuple[Part, ...] = ()


def answer(
    claim: Claim,
    found: str,
    verdict: Word,
    *,
    figure: float | None = None,
    unit: str = "",
    cited: tuple[str, str] = ("", ""),
    needs: str = "",
    parts: tuple[Part, ...] = (),
) -> Verdict:
    """Put an answer together; `cited` is source and vintage."""
    return Verdict(
        claim.id,
        claim.claim,
        claim.rule,
        found,
        figure,
        unit if figure is not None else "",
        *cited,
        verdict,
        needs,
        parts,
    )


def unknown(claim: Claim, found: str, needs: str = "") -> Verdict:
    """Answer that a claim cannot be shown."""
    return answer(claim, found, UNKNOWN, needs=needs or claim.needs)


def by_last_digit(found: float, claimed: float, digit: float) -> Word:
    """Judge a figure against a claim at the claim's own last digit.

    Examples
    --------
    >>> by_last_digit(1.1259, 1.1, 0.1), by_last_digit(148.2, 149, 1)
    ('holds', 'holds roughly')
    """
    units_away = abs(round(found / digit) - round(claimed / digit))
    return HOLDS if units_away == 0 else ROUGHLY if units_away == 1 else FAILS


def above(low: float, middle: float, threshold: float) -> Word:
    """Judge a band: its low end above the threshold, its middle, or neither."""
    return HOLDS if low > threshold else ROUGHLY if middle > threshold else FAILS


def decided(low: float, high: float, threshold: float) -> Word:
    """Judge a band that must lie on one side of the threshold; a band across it decides nothing."""
    return HOLDS if low > threshold else FAILS if high < threshold else UNKNOWN


def worst(parts: Iterable[Part]) -> Word:
    """Join the parts of a claim: as good as its worst part."""
    found = {part.verdict for part in parts}
    return next(word for word in WORST_FIRST if word in found)


def over_readings(readings: Iterable[Part]) -> Word:
    """Join readings of a claim: under every one, under some, under none that can be shown."""
    found = [reading.verdict for reading in readings]
    if not found:
        return UNKNOWN
    if all(word == HOLDS for word in found):
        return HOLDS
    if any(word in (HOLDS, ROUGHLY) for word in found):
        return ROUGHLY
    return UNKNOWN if UNKNOWN in found else FAILS
