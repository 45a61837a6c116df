"""Worked examples of the Treasury's regulation, and prices of real auctions.

The Treasury takes simple interest in the fraction of a period: the price is
``P (1 + r/s i/2) = …`` where the street has ``(1 + i/2)^(r/s)``. The helper below exchanges the one
for the other; everything else (payments, exponents, accrued interest) is the package's.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from saiken.market.pricing import Securities, dirty_price, position

HERE = Path(__file__).parent
SIXTH_DIGIT = 5.1e-7
"""The regulation rounds prices to six places."""
MILLIONTH = 1.01e-6
"""Yields of auctions are published to a thousandth of a per cent, prices to six places."""


def treasury_price(securities, settlement, rate):
    """Price with simple interest in the fraction of a period, as in 31 CFR 356, Appendix B, II."""
    at = position(securities, settlement)
    part = at.periods - np.ceil(at.periods) + 1
    street = (1 + rate / 2) ** part
    return dirty_price(at, rate) * street / (1 + part * rate / 2) - at.accrued, at.accrued


EXAMPLES = {  # coupon, yield, settlement, dated, first coupon, maturity, price, accrued
    "II.A regular": (8.75, 8.84, "1990-05-15", "1990-05-15", "1990-11-15", "2020-05-15",
                     99.057893, 0.0),
    "II.B short first": (8.5, 8.59, "1990-04-02", "1990-04-02", "1990-09-30", "1992-03-31",
                         99.838183, 0.0),
    "II.C long first": (8.5, 8.53, "1990-03-01", "1990-03-01", "1990-11-15", "1995-05-15",
                        99.805118, 0.0),
    "II.D accrued": (9.5, 9.54, "1985-11-29", "1985-11-15", "1986-05-15", "1995-11-15",
                     99.730918, 0.367403),
    "II.E in a long first": (10.75, 10.47, "1985-11-04", "1985-07-02", "1986-02-15", "2005-08-15",
                             102.214586, 3.672798),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_of_the_regulation(name):
    coupon, rate, settlement, dated, first, maturity, price, accrued = EXAMPLES[name]
    securities = Securities.of(
        [coupon / 100], [dated], [maturity], dated=[dated], first_coupon=[first]
    )
    ours, interest = treasury_price(securities, settlement, np.array([rate / 100]))
    # II.E rounds the accrued interest to six places before it takes it off
    assert interest == pytest.approx(accrued, abs=SIXTH_DIGIT)
    assert ours == pytest.approx(price, abs=2 * SIXTH_DIGIT if name[:4] == "II.E" else SIXTH_DIGIT)


def auctions():
    lines = [x for x in (HERE / "auctions.csv").read_text().splitlines() if x[0] != "#"]
    return list(csv.DictReader(lines))


def test_auctions_of_notes_and_bonds():
    """Issue dates on and after coupon dates, reopenings, end of month, twenty-year bonds."""
    rows = auctions()
    column = {name: [row[name] for row in rows] for name in rows[0]}
    coupon = np.array(column["coupon_pct"], float) / 100
    reopened = np.array(column["offering"]) == "reopening"
    issue = np.array(column["issue_date"], "datetime64[D]")
    # a reopened security was first issued earlier; its interest has run since the last coupon date
    first_issue = np.where(reopened, issue - 3 * 365, issue)
    securities = Securities.of(coupon, first_issue, column["maturity_date"])
    ours, _ = treasury_price(securities, issue, np.array(column["high_yield_pct"], float) / 100)
    assert ours == pytest.approx(np.array(column["price_per_100"], float), abs=MILLIONTH)
    assert reopened.sum() > 5


def test_a_note_issued_after_a_week_end_pays_a_full_first_coupon():
    """From the issue date instead of the coupon date before it, the price would be off."""
    row = next(row for row in auctions() if row["cusip"] == "91282CJB8")
    terms = [float(row["coupon_pct"]) / 100], [row["issue_date"]], [row["maturity_date"]]
    rate = np.array([float(row["high_yield_pct"]) / 100])
    wrong = Securities.of(*terms, dated=[row["issue_date"]])
    gap = treasury_price(wrong, row["issue_date"], rate)[0] - float(row["price_per_100"])
    assert abs(gap[0]) > 1e-4
