"""Holders by sector: the Federal Reserve, dealers, funds, banks and others, as known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from saiken.data import resource_yaml
from saiken.holders.known import Known


@dataclass(frozen=True, slots=True)
class Sector:
    """What one sector held, as known on the as-of day.

    Attributes
    ----------
    name : str
        Sector.
    holdings_usd : float or None
        Dollars; None where nothing had been published by the day.
    date : datetime64[D] or None
        Period end of the figure.
    of_market_share : float or None
        Of debt held by the public, last known.
    note : str
        What is counted.
    source : str
        Dataset and key.
    """

    name: str
    holdings_usd: float | None
    date: np.datetime64 | None
    of_market_share: float | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Sectors:
    """Sectors as rows, and parts of them that are never added to the rows."""

    rows: tuple[Sector, ...]
    within: tuple[Sector, ...]
    market_usd: float
    market_date: np.datetime64
    words: tuple[str, ...]


def sectors(known: Known) -> Sectors:
    """Read who holds Treasuries by sector.

    Raises
    ------
    DataError
        If debt held by the public is not known on that day.
    """
    file = resource_yaml("holders/sectors.yaml")
    market = known.latest(file["market"]["dataset"], file["market"]["key"])
    rows = [_sector(row, market.value, known) for row in file["rows"]]
    at = next(place for place, row in enumerate(file["rows"]) if row.get("residual"))
    rows[at] = _newer(rows[at], _residual(file, rows[at], market.value, known))
    within = tuple(_sector(row, market.value, known) for row in file["within"])
    words = (str(file["caveat"]).strip(),)
    return Sectors(tuple(rows), within, market.value, market.period_end, words)


def _sector(row: Mapping[str, Any], market_usd: float, known: Known) -> Sector:
    source = f"{row['dataset']} {row['key']}"
    series = known.series(row["dataset"], row["key"])
    if not len(series):
        return Sector(row["name"], None, None, None, row["note"], source)
    newest = series.last()
    share = newest.value / market_usd
    return Sector(row["name"], newest.value, newest.period_end, share, row["note"], source)


def _residual(
    file: Mapping[str, Any], published: Sector, market_usd: float, known: Known
) -> Sector | None:
    """Privately held debt less every other row, on the newest date that has them all."""
    rule = file["residual"]
    others = [row for row in file["rows"] if row["dataset"] == rule["less_dataset"]]
    less = [(row["dataset"], row["key"]) for row in others if not row.get("residual")]
    less.append((rule["foreign"]["dataset"], rule["foreign"]["key"]))
    total = known.series(rule["total"]["dataset"], rule["total"]["key"])
    parts = [known.series(*name) for name in less]
    common = set(total.dates.tolist()).intersection(*(part.dates.tolist() for part in parts))
    if not common:
        return None
    date = np.datetime64(max(common), "D")
    rest = total.at_or_before(date).value - sum(p.at_or_before(date).value for p in parts)
    return Sector(
        published.name, rest, date, rest / market_usd, str(rule["note"]), published.source
    )


def _newer(published: Sector, residual: Sector | None) -> Sector:
    """Prefer the published figure unless the residual is of a later date."""
    if residual is None or residual.date is None:
        return published
    if published.date is not None and published.date >= residual.date:
        return published
    return residual
