"""The flow page quotes what the law and the record say."""

from pathlib import Path

import numpy as np
import pytest

from saiken.data import load_store
from saiken.estimation.dealers import (
    auction_absorption,
    busiest_quarters,
    furthest_beyond_record,
    march_2020,
    swing_half_life_weeks,
)
from saiken.estimation.flow_checks import march_2020 as march_check
from saiken.estimation.flow_checks import month, operation_day
from saiken.impact.flow import dealer_book
from saiken.impact.habitat import load_kernels
from saiken.parameters import Posterior
from saiken.snapshot import snapshot

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "flow.md").read_text(encoding="utf-8")
STORE, KERNELS = load_store(), load_kernels()
DAY = "2025-05-02"


def cells(start):
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture(scope="module")
def prm():
    return Posterior.load(DAY).sample(2048, 0)


def checks(prm):
    return {
        "one month": month(prm, STORE, DAY),
        "one day": operation_day(prm, STORE, KERNELS),
        "March 2020, normal": march_check(prm, STORE, KERNELS)[0],
    }


@pytest.mark.parametrize("start", ["one month", "one day", "March 2020, normal"])
def test_what_the_law_says_stands_in_the_table(start, prm):
    shown = cells(start)[2:]
    said = ", ".join(f"{value:.1f}" for value in checks(prm)[start].said_bp)
    ends = [
        f"{checks(prm.fixed({'flow.size_weight': weight}))[start].said_bp[1]:.1f}"
        for weight in (0.0, 1.0)
    ]
    assert shown == [said, *ends]


def test_what_was_published_stands_beside_it(prm):
    found = checks(prm)
    assert cells("one month")[1] == "{:.0f} to {:.0f}".format(*found["one month"].published_bp)
    assert cells("one day")[1] == f"{found['one day'].published_bp[0]}"
    net, whole = march_check(prm, STORE, KERNELS)
    assert whole.published_bp == pytest.approx((64.0,))
    assert net.published_bp[0] == pytest.approx(64.0 - whole.said_bp[1])


def test_the_record_stands_in_the_table():
    fit, march = auction_absorption(STORE), march_2020(STORE)
    assert f"({fit.observations} weeks)" in cells("share of a coupon")[0]
    error = np.sqrt(fit.covariance[0, 0])
    assert cells("share of a coupon")[1] == f"{fit.mean[0]:.2f}, standard error {error:.2f}"
    assert cells("what is left")[1].startswith(f"{fit.long_run[0]:.2f}".replace("-", "−"))
    halves = [swing_half_life_weeks(STORE, weeks) for weeks in (26, 52)]
    assert cells("half-life of swings")[1] == "{:.1f} ({:.1f}) weeks".format(*halves)
    rise = f"USD {march.rise_usd / 1e9:.0f}bn, {march.rise_share:.2f} of the month's foreign sales"
    assert cells("rise of the net")[1].startswith(rise)
    assert cells("position over")[1] == f"{march.before_share:.2f}, {march.peak_share:.2f}"
    assert cells("furthest beyond")[1].startswith(f"{furthest_beyond_record(STORE)[1]:.2f} times")


def test_the_quarters_stand_in_the_table():
    for quarter in busiest_quarters(STORE):
        assert cells(str(quarter.end))[1:] == [
            f"USD {quarter.issued_usd / 1e9:,.0f}bn",
            f"{quarter.before_share:.2f}",
            f"{quarter.highest_share:.2f}",
        ]


def test_the_book_of_the_day_stands_in_the_text():
    book = dealer_book(snapshot(DAY))
    assert f"USD {book.position_usd / 1e9:.0f}bn, newest figure of 23 April" in PAGE
    assert f"a record of USD {book.record_usd / 1e9:.0f}bn" in PAGE
