"""What `saiken history event` shows: moves around a date, their shape, and the term premium."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console

from saiken.errors import DataError, InputError
from saiken.measure import Event, Move, premium_change
from saiken.measure.event_panel import CURRENCY, EQUITIES
from saiken.measure.interval import Interval
from saiken.measure.premium import PremiumChange
from saiken.measure.shapes import CurveTest, Fit
from saiken.outcome.document import rounded
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.words import bp, moves, share, signed, span
from saiken.units import from_si

COLUMNS: Final = ("", "change", "abnormal", "90% resampled", "90% HAC", "as large")
SHAPE_COLUMNS: Final = ("shape of", "10-year", "90%", "share", "as far off")
UNUSUAL: Final = 0.1
"""A p-value below this is called unusual."""
SMALLEST_SHOWN: Final = 0.01
TEN_YEARS: Final = "10y"
NAMES: Final = {EQUITIES: "equities, %", CURRENCY: "USD/JPY, %"}
KEY: Final = (
    "Yields in bp; a minus at USD/JPY is a stronger yen. Abnormal: less the mean of ordinary days, "
    "{sample}. As large: share of ordinary windows of that length that strayed at least as far."
)
SHAPE_KEY: Final = (
    "Share: of the move's weighted square. As far off: share of ordinary windows at least as far "
    "from the shape; the smaller, the worse it fits."
)
NO_CURVE: Final = "no published zero-coupon curve for the window or too short a history before it"


def print_event(console: Console, found: Event, split: PremiumChange | None) -> None:
    """Print the screen of `saiken history event`.

    Parameters
    ----------
    console : Console
    found : Event
    split : PremiumChange or None
        The ten-year zero yield's change in two parts; None where no curve was published.
    """
    line(console, headline(found), HEADER)
    console.print()
    rows = [_cells(move) for move in found.moves]
    table(console, COLUMNS, rows, right=range(1, len(COLUMNS)), fold=())
    line(console, KEY.format(sample=_sample(found)), QUIET)
    if found.curve is not None:
        console.print()
        _print_curve(console, found.curve)
    line(console, _premium(split))
    for note in found.notes:
        line(console, note, QUIET)
    line(console, "Next: saiken history event 2008-11-25 2009-03-18 --window 2d   "
         "saiken history event 1997-06-23 --json", QUIET)  # fmt: skip


def headline(found: Event) -> str:
    """Say in one sentence what the ten-year yield, or the first series there is, did."""
    first = next((move for move in found.moves if move.key == TEN_YEARS), found.moves[0])
    unit = "%" if first.unit == "pct" else "bp"
    size = from_si(first.change, first.unit)
    name = "the 10-year yield" if first.key == TEN_YEARS else first.name
    return (
        f"{_when(found)}: {name} {moves(size, unit)}, "
        f"{signed(from_si(first.abnormal, first.unit))} against what was expected; "
        f"{frequency(first.p_value)} of ordinary windows strayed at least as far."
    )


def _when(found: Event) -> str:
    if len(found.days) > 1:
        listed = ", ".join(str(day) for day in found.days)
        return f"{len(found.days)} dates added up ({listed}), {found.window_days}d each"
    return f"From the close of {found.starts[0]} to that of {found.ends[0]}"


def _sample(found: Event) -> str:
    first, last = found.sample[0]
    rest = " and the same before each other date" if len(found.sample) > 1 else ""
    return f"{first} to {last}{rest}"


def _cells(move: Move) -> tuple[str, ...]:
    figures = (from_si(each, move.unit) for each in (move.change, move.abnormal))
    name = NAMES.get(move.key, move.key)
    ends = (_ends(each, move.unit) for each in (move.bootstrap, move.hac))
    return (name, *(signed(each, 1) for each in figures), *ends, frequency(move.p_value))


def _ends(interval: Interval, unit: str) -> str:
    digits = 0 if unit == "bp" else 1
    return span(from_si(interval.low, unit), from_si(interval.high, unit),
                lambda value: signed(value, digits))  # fmt: skip


def frequency(p_value: float) -> str:
    """A p-value as a share of ordinary windows; a small one is not written as zero."""
    return "<1%" if p_value < SMALLEST_SHOWN else share(p_value)


def _print_curve(console: Console, curve: CurveTest) -> None:
    table(console, SHAPE_COLUMNS, [_fit(fit) for fit in curve.fits], right=range(1, 5), fold=())
    line(console, SHAPE_KEY, QUIET)
    line(console, _verdict(curve))


def _fit(fit: Fit) -> tuple[str, ...]:
    size = signed(from_si(fit.size, "bp"), 1)
    ends = _ends(fit.interval, "bp")
    return (fit.profile.title, size, ends, share(fit.share_explained), frequency(fit.p_value))


def _verdict(curve: CurveTest) -> str:
    """What the shapes allow one to say; an ordinary day allows nothing."""
    far = f"{frequency(curve.p_value)} of ordinary windows moved the whole curve at least as far"
    if curve.p_value >= UNUSUAL:
        return f"{far}: the day was not unusual, and its shape says little."
    kept = [fit.profile.title for fit in curve.fits if fit.p_value >= UNUSUAL]
    gone = [fit.profile.title for fit in curve.fits if fit.p_value < UNUSUAL]
    parts = [f"not ruled out: {', '.join(kept)}"] if kept else []
    parts += [f"too far off to be that alone: {', '.join(gone)}"] if gone else []
    return f"{far}; {'; '.join(parts)}."


def _premium(split: PremiumChange | None) -> str:
    if split is None:
        return f"Term premium: cannot be shown, {NO_CURVE}."
    whole = from_si(split.expected + split.premium, "bp")
    return (
        f"Of the {split.years}-year zero yield's {bp(whole)}, a regression of past excess returns "
        f"(Adrian, Crump and Moench) reads {bp(from_si(split.expected, 'bp'))} as expected short "
        f"rates and {bp(from_si(split.premium, 'bp'))} as term premium."
    )


def premium_of(found: Event) -> PremiumChange | None:
    """Split the ten-year yield's change; None where the zero curves do not allow it."""
    try:
        return premium_change(found.starts, found.ends)
    except (InputError, DataError):
        return None


