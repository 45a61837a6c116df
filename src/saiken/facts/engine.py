"""Claims about consequences, answered from an engine result: F5, F7, F9 and F10."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from saiken.facts.claims import Claim, needs_engine
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    ROUGHLY,
    UNKNOWN,
    Part,
    Result,
    Verdict,
    Word,
    above,
    answer,
    decided,
    over_readings,
    unknown,
    worst,
)
from saiken.holders import Known
from saiken.units import from_si

SOURCE: Final = ("the engine's result for this case", "as of the snapshot's day")
SILENT: Final = "losses of both sides in the result"
WRITTEN: Final = {
    "bp": "{} bp",
    "pct": "{}%",
    "usd_bn": "USD {}bn",
    "pct_gdp": "{}% of GDP",
    "1": "{}",
}
EVEN: Final = 1.0
"""Ratio of the two sides' losses at which both are hurt alike."""
BAND: Final = ("p05", "p50", "p95")


@dataclass(frozen=True, slots=True)
class Band:
    """5th, 50th and 95th percentile over draws, in the headline's unit."""

    low: float
    middle: float
    high: float

    def words(self, unit: str, decimals: int = 1) -> str:
        """Write the band with its unit, a key of :data:`WRITTEN`."""
        low, middle, high = (f"{x:,.{decimals}f}" for x in (self.low, self.middle, self.high))
        return f"{WRITTEN[unit].format(middle)} (5th to 95th percentile {low} to {high})"

    def times(self, factor: float) -> Band:
        """Scale by a positive number."""
        return Band(self.low * factor, self.middle * factor, self.high * factor)


def band(headline: Mapping[str, Any], *path: str) -> Band | None:
    """Read a band of the headline; None if its room is not built or it cannot be shown."""
    found: Any = headline
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or any(found.get(name) is None for name in BAND):
        return None
    return Band(*(float(found[name]) for name in BAND))


def nothing_sold(headline: Mapping[str, Any]) -> bool:
    """Say whether the result is that of a sale of nothing: the ten-year does not move at all."""
    peak = band(headline, "yield_change_bp", "10y", "peak")
    return peak is not None and peak.low == peak.middle == peak.high == 0


def raises_costs(claim: Claim, known: Known, outcome: Result | None) -> Verdict:
    """F5: the ten-year yield and the federal bill."""
    if outcome is None or nothing_sold(outcome.headline):
        return _no_answer(claim, outcome)
    maturity = claim.settings["maturity"]
    parts = (
        _part(outcome, f"{maturity} yield at its peak", "bp", 0.0,
              "yield_change_bp", maturity, "peak"),
        _part(outcome, "federal interest over ten years", "usd_bn", 0.0,
              "federal_interest_cost_usd_bn", "ten_years"),
    )  # fmt: skip
    return _from_parts(
        claim, parts, band(outcome.headline, "yield_change_bp", maturity, "peak"), "bp"
    )


def whole_curve(claim: Claim, known: Known, outcome: Result | None) -> Verdict:
    """F7: every headline maturity, mortgages and car loans."""
    if outcome is None or nothing_sold(outcome.headline):
        return _no_answer(claim, outcome)
    visible = claim.settings["visible_bp"]
    curve = tuple(
        _part(outcome, f"{name} yield", "bp", visible, "yield_change_bp", name, "peak")
        for name in claim.settings["maturities"]
    )
    rates = tuple(
        _part(outcome, key.removesuffix("_change_bp").replace("_", " "), "bp", visible, key, "peak")
        for key in claim.settings["rates"]
    )
    return _from_parts(
        claim,
        curve + rates,
        band(outcome.headline, "yield_change_bp", claim.settings["maturities"][-1], "peak"),
        "bp",
    )


def yen_soars(claim: Claim, known: Known, outcome: Result | None) -> Verdict:
    """F9: the yen against its record, and the seller's own loss."""
    if outcome is None or nothing_sold(outcome.headline):
        return _no_answer(claim, outcome)
    move = band(outcome.headline, "usdjpy_change_pct", "peak")
    if move is None:
        return unknown(claim, "In this case the yen's move cannot be shown.", claim.needs)
    record = yen_record_pct(claim, known)
    rise = -move.middle
    soars: Word = (
        HOLDS
        if rise > record
        else ROUGHLY
        if rise > claim.settings["half_share"] * record
        else FAILS
    )
    days, percentile = claim.settings["days"], claim.settings["percentile"]
    yen = Part(
        "the yen",
        f"With proceeds turned into yen the yen is {_yen(move.middle)} at the peak (5th to 95th "
        f"percentile {_yen(move.low)} to {_yen(move.high)}); in {days} business days the yen rose "
        f"by {record:.1f}% or more "
        f"in {100 - percentile} of 100 stretches on record.",
        soars,
    )
    loss = _part(outcome, "the seller's loss (ledger A)", "usd_bn", 0.0, "seller_loss_usd_bn")
    return _from_parts(claim, (yen, loss), move, "pct")


