"""Holdings at a date: levels, shares, ranks and changes over a year, by country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.errors import InputError
from saiken.holders.known import Known
from saiken.holders.names import Holder, countries, find, holders, names_file, text
from saiken.holders.table import (
    TABLE,
    at_month,
    full_month,
    month_name,
    newest_month,
    ranked,
    total_at,
    year_before,
)

MARKET: Final = ("fiscal_quarterly", "FYGFDPUN")
GDP: Final = "weo"
EVERYONE: Final = "All foreign holders"
OFFICIAL: Final = "Official holders"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one holder had at the end of a month, as known on the as-of day.

    Attributes
    ----------
    holder : str
        Canonical name.
    month : datetime64[D]
        Month end of the figure.
    holdings_usd : float
        Market value in custody there, dollars.
    rank : int or None
        Place among the countries named in the same month; None for sums of places.
    of_foreign_share : float or None
        Of all foreign holdings in that month; None if their sum is not published.
    of_market_share : float
        Of debt held by the public, last known.
    of_gdp_share : float or None
        Of the country's own nominal GDP in the last year known; None where there is none.
    gdp_year : int or None
        That year.
    change_12m_usd : float or None
        Against the same month a year before; None without a figure.
    words : tuple of str
        What a reader has to know: custody, valuation, survey breaks, members not named.
    """

    holder: str
    month: np.datetime64
    holdings_usd: float
    rank: int | None
    of_foreign_share: float | None
    of_market_share: float
    of_gdp_share: float | None
    gdp_year: int | None
    change_12m_usd: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The whole table of a month, largest first.

    Attributes
    ----------
    as_of, month : datetime64[D]
        Day of knowledge; month end of the table.
    rows : tuple of Holding
        Countries named in that month, largest first.
    all_usd, official_usd, other_usd : float
        All foreign holders, foreign official holders, and the countries not named.
    market_usd : float
        Debt held by the public, last known, at `market_date`.
    words, sources : tuple of str
        Caveats that hold for the whole table; datasets read.
    """

    as_of: np.datetime64
    month: np.datetime64
    rows: tuple[Holding, ...]
    all_usd: float
    official_usd: float
    other_usd: float
    market_usd: float
    market_date: np.datetime64
    words: tuple[str, ...]
    sources: tuple[str, ...] = (TABLE, MARKET[0], GDP)

    def top(self, count: int) -> tuple[Holding, ...]:
        """Return the largest countries."""
        return self.rows[:count]

    def of(self, name: str) -> Holding:
        """Return a country's row.

        Raises
        ------
        InputError
            If the table of that month does not name it.
        """
        wanted = find(name).name
        for row in self.rows:
            if row.holder == wanted:
                return row
        raise _not_named(wanted, self.month)


def _not_named(name: str, month: np.datetime64) -> InputError:
    return InputError(f"The table of {month_name(month)} does not name {name}.")


def holdings(known: Known, month: np.datetime64 | None = None) -> Holdings:
    """Read the table of a month end, by default the newest that names every country.

    Raises
    ------
    InputError
        If there is no full table of that month.
    """
    end = full_month(known) if month is None else month
    everyone = at_month(holders()[EVERYONE].keys[0], end, known)
    official = at_month(holders()[OFFICIAL].keys[0], end, known)
    other = at_month(names_file()["rest"], end, known)
    if everyone is None or official is None or other is None:
        raise InputError(f"There is no full table of {month_name(end)}.")
    rows = tuple(
        _describe(holders()[name], end, usd, place, known)
        for place, (name, usd) in enumerate(ranked(end, known), start=1)
    )
    market = known.latest(*MARKET)
    custodians = ", ".join(holder.name for holder in countries() if holder.custody)
    words = (text("custody_table", names=custodians), text("valuation"))
    return Holdings(
        as_of=known.as_of,
        month=end,
        rows=rows,
        all_usd=everyone,
        official_usd=official,
        other_usd=other,
        market_usd=market.value,
        market_date=market.period_end,
        words=words,
    )


def holding(name: str, known: Known, month: np.datetime64 | None = None) -> Holding:
    """Describe one holder at its newest month known, or at a given month end.

    Raises
    ------
    InputError
        If nobody is called so, or the table does not name the holder in that month.
    """
    holder = find(name)
    end = newest_month(holder, known) if month is None else month
    total, missing = total_at(holder, end, known)
    if len(missing) == len(holder.keys):
        raise _not_named(holder.name, end)
    return _describe(holder, end, total, _place(holder, end, known), known)


def _place(holder: Holder, month: np.datetime64, known: Known) -> int | None:
    """Rank among the countries, where the month's table names them all."""
    if holder.kind != "country" or at_month(names_file()["rest"], month, known) is None:
        return None
    return [name for name, _ in ranked(month, known)].index(holder.name) + 1


def _describe(
    holder: Holder, month: np.datetime64, usd: float, rank: int | None, known: Known
) -> Holding:
    everyone = at_month(holders()[EVERYONE].keys[0], month, known)
    gdp, year = own_gdp_usd(holder, known)
    before, missing_before = total_at(holder, year_before(month), known)
    _, missing = total_at(holder, month, known)
    change = usd - before if before and missing_before == missing else None
    return Holding(
        holder=holder.name,
        month=month,
        holdings_usd=usd,
        rank=rank,
        of_foreign_share=usd / everyone if everyone else None,
        of_market_share=usd / known.latest(*MARKET).value,
        of_gdp_share=None if gdp is None else usd / gdp,
        gdp_year=year,
        change_12m_usd=change,
        words=_words(holder, month, change, missing),
    )


def own_gdp_usd(holder: Holder, known: Known) -> tuple[float | None, int | None]:
    """Return the holder's nominal GDP in dollars and its year, as last known; None without one."""
    key = f"{holder.iso3}:gdp_usd_bn"
    if holder.iso3 is None or key not in known.store.keys(GDP):
        return None, None
    series = known.series(GDP, key)
    if not len(series):
        return None, None
    return float(series.values[-1]), int(str(series.dates[-1])[:4])


def _words(
    holder: Holder, month: np.datetime64, change: float | None, missing: tuple[str, ...]
) -> tuple[str, ...]:
    said = [text("custody", name=holder.name)] if holder.custody else []
    if missing:
        said.append(text("not_listed", members=", ".join(missing)))
    if change is None:
        return (*said, text("no_year", month=month_name(year_before(month))))
    crossed = breaks_between(year_before(month), month)
    if crossed:
        said.append(text("survey_break", month=month_name(crossed[-1])))
    return (*said, text("valuation"))


def breaks_between(start: np.datetime64, end: np.datetime64) -> list[np.datetime64]:
    """Return the survey breaks after `start` and up to `end`, as first days of their months."""
    days = [np.datetime64(month, "M").astype("datetime64[D]") for month in _break_months()]
    return [day for day in days if start < day <= end]


def _break_months() -> list[str]:
    return [str(month) for month in names_file()["survey_breaks"]]