def event_document(found: Event, split: PremiumChange | None) -> dict[str, Any]:
    """Everything the screen shows, as plain JSON; numbers to six significant digits."""
    document: dict[str, Any] = {
        "asked": [str(day) for day in found.asked],
        "days": [str(day) for day in found.days],
        "from_close": [str(day) for day in found.starts],
        "to_close": [str(day) for day in found.ends],
        "window_days": found.window_days,
        "sample": [[str(first), str(last)] for first, last in found.sample],
        "moves": {move.key: _move_document(move) for move in found.moves},
        "curve": None if found.curve is None else _curve_document(found.curve),
        "term_premium": None if split is None else _premium_document(split),
        "notes": list(found.notes),
    }
    if split is None:
        document["term_premium_reason"] = NO_CURVE
    shown: dict[str, Any] = rounded(document)
    return shown


def _move_document(move: Move) -> dict[str, Any]:
    figures = {name: from_si(getattr(move, name), move.unit)
               for name in ("change", "expected", "abnormal")}  # fmt: skip
    ends = {name: {end: from_si(getattr(getattr(move, name), end), move.unit)
                   for end in ("low", "high")} for name in ("bootstrap", "hac")}  # fmt: skip
    return {"unit": move.unit, **figures, **ends, "p_value": move.p_value,
            "ordinary_windows": move.windows}  # fmt: skip


def _curve_document(curve: CurveTest) -> dict[str, Any]:
    shapes = {
        fit.profile.name: {
            "title": fit.profile.title,
            "ten_year_bp": from_si(fit.size, "bp"),
            "ten_year_90_bp": {
                "low": from_si(fit.interval.low, "bp"),
                "high": from_si(fit.interval.high, "bp"),
            },
            "share_explained": fit.share_explained,
            "misfit": fit.misfit,
            "p_value": fit.p_value,
        }
        for fit in curve.fits
    }
    return {"maturities": list(curve.labels), "distance": curve.distance,
            "p_value": curve.p_value, "shapes": shapes}  # fmt: skip


def _premium_document(split: PremiumChange) -> dict[str, Any]:
    return {"years": split.years, "expected_bp": from_si(split.expected, "bp"),
            "premium_bp": from_si(split.premium, "bp")}  # fmt: skip
