"""What was sold since an official list: every auction, with the amount where it is at hand.

Nominal notes and bonds have offering amounts from 26 September 2023 on. TIPS, floating-rate notes
and earlier nominal sales are known only as auctions without amounts: each of these counts as much
as one sale of the newest other security of the same kind and original term on the official list
(amount outstanding over its number of sales).
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.market.universe.lines import Lines
from saiken.market.universe.settlement import issue_dates, maturity_dates
from saiken.market.universe.table import Days, Floats, Texts

Rows: TypeAlias = dict[str, NDArray[Any]]
FRN_TERM_YEARS: Final = 2
"""The only term at which floating-rate notes have been sold."""


def sales_since(
    store: Store, base: Lines, record_date: np.datetime64, known_on: np.datetime64
) -> Lines:
    """List the notes and bonds of all kinds sold after `record_date`, one row a sale.

    Only auctions held by the close of `known_on` are listed; some may settle later.
    """
    priced = _priced(store, record_date, known_on)
    return priced.join(_unpriced(store, base, record_date, known_on))


def _priced(store: Store, record_date: np.datetime64, known_on: np.datetime64) -> Lines:
    """Nominal sales with their offering amounts."""
    rows = store.table("coupon_auctions", known_on)
    first_maturity = _of_first_sale(rows["cusip"], rows["auction_date"], maturity_dates(rows))
    issued = issue_dates(rows)
    keep = issued > record_date
    return Lines(
        cusip=rows["cusip"][keep].astype(object),
        kind=rows["security_class"][keep].astype(object),
        coupon=rows["coupon"][keep],
        issue_date=issued[keep],
        maturity_date=first_maturity[keep],
        kept_usd=np.zeros(int(keep.sum())),
        sold_usd=rows["offering"][keep],
    )


def _unpriced(
    store: Store, base: Lines, record_date: np.datetime64, known_on: np.datetime64
) -> Lines:
    """Sales known without an amount: TIPS, floaters, and nominals before the amounts begin."""
    rows = coupon_sales(store, known_on)
    with_amount = store.table("coupon_auctions", known_on)
    later = (rows["issue_date"] > record_date) & ~_paired(rows, with_amount)
    late = {name: column[later] for name, column in rows.items()}
    begin = np.datetime64(store.info("coupon_auctions").first, "D")
    kind = _kinds(late, base, begin)
    sale = _one_sale(base, rows, record_date, kind, late)
    return Lines(
        cusip=late["cusip"].astype(object),
        kind=kind,
        coupon=np.where(kind == "FRN", np.nan, late["coupon"]),
        issue_date=late["issue_date"],
        maturity_date=late["maturity_date"],
        kept_usd=np.zeros(kind.size),
        sold_usd=sale,
    )


def coupon_sales(store: Store, known_on: np.datetime64) -> Rows:
    """All auctions but bills', with `term_years`: the term at first issue, in whole years."""
    rows = store.table("auctions", known_on)
    keep = rows["security_type"] != "Bill"
    out = {name: column[keep] for name, column in rows.items()}
    texts, place = np.unique(out["security_term"].astype(str), return_inverse=True)
    years = np.array([int(text.split("-Year")[0]) + ("Month" in text) for text in texts])
    return {**out, "term_years": years[place]}


def last_auction_at_hand(store: Store) -> np.datetime64:
    """Where the copy of the auction list ends; later sales of TIPS and floaters are not at hand.

    A fact about the copy, not about the market: it is taken from the catalogue.
    """
    return np.datetime64(store.info("auctions").last, "D")


def _paired(rows: Rows, others: Rows) -> NDArray[np.bool_]:
    """Which sales are also in the table with amounts (same CUSIP, same day)."""
    mine, theirs = (
        np.char.add(one["cusip"].astype(str), one["auction_date"].astype(str))
        for one in (rows, others)
    )
    return np.isin(mine, theirs)


def _kinds(rows: Rows, base: Lines, begin: np.datetime64) -> Texts:
    """Kind of a sale without amount.

    That of the official list if it has the CUSIP. Otherwise, once every nominal sale has an
    amount, what is left is a floater at two years and TIPS at longer terms; before, a nominal.
    """
    left = np.where(rows["term_years"] == FRN_TERM_YEARS, "FRN", "TIPS")
    kind = np.where(rows["auction_date"] >= begin, left, rows["security_type"]).astype(object)
    order = np.argsort(base.cusip.astype(str))
    names = base.cusip.astype(str)[order]
    place = np.minimum(np.searchsorted(names, rows["cusip"].astype(str)), names.size - 1)
    listed = names[place] == rows["cusip"].astype(str)
    return np.where(listed, base.kind[order][place], kind)


def _one_sale(
    base: Lines, rows: Rows, record_date: np.datetime64, kind: Texts, late: Rows
) -> Floats:
    """Amount of one sale of the newest other listed security of the same kind and term."""
    before = rows["issue_date"] <= record_date
    names, count = np.unique(rows["cusip"][before].astype(str), return_counts=True)
    place = np.minimum(np.searchsorted(names, base.cusip.astype(str)), names.size - 1)
    known = names[place] == base.cusip.astype(str)
    each = np.where(known, base.kept_usd / count[place], 0.0)
    term = _years(base.issue_date, base.maturity_date)
    same = (base.kind == kind[:, None]) & (term == late["term_years"][:, None]) & known
    same &= base.cusip != late["cusip"][:, None]
    age = np.where(same, base.issue_date.astype(np.int64), np.iinfo(np.int64).min)
    newest = np.argmax(age, axis=1)
    amount: Floats = np.where(same.any(axis=1), each[newest], 0.0)
    return amount


def _years(issued: Days, matures: Days) -> NDArray[np.int64]:
    """Original term in whole years."""
    return np.rint((matures - issued).astype(np.int64) / 365.25).astype(np.int64)


def _of_first_sale(cusip: Texts, sold: Days, maturity: Days) -> Days:
    """Give a reopening the maturity of the first sale of its CUSIP in the table."""
    order = np.argsort(sold, kind="stable")
    _, first, place = np.unique(cusip[order].astype(str), return_index=True, return_inverse=True)
    out = np.empty_like(maturity)
    out[order] = maturity[order][first][place]
    return out
