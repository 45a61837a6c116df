"""The universe of a day: official where there is a list, rolled by rule elsewhere."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.data.series import Day, as_day
from saiken.market.universe.lines import Lines, official_lines
from saiken.market.universe.notes import MOVERS, notes_of, notes_of_moved
from saiken.market.universe.parts import Parts, find_parts
from saiken.market.universe.profile import kind_index
from saiken.market.universe.table import COLUMNS, KINDS, Floats, Texts, Universe
from saiken.market.universe.totals import DEBT, quarter_end_lists

BILL_BASIS: Final = "shape of the official list by remaining maturity, scaled to the total of bills"
OFFICIAL_BILL: Final = "official list by CUSIP"
MOVED: Final = "official list of a later date, moved back in time and scaled to the debt"


def universe(store: Store, as_of: Day, *, known_on: Day | None = None) -> Universe:
    """List the marketable Treasury securities outstanding after the close of a day.

    Parameters
    ----------
    store : Store
    as_of : date, str or datetime64
        Day that is described.
    known_on : date, str or datetime64, optional
        Day whose knowledge is used, `as_of` by default: only figures released by then. A later
        one describes the past with what came out since: ``universe(store, "2023-09-30",
        known_on="2023-10-08")`` is the official list of that day.

    Returns
    -------
    Universe
        Kinds in the order of `KINDS`, each by maturity.

    Raises
    ------
    DataError
        If the day is before the debt held by the public was published.
    """
    day = as_day(as_of)
    known = day if known_on is None else as_day(known_on)
    parts = find_parts(store, day, known)
    return _moved(store, day, known) if parts is None else _joined(store, parts, known)


def _joined(store: Store, parts: Parts, known: np.datetime64) -> Universe:
    bills, coupons = parts.bills, parts.coupons
    ends = {name: store.info(name).last for name in MOVERS}
    name = OFFICIAL_BILL if parts.official else BILL_BASIS
    return _sorted(
        bills.join(coupons.lines),
        amount=np.concatenate([parts.bills_usd, coupons.amount_usd]),
        inferred=np.concatenate([np.full(len(bills), not parts.official), coupons.inferred]),
        basis=np.concatenate([np.full(len(bills), name, dtype=object), coupons.basis]),
        frame=(parts.day, known, parts.scale(), notes_of(parts, ends)),
    )


def _moved(store: Store, day: np.datetime64, known: np.datetime64) -> Universe:
    """Before any list: the list of a quarter-end moved back, remaining maturities unchanged."""
    record_date = quarter_end_lists(store)[-1]
    lines = official_lines(store, record_date)
    debt = store.series(*DEBT)
    factor = store.latest(*DEBT, as_of=known).value / debt.at_or_before(record_date).value
    back = record_date - day
    count = len(lines)
    moved = Lines(
        cusip=np.array([f"like {cusip}" for cusip in lines.cusip], dtype=object),
        kind=lines.kind,
        coupon=lines.coupon,
        issue_date=lines.issue_date - back,
        maturity_date=lines.maturity_date - back,
        kept_usd=lines.kept_usd,
        sold_usd=lines.sold_usd,
    )
    return _sorted(
        moved,
        amount=lines.kept_usd * factor,
        inferred=np.ones(count, dtype=bool),
        basis=np.full(count, MOVED, dtype=object),
        frame=(day, known, dict.fromkeys(KINDS, factor), notes_of_moved(record_date, factor)),
    )


def _sorted(
    lines: Lines,
    amount: Floats,
    inferred: NDArray[np.bool_],
    basis: Texts,
    frame: tuple[np.datetime64, np.datetime64, dict[str, float], tuple[str, ...]],
) -> Universe:
    """Order the rows by kind and maturity."""
    order = np.lexsort((lines.cusip.astype(str), lines.maturity_date, kind_index(lines.kind)))
    rows = lines.take(order)
    day, known, scale, notes = frame
    columns = {name: getattr(rows, name) for name in COLUMNS if hasattr(rows, name)}
    return Universe(
        as_of=day,
        known_on=known,
        outstanding_usd=amount[order],
        inferred=inferred[order],
        basis=basis[order],
        scale=scale,
        notes=notes,
        **columns,
    )
