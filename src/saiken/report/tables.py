"""Tables of the smaller commands: holders, facts, scenarios, data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from rich.console import Console

from saiken.case import NamedScenario
from saiken.data import DatasetInfo, Observation, Series
from saiken.facts import Verdict
from saiken.holders import BucketMix, Ceiling, Holding, Holdings, Sectors
from saiken.market import bucket_names
from saiken.report.console import HEADER, QUIET, has_unicode, line, table
from saiken.report.sparkline import column_chart
from saiken.report.words import plain, share, signed, usd
from saiken.units import SHOWN, from_si

TOP: Final = 12
CHART_WIDTH: Final = 60
CHART_HEIGHT: Final = 6
NOTHING: Final = "–"
VERDICT_STYLE: Final = {
    "holds": "green", "holds roughly": "green", "does not hold": "red", "cannot be shown": "yellow",
}  # fmt: skip


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
    rows = [_holding_row(row) for row in held.top(top)]
    of_all = held.official_usd / held.all_usd
    rows.append(("", "All foreign holders", _usd(held.all_usd), "100%", _share(held.all_usd / held.market_usd), "", ""))
    rows.append(("", "of these official", _usd(held.official_usd), _share(of_all), _share(held.official_usd / held.market_usd), "", ""))
    columns = ("", "holder", "holds", "of foreign", "of market", "of own GDP", "12 months")
    table(console, columns, rows, right=(0, 2, 3, 4, 5, 6), fold=(1,))
    if by_sector is not None:
        print_sectors(console, by_sector)
    for words in held.words:
        line(console, words, QUIET)


def _holding_row(row: Holding) -> tuple[str, ...]:
    change = "" if row.change_12m_usd is None else _change(row.change_12m_usd)
    place = "" if row.rank is None else str(row.rank)
    shares = (row.of_foreign_share, row.of_market_share, row.of_gdp_share)
    return (place, row.holder, _usd(row.holdings_usd), *map(_share, shares), change)


def _change(value_usd: float) -> str:
    return signed(from_si(value_usd, "usd_bn"), 0) + "bn"


def print_sectors(console: Console, found: Sectors) -> None:
    """Print the market by sector and the parts that are never added to it."""
    line(console, f"By sector (debt held by the public {_usd(found.market_usd)}, {found.market_date})", HEADER)
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
        return f"{_usd(ceiling.central_usd)}{'' if ceiling.official else ', official part not published'}"
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
    lines = column_chart(values, CHART_WIDTH, CHART_HEIGHT, unicode=unicode)
    width = min(CHART_WIDTH, len(values))
    label = usd(float(values.max()))
    for place, drawn in enumerate(lines):
        left = label if place == 0 else "0" if place == len(lines) - 1 else ""
        console.print(f"  {left:>12}  {drawn}")
    first, last = month(past.dates[0]), month(past.dates[-1])
    console.print(f"  {'':>12}  {first}{last:>{max(width - len(first), len(last) + 1)}}")


def print_facts(console: Console, verdicts: Iterable[Verdict], as_of: np.datetime64) -> None:
    """Print each claim with its verdict, what was found, and where."""
    rows = list(verdicts)
    counts = ", ".join(
        f"{sum(row.verdict == word for row in rows)} {word}" for word in VERDICT_STYLE
    )
    line(console, f"{len(rows)} claims against what was known on {as_of}: {counts}", HEADER)
    for row in rows:
        console.print()
        line(console, f"{row.id}  {row.verdict}: {row.claim}", VERDICT_STYLE[row.verdict])
        line(console, row.found, indent=5)
        cited = "; ".join(part for part in (row.source, row.vintage) if part)
        if cited:
            line(console, f"Source: {cited}", QUIET, indent=5)
        if row.needs:
            line(console, f"Missing: {row.needs}", QUIET, indent=5)


def print_scenarios(console: Console, named: Sequence[NamedScenario]) -> None:
    """Print the bundled scenarios: name, as-of date, title."""
    rows = [(each.name, str(each.case.as_of), each.title) for each in named]
    table(console, ("scenario", "as of", "what happens"), rows, fold=(2,))
    line(console, "Run one with: saiken run NAME; flags override it: saiken run --help", QUIET)


def print_datasets(console: Console, infos: Iterable[DatasetInfo]) -> None:
    """Print the catalogue."""
    rows = [
        (info.id, info.agency, _range(info), info.frequency, _lag(info), info.title)
        for info in infos
    ]
    columns = ("dataset", "agency", "range", "frequency", "known after", "title")
    table(console, columns, rows, fold=(1, 5))
    line(console, "One of them: saiken data show DATASET; checksums: saiken data verify", QUIET)


def _range(info: DatasetInfo) -> str:
    ends = [str(day)[:7] for day in (info.first, info.last) if day is not None]
    return " to ".join(ends) or NOTHING


def _lag(info: DatasetInfo) -> str:
    return "own dates" if info.lag_days is None else f"{info.lag_days} days"


def print_dataset(
    console: Console, info: DatasetInfo, latest: Sequence[Observation] = (), keys: Sequence[str] = ()
) -> None:
    """Print one entry of the catalogue with its newest figures."""
    line(console, f"{info.id}: {info.title}", HEADER)
    facts = {
        "agency": info.agency, "series": info.official_series, "address": info.address,
        "unit": info.unit, "frequency": info.frequency, "range": _range(info),
        "release": info.release, "knowledge": info.knowledge,
        "vintage": str(info.vintage or "in the rows or not known"),
        "licence": info.licence, "courier": info.courier or "none, from the agency",
        "sha256": info.sha256,
    }  # fmt: skip
    table(console, ("", ""), facts.items(), fold=(1,))
    for note in info.notes:
        line(console, note, QUIET)
    if latest:
        table(console, ("key", "period", "value", "released"), map(_observation_row, latest), right=(2,))
    if len(keys) > len(latest):
        line(console, f"{len(keys)} keys: " + textwrap.shorten(", ".join(keys), 400), QUIET)


def _observation_row(seen: Observation) -> tuple[str, ...]:
    shown = from_si(seen.value, seen.unit)
    value = f"{plain(shown, None if abs(shown) < 1e3 else 0)} {SHOWN.get(seen.unit, seen.unit)}"
    return (seen.key, str(seen.period_end), value.strip(), str(seen.released))


def print_verified(console: Console, problems: Sequence[str], count: int) -> None:
    """Print the result of the checksums."""
    if not problems:
        line(console, f"All {count} bundled files match their checksums.")
    for problem in problems:
        line(console, problem, "red")
