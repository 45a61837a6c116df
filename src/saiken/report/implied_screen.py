"""What `saiken card --implied` shows: the change in expected sales that a move implies."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console

from saiken.implied import Estimate, Implied
from saiken.implied.estimate import Spread
from saiken.implied.result import CURRENCY, YIELDS, factor_words, scaled
from saiken.measure.shapes import CurveTest, Fit
from saiken.outcome.document import rounded
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.event_screen import UNUSUAL, frequency
from saiken.report.words import plain, share, signed
from saiken.units import from_si

COLUMNS: Final = ("read from", "move", "expected sales", "90%", "Bayes factor")
SHAPE_COLUMNS: Final = ("shape of", "10-year, bp", "explains", "as far off")
SCHEMA: Final = "saiken-implied/1"
KEY: Final = (
    "Expected sales: the change in expected dollars sold that the move is worth, USD bn at market "
    "value, if it was about nothing else. Moves beyond ordinary days in bp (of the 10-year where "
    "yields are read together), yen per dollar in %. Interval: {draws} draws of the engine's price "
    "and ordinary moves as they were. Bayes factor: of news about sales, normal around none with a "
    "standard deviation of USD {prior}bn, against none; between 1/3 and 3 it cannot tell."
)


def print_implied(console: Console, found: Implied) -> None:
    """Print what the move implies, from what, and how well its shape fits."""
    line(console, f"{found.start} to {found.end}. {found.summary()}", HEADER)
    console.print()
    table(console, COLUMNS, [cells(each) for each in found.estimates], right=range(1, 5), fold=())
    prior = plain(from_si(found.prior_usd, "usd_bn"))
    line(console, KEY.format(draws=found.draws, prior=prior), QUIET)
    console.print()
    line(console, shape_words(found.shape))
    if found.shape is not None:
        rows = [_fit(each) for each in found.shape.fits]
        table(console, SHAPE_COLUMNS, rows, right=range(1, 4), fold=())
    if found.agreement is not None:
        line(console, f"{frequency(found.agreement)} of ordinary windows set yields and yen at "
                      "least as far apart, in the draw that suits them best.")  # fmt: skip
    for note in found.notes:
        line(console, note, QUIET)


def cells(one: Estimate) -> tuple[str, ...]:
    """One reading as a row of :data:`COLUMNS`."""
    low, middle, high = usd_bn(one.change)
    return (one.name, _move(one), signed(middle, 0), f"{signed(low, 0)} to {signed(high, 0)}",
            factor_words(one.bayes_factor))  # fmt: skip


def _move(one: Estimate) -> str:
    if one.move is None:
        return ""
    return signed(from_si(one.move, "pct" if one.key == CURRENCY else "bp"), 1)


def usd_bn(spread: Spread) -> tuple[float, float, float]:
    """Low end, middle and high end in billions."""
    low, middle, high = (
        from_si(each, "usd_bn")
        for each in (spread.interval.low, spread.middle, spread.interval.high)
    )
    return low, middle, high


def shape_words(curve: CurveTest | None) -> str:
    """Whether the curve's move has the shape of a sale's, and which other shapes it may have."""
    if curve is None:
        return "The shape cannot be shown, because fewer than three yields are at hand."
    if curve.p_value >= UNUSUAL:
        return (
            f"{frequency(curve.p_value)} of ordinary windows moved the curve at least as far: not "
            "unusual, and its shape says little."
        )
    kept = [each.profile.title for each in curve.fits if each.p_value >= UNUSUAL]
    said = f"not ruled out: {', '.join(kept)}" if kept else "no shape here fits it alone"
    return f"The curve moved unusually far; {said}."


def _fit(one: Fit) -> tuple[str, ...]:
    size = signed(from_si(one.size, "bp"), 1)
    return (one.profile.title, size, share(one.share_explained), frequency(one.p_value))


def implied_document(found: Implied) -> dict[str, Any]:
    """Everything the screen shows, as plain JSON; numbers to six significant digits."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "from": found.start,
        "to": found.end,
        "sale": found.title,
        "sentence": found.summary(),
        "verdict": found.words,
        "contradicted": found.contradicted,
        "readings": {each.key: _document(each, found) for each in found.estimates},
        "stated_size_usd_bn": from_si(found.size_usd, "usd_bn"),
        "probability_change": _ends(found.probability),
        "prior_sd_usd_bn": from_si(found.prior_usd, "usd_bn"),
        "ten_year_equivalents_per_dollar": found.ten_year_share,
        "shape": None if found.shape is None else _shape(found.shape),
        "yields_and_yen_p_value": found.agreement,
        "draws": found.draws,
        "notes": list(found.notes),
    }
    shown: dict[str, Any] = rounded(document)
    return shown


def _document(one: Estimate, found: Implied) -> dict[str, Any]:
    unit = "pct" if one.key == CURRENCY else "bp"
    move: dict[str, Any] = {}
    if one.move is not None:
        move = {"move": from_si(one.move, unit), "unit": unit}
    if one.key == YIELDS:
        move["of"] = "10y"
    tens = scaled(one.change, found.ten_year_share)
    return {
        **move,
        "change_usd_bn": _bn(one.change),
        "change_ten_year_equivalents_usd_bn": _bn(tens),
        "change_by_t_usd_bn": _bn(one.by_t),
        "degrees_of_freedom": one.degrees,
        "bayes_factor": one.bayes_factor,
    }


def _bn(spread: Spread) -> dict[str, float]:
    return dict(zip(("p05", "p50", "p95"), usd_bn(spread), strict=True))


def _ends(spread: Spread) -> dict[str, float]:
    return {"p05": spread.interval.low, "p50": spread.middle, "p95": spread.interval.high}


def _shape(curve: CurveTest) -> dict[str, Any]:
    return {
        "maturities": list(curve.labels),
        "p_value": curve.p_value,
        "shapes": {
            each.profile.name: {
                "ten_year_bp": from_si(each.size, "bp"),
                "share_explained": each.share_explained,
                "misfit": each.misfit,
                "p_value": each.p_value,
            }
            for each in curve.fits
        },
    }