def _yen(change_pct: float) -> str:
    """A change of yen per dollar as the yen's direction."""
    return f"{abs(change_pct):.1f}% {'stronger' if change_pct <= 0 else 'weaker'}"


def yen_record_pct(claim: Claim, known: Known) -> float:
    """Rise of the yen that few stretches of the same length reached, per cent of yen per dollar."""
    rates = known.series("usdjpy_daily", "DEXJPUS").values
    days = claim.settings["days"]
    falls = 1 - rates[days:] / rates[:-days]
    return float(from_si(float(np.percentile(falls, claim.settings["percentile"])), "pct"))


def hurt_more(claim: Claim, known: Known, outcome: Result | None) -> Verdict:
    """F10: both sides' national losses in dollars and against GDP, and their marks."""
    if outcome is None or nothing_sold(outcome.headline):
        return _no_answer(claim, outcome)
    asked = (
        _sides(outcome, "in dollars", "usd_bn", 1),
        _sides(outcome, "against GDP", "pct_gdp", 2),
        _marked(outcome.headline),
    )
    readings = tuple(reading for reading in asked if reading is not None)
    if not readings:
        return unknown(claim, "The losses of both sides cannot be shown in this case.", SILENT)
    us = band(outcome.headline, "us_loss_usd_bn")
    verdict = over_readings(readings)
    return answer(
        claim,
        " ".join([*(reading.found for reading in readings), str(claim.settings["pain_words"])]),
        verdict,
        figure=None if us is None else us.middle,
        unit="usd_bn",
        cited=SOURCE,
        needs=claim.needs if verdict == UNKNOWN else "",
        parts=readings,
    )


def _marked(headline: Mapping[str, Any]) -> Part | None:
    """Read ledger M on the peak day: the United States as holder and issuer, and the seller."""
    lines = ("federal_reserve_usd_bn", "other_domestic_usd_bn", "issuer_usd_bn")
    us = [band(headline, "marks", "peak", line) for line in lines]
    seller = band(headline, "marks", "peak", "seller_unsold_usd_bn")
    known = [line.middle for line in us if line is not None]
    if seller is None or len(known) < len(lines):
        return None
    held, issuer = sum(known[:-1]), known[-1]
    found = (
        f"Marks on the peak day (ledger M, medians; negative is a loss): US residents' Treasuries "
        f"USD {held:,.0f}bn and the issuer {issuer:+,.0f}bn, the seller's unsold bonds "
        f"{seller.middle:,.0f}bn."
    )
    return Part(
        "marks, with the issuer's gain", found, HOLDS if held + issuer < seller.middle else FAILS
    )


def _sides(outcome: Result, name: str, unit: str, decimals: int) -> Part | None:
    """Both sides' ledger A in one unit; judged by the ratio per draw, where there is one."""
    us, seller = (band(outcome.headline, f"{side}_loss_{unit}") for side in ("us", "seller"))
    if us is None or seller is None:
        return None
    found = (
        f"National loss {name}: United States {us.words(unit, decimals)}, seller "
        f"{seller.words(unit, decimals)}."
    )
    ratio = _ratio(outcome.headline, us, seller)
    if ratio is None:
        return Part(name, found, HOLDS if us.middle > seller.middle else FAILS)
    verdict = decided(ratio.low, ratio.high, EVEN)
    return Part(name, f"{found} US over seller, per draw: {ratio.words('1', 2)}.", verdict)


def _ratio(headline: Mapping[str, Any], us: Band, seller: Band) -> Band | None:
    """US loss over the seller's in the unit of the two bands.

    The headline's ratio is in dollars; against GDP every draw is scaled by the same two GDPs,
    which the medians give.
    """
    dollars = band(headline, "damage_ratio")
    us_usd, seller_usd = band(headline, "us_loss_usd_bn"), band(headline, "seller_loss_usd_bn")
    if dollars is None or us_usd is None or seller_usd is None:
        return None
    if us_usd.middle == 0 or seller.middle == 0:
        return None
    return dollars.times((us.middle / us_usd.middle) * (seller_usd.middle / seller.middle))


def _part(outcome: Result, name: str, unit: str, threshold: float, *path: str) -> Part:
    """Judge one band of the headline against a threshold."""
    found = band(outcome.headline, *path)
    if found is None:
        return Part(name, f"{name}: not in the result.", UNKNOWN)
    words = f"{name[0].upper()}{name[1:]}: {found.words(unit)}."
    return Part(name, words, above(found.low, found.middle, threshold))


def _from_parts(claim: Claim, parts: tuple[Part, ...], main: Band | None, unit: str) -> Verdict:
    return answer(
        claim,
        " ".join(part.found for part in parts),
        worst(parts),
        figure=None if main is None else main.middle,
        unit=unit,
        cited=SOURCE,
        needs=claim.needs if worst(parts) == UNKNOWN else "",
        parts=parts,
    )


def _no_answer(claim: Claim, outcome: Result | None) -> Verdict:
    if outcome is None:
        return unknown(claim, "Not computed.", needs_engine())
    return unknown(claim, "Nothing is sold in this case.", "a case that sells something")
