"""The leverage index: for every large holder and month, what its sale would do to both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np

from saiken.bargaining import Region
from saiken.bargaining.threat import ThreatResult
from saiken.case import Case
from saiken.data import Day, Store, as_day, load_store
from saiken.draws import Array
from saiken.errors import InputError
from saiken.holders import View, find, history, own_gdp_usd, ranked
from saiken.leverage.lacks import Lacks
from saiken.leverage.reference import Reference, leverage_file
from saiken.leverage.rows import Band, LeverageIndex, LeverageRow
from saiken.leverage.sale import StatedSale
from saiken.losses import damage_ratio
from saiken.snapshot import EARLIEST, Snapshot, snapshot

OTHERS: Final = "All Other"
"""Row of the table that is there only when the table names every country."""


def leverage_index(
    as_of: Day | None = None,
    *,
    since: Day | None = None,
    reference: Reference | None = None,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeverageIndex:
    """Work out the index of every month whose full table was out by a day.

    Parameters
    ----------
    as_of : date, optional
        Left out, the day of the default case.
    since : date, optional
        First month wanted; left out, all from March 2000.
    reference : Reference, optional
        Other assumptions than those of ``leverage.yaml``.
    store : Store, optional
        Other data than the bundled ones.
    progress : callable, optional
        Called with months done and months in all.

    Raises
    ------
    InputError
        If a day is malformed or outside the data, or no month is left.

    Examples
    --------
    >>> found = leverage_index("2025-05-02", since="2025-01-01")
    >>> str(found.newest[0].month), found.newest[0].rank
    ('2025-02-28', 1)
    """
    day = as_day(Case().as_of if as_of is None else as_of)
    given = Reference.bundled() if reference is None else reference
    places = int(leverage_file()["large"]["places"])
    last = snapshot(day, store or load_store())
    months = list(_months(last))
    first = months[0][0] if since is None else as_day(since)
    wanted = sum(bool(month >= first) for month, _ in months)
    if not wanted:
        raise InputError(
            f"the first month wanted is {first}; on {day} the newest full table is of "
            f"{months[-1][0]}."
        )
    sale, seen, rows = StatedSale.on(last), set[str](), list[LeverageRow]()
    for place, (month, known_on) in enumerate(months, start=wanted - len(months) + 1):
        named = ranked(month, View(last.store, known_on))
        seen |= {name for name, _ in named[:places]}
        if place < 1:
            continue
        large = [(name, usd) for name, usd in named if name in seen]
        rows += _rows(month, large, sale, snapshot(known_on, last.store), given)
        if progress is not None:
            progress(place, wanted)
    return LeverageIndex(day, tuple(rows), given, _notes(given))


def _months(last: Snapshot) -> Iterator[tuple[np.datetime64, np.datetime64]]:
    """Month ends of full tables, each with the day on which it is read."""
    full = history(OTHERS, last)
    for month, released in zip(full.dates, full.released, strict=True):
        yield month, max(released, EARLIEST)


def _notes(reference: Reference) -> tuple[str, ...]:
    notes, days = leverage_file()["notes"], leverage_file()["sale"]["days"]
    said = [str(notes[name]).strip() for name in ("sale", "estimates", "sums")]
    return (said[0].format(days=days), reference.sentence(), *said[1:])


def _rows(
    month: np.datetime64,
    large: list[tuple[str, float]],
    sale: StatedSale,
    snap: Snapshot,
    reference: Reference,
) -> list[LeverageRow]:
    """Rows of one month, by rank; those without a value after the others, by damage."""
    us, seller = sale.losses_usd(snap, np.array([usd for _, usd in large]))
    gdp = np.array([own_gdp_usd(find(name), snap)[0] or np.nan for name, _ in large])
    found = reference.solve(us, seller, np.nan_to_num(gdp), snap.scale.gdp_usd)
    missing = Lacks.on(snap)
    rows = []
    for place, (name, usd) in enumerate(large):
        own, known = name == leverage_file()["own_currency"], bool(np.isfinite(gdp[place]))
        money = sale.conversion_loss_usd(snap, usd) if own else None
        row = LeverageRow(
            holder=name,
            month=month,
            known_on=snap.as_of,
            holdings_usd=usd,
            us_loss_usd=Band.of(us[place]),
            seller_loss_usd=Band.of(seller[place]),
            ratio=_ratio(us[place], seller[place]),
            lacks=missing.of(name, gdp=known, currency=money is not None),
            **(_value(found, place) if known else {}),
        )
        if money is not None:
            whole = seller[[place]] + money
            then = reference.solve(us[[place]], whole, gdp[[place]], snap.scale.gdp_usd)
            row = replace(
                row,
                conversion_loss_usd=Band.of(money),
                ratio_converted=_ratio(us[place], whole[0]),
                value_converted=float(then.share.mean()),
            )
        rows.append(row)
    return _placed(rows)


def _value(found: ThreatResult, place: int) -> dict[str, Any]:
    """What one holder's threat is worth, over its draws."""
    share = found.share[place]
    return {
        "value": float(share.mean()),
        "credible_share": float((share > 0).mean()),
        "region": Region(int(np.bincount(found.region[place]).argmax())).name.lower(),
    }


def _ratio(us: Array, seller: Array) -> Band | None:
    found = damage_ratio(us, seller).per_draw
    return None if found is None else Band.of(found)


def _placed(rows: list[LeverageRow]) -> list[LeverageRow]:
    """Order by value, then by damage, and number those that have a value."""
    rows.sort(key=lambda row: (-1.0 if row.value is None else -row.value - 2, -row.us_loss_usd.p50))
    return [
        row if row.value is None else replace(row, rank=place)
        for place, row in enumerate(rows, start=1)
    ]
