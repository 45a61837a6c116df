"""Tables of ``saiken holders``: the whole market, one holder, and its history as a small chart."""

from __future__ import annotations

from typing import Final

import numpy as np
from rich.console import Console

from saiken.data import Series
from saiken.holders import BucketMix, Ceiling, Holding, Holdings, Sectors
from saiken.market import bucket_names
from saiken.report.console import HEADER, QUIET, has_unicode, line, table
from saiken.report.sparkline import column_chart
from saiken.report.words import plain, share, signed, usd
from saiken.units import from_si

TOP: Final = 12
CHART_WIDTH: Final = 60
CHART_HEIGHT: Final = 6
NOTHING: Final = "–"


def month(day: np.datetime64) -> str:
    """A date as its month: ``Feb 2025``."""
    return str(day.astype("datetime64[D]").item().strftime("%b %Y"))


def _usd(value_usd: float) -> str:
    return usd(from_si(value_usd, "usd_bn"))


def _share(value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{plain(from_si(value, 'pct'), 1)}%"


def print_holders(
    console: Console, held: Holdings, by_sector: Sectors | None = None, top: int = TOP
) -> None:
    """Print the largest foreign holders, their sum, and the market by sector."""
    line(console, f"Who holds US Treasuries: {month(held.month)}, known on {held.as_of}", HEADER)
    line(console, "Shares of foreign holdings, of the market, of the holder's own GDP", QUIET)
    rows = [_holding_row(row) for row in held.top(top)]
    rows.append(_sum_row("All foreign holders", held.all_usd, held))
    rows.append(_sum_row("of these official", held.official_usd, held))
    columns = ("", "holder", "holds", "foreign", "market", "own GDP", "12 months")
    table(console, columns, rows, right=(0, 2, 3, 4, 5, 6), fold=(1,))
    if by_sector is not None:
        print_sectors(console, by_sector)
    for words in held.words:
        line(console, words, QUIET)


def _sum_row(name: str, value_usd: float, held: Holdings) -> tuple[str, ...]:
    of_foreign, of_market = value_usd / held.all_usd, value_usd / held.market_usd
    return ("", name, _usd(value_usd), _share(of_foreign), _share(of_market), "", "")


def _holding_row(row: Holding) -> tuple[str, ...]:
    change = "" if row.change_12m_usd is None else _change(row.change_12m_usd)
    place = "" if row.rank is None else str(row.rank)
    shares = (row.of_foreign_share, row.of_market_share, row.of_gdp_share)
    return (place, row.holder, _usd(row.holdings_usd), *map(_share, shares), change)


def _change(value_usd: float) -> str:
    return signed(from_si(value_usd, "usd_bn"), 0) + "bn"


def print_sectors(console: Console, found: Sectors) -> None:
    """Print the market by sector and the parts that are never added to it."""
    line(
        console,
        f"By sector (debt held by the public {_usd(found.market_usd)}, {found.market_date})",
        HEADER,
    )
    rows = [
        (
            indent + row.name,
            NOTHING if row.holdings_usd is None else _usd(row.holdings_usd),
            _share(row.of_market_share),
            "" if row.date is None else month(row.date),
        )
        for indent, rows in (("", found.rows), ("  within: ", found.within))
        for row in rows
    ]
    table(console, ("sector", "holds", "of market", "date"), rows, right=(1, 2))
    for words in found.words:
        line(console, words, QUIET)


def print_holder(
    console: Console,
    held: Holding,
    past: Series | None = None,
    ceiling: Ceiling | None = None,
    mix: BucketMix | None = None,
) -> None:
    """Print one holder: level and shares, what can be commanded, maturities, and a small chart."""
    place = "" if held.rank is None else f", number {held.rank} of the countries"
    line(console, f"{held.holder}: {_usd(held.holdings_usd)} in {month(held.month)}{place}", HEADER)
    for words in _holder_lines(held):
        line(console, words)
    if ceiling is not None:
        line(console, f"Can sell at most: {ceiling_words(ceiling)}")
    if mix is not None:
        line(console, mix_words(mix))
    if past is not None and len(past):
        print_history(console, past)
    for words in (*held.words, *(ceiling.words if ceiling else ()), *((mix.words,) if mix else ())):
        line(console, words, QUIET)


def _holder_lines(held: Holding) -> list[str]:
    shares = [f"{_share(held.of_market_share)} of the market"]
    if held.of_foreign_share is not None:
        shares.append(f"{_share(held.of_foreign_share)} of all foreign holdings")
    if held.of_gdp_share is not None:
        shares.append(f"{_share(held.of_gdp_share)} of its own GDP of {held.gdp_year}")
    lines = ["That is " + ", ".join(shares) + "."]
    if held.change_12m_usd is not None:
        lines.append(f"Against twelve months before: {_change(held.change_12m_usd)} dollars.")
    return lines


def ceiling_words(ceiling: Ceiling) -> str:
    """The official book in a phrase."""
    if ceiling.low_usd == ceiling.high_usd:
        tail = "" if ceiling.official else ", official part not published"
        return f"{_usd(ceiling.central_usd)}{tail}"
    return f"between {_usd(ceiling.low_usd)} and {_usd(ceiling.high_usd)}, the official book"


def mix_words(mix: BucketMix) -> str:
    """Maturities and duration in a sentence."""
    parts = [
        f"{name} years {share(part)}"
        for name, part in zip(bucket_names(), mix.shares, strict=True)
        if part > 0
    ]
    return f"Maturities: {', '.join(parts)}; duration {plain(mix.duration_years, 1)} years."


def print_history(console: Console, past: Series) -> None:
    """Print a small chart from zero, with its first and last month and its top."""
    values = from_si(past.values, "usd_bn")
    unicode = has_unicode(console)
    lines = column_chart(values.tolist(), CHART_WIDTH, CHART_HEIGHT, unicode=unicode)
    width = min(CHART_WIDTH, len(values))
    label = usd(float(values.max()))
    for place, drawn in enumerate(lines):
        left = label if place == 0 else "0" if place == len(lines) - 1 else ""
        console.print(f"  {left:>12}  {drawn}")
    first, last = month(past.dates[0]), month(past.dates[-1])
    console.print(f"  {'':>12}  {first}{last:>{max(width - len(first), len(last) + 1)}}")
