"""Claims about prices that daily data can judge: F8 and F11."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.data import Series
from saiken.facts.cite import cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.daily import EQUITIES, TEN_YEAR, change_on, daily_changes, value_on
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    ROUGHLY,
    UNKNOWN,
    Part,
    Verdict,
    Word,
    answer,
    by_last_digit,
    worst,
)
from saiken.holders import Known
from saiken.units import from_si

Array = NDArray[np.float64]


def priced_off_treasuries(claim: Claim, known: Known) -> Verdict:
    """F8: co-movement of equities and the ten-year yield, window by window."""
    windows = _windows(claim, known)
    bound = claim.settings["significant_t"]
    signs = [0 if abs(t) < bound else int(np.sign(t)) for _, _, t in windows]
    verdict: Word = UNKNOWN
    if all(sign < 0 for sign in signs):
        verdict = ROUGHLY
    elif all(sign > 0 for sign in signs):
        verdict = FAILS
    listed = ", ".join(f"{r:+.2f} to {str(end)[:4]}" for end, r, _ in windows)
    found = (
        "Daily correlation of equity returns with changes of the ten-year yield, five years at a "
        f"time: {listed}. A constant pull of yields on prices would give one sign throughout; the "
        "sign depends on the news."
        if verdict == UNKNOWN
        else f"Daily correlation of equity returns with changes of the ten-year yield: {listed}."
    )
    newest = known.latest(*EQUITIES)
    return answer(
        claim,
        found,
        verdict,
        figure=float(windows[-1][1]),
        unit="1",
        cited=cite(known, newest),
        needs=claim.needs,
    )


def _windows(claim: Claim, known: Known) -> list[tuple[np.datetime64, float, float]]:
    """End, correlation and its t-statistic of each window, oldest first."""
    days, changes = daily_changes(known.series(*TEN_YEAR))
    stocks = known.series(*EQUITIES)
    both, at_yield, at_stock = np.intersect1d(days, stocks.dates, return_indices=True)
    years = claim.settings["window_years"]
    found = []
    for back in range(claim.settings["windows"] - 1, -1, -1):
        end, start = (
            _years_before(known.as_of, back * years),
            _years_before(known.as_of, (back + 1) * years),
        )
        inside = (both > start) & (both <= end)
        found.append(
            (end, *_correlation(changes[at_yield][inside], stocks.values[at_stock][inside]))
        )
    return found


def _years_before(day: np.datetime64, years: int) -> np.datetime64:
    date = day.astype("datetime64[D]").item()
    month = np.datetime64(f"{date.year - years:04d}-{date.month:02d}")
    return np.datetime64(month.astype("datetime64[D]") + np.timedelta64(date.day - 1, "D"), "D")


def _correlation(x: Array, y: Array) -> tuple[float, float]:
    """Correlation and its t-statistic; sums over days in a fixed order."""
    dx, dy = x - x.mean(), y - y.mean()
    r = float((dx * dy).sum() / np.sqrt((dx * dx).sum() * (dy * dy).sum()))
    return r, float(r * np.sqrt((x.size - 2) / max(1 - r * r, np.finfo(float).tiny)))


def stable_friday(claim: Claim, known: Known) -> Verdict:
    """F11: the close and the day's change, against the usual change of a day."""
    day = np.datetime64(claim.settings["date"])
    closes = known.series(claim.settings["dataset"], claim.settings["key"])
    parts = (_level(claim, closes, day), _stable(claim, closes, day))
    quote = known.store.anchor(claim.settings["event"])
    found = (
        f"{parts[0].found} {parts[1].found} A news close gives "
        f"{from_si(quote.si('ten_year_close_pct'), 'pct'):.3f}% and "
        f"{from_si(quote.si('ten_year_change_bp'), 'bp'):+.1f} bp. "
        f"{claim.settings['claimed_pct']}% was quoted within the day."
    )
    return answer(
        claim,
        found,
        worst(parts),
        figure=from_si(value_on(closes, day), "pct"),
        unit="pct",
        cited=cite(known, closes.at_or_before(day)),
        needs=claim.needs,
        parts=parts,
    )


def _level(claim: Claim, closes: Series, day: np.datetime64) -> Part:
    close = from_si(value_on(closes, day), "pct")
    claimed = claim.settings["claimed_pct"]
    verdict = by_last_digit(close, claimed, claim.settings["last_digit"])
    if verdict != HOLDS:
        verdict = ROUGHLY if abs(close - claimed) <= claim.settings["about_pct"] else FAILS
    before = closes.at_or_before(day - np.timedelta64(1, "D"))
    found = (
        f"The ten-year yield closed at {close:.2f}% on {day_name(day)}, after "
        f"{from_si(before.value, 'pct'):.2f}% on {day_name(before.period_end)}."
    )
    return Part("level at the close", found, verdict)


def _stable(claim: Claim, closes: Series, day: np.datetime64) -> Part:
    change = change_on(closes, day)
    days, changes = daily_changes(closes)
    usual = changes[days < day][-claim.settings["days"] :]
    typical, deviation = float(np.median(np.abs(usual))), float(usual.std(ddof=1))
    size = abs(change)
    verdict: Word = HOLDS if size < typical else ROUGHLY if size < deviation else FAILS
    found = (
        f"That day it moved {from_si(change, 'bp'):+.0f} bp; over the {usual.size} business days "
        f"before, half of the daily moves were below {from_si(typical, 'bp'):.1f} bp and the "
        f"standard deviation was {from_si(deviation, 'bp'):.1f} bp."
    )
    return Part("stable that day", found, verdict)
