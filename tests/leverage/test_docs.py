"""The tables of the page on the leverage index are what comes out."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from saiken.leverage import Reference, leverage_index
from saiken.report.leverage_words import name
from saiken.report.words import plain, share, span
from saiken.units import to_si

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "leverage.md").read_text("utf-8")
FIELDS = {
    "prior": ("prior", "pct"), "cost of backing down": ("audience", "pct_gdp"),
    "others' cost": ("weak", "pct_gdp"), "concession": ("concession", "pct_gdp"),
}  # fmt: skip


def rows_under(header):
    lines = PAGE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {header} |")) + 2
    body = lines[start : next(at for at in range(start, len(lines)) if not lines[at])]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in body]


@pytest.fixture(scope="module")
def newest(spring):
    return spring.newest


def test_the_ranking(newest):
    for cells, row in zip(rows_under("place"), newest, strict=False):
        us = [
            each / 1e9 for each in (row.us_loss_usd.p50, row.us_loss_usd.p05, row.us_loss_usd.p95)
        ]
        assert cells == [
            str(row.rank), name(row.holder), f"{row.holdings_usd / 1e9:.0f}",
            f"{plain(us[0])} ({span(us[1], us[2], plain)})", plain(row.seller_loss_usd.p50 / 1e9),
            plain(row.ratio.p50), plain(row.value, 3), share(row.credible_share),
        ]  # fmt: skip


@pytest.mark.parametrize("cells", rows_under("month"), ids=lambda cells: cells[0])
def test_the_months(cells):
    month = np.datetime64(cells[0])
    found = leverage_index(month.astype("datetime64[D]") + 95, since=f"{month}-01").at(
        (month + 1).astype("datetime64[D]") - 1
    )
    by_name = {name(row.holder): row for row in found}
    for place, who in enumerate(("Japan", "China")):
        row = by_name[who]
        assert cells[1 + 2 * place] == plain(row.us_loss_usd.p50 / 1e9)
        assert cells[2 + 2 * place] == plain(row.value, 2)


@pytest.mark.parametrize("cells", rows_under("changed"), ids=lambda cells: cells[0])
def test_the_assumptions(newest, cells):
    given = {each: getattr(Reference.bundled(), each) for each in Reference.__slots__}
    for part in cells[0].split(", "):
        words, _, number = part.rpartition(" ")
        field, unit = FIELDS[words]
        given[field] = to_si(float(number.rstrip("%")), unit)
    other = leverage_index("2025-05-02", since="2025-02-01", reference=Reference(**given)).newest
    values = {row.holder: row.value for row in other}
    first = [row.holder for row in newest[:12]]
    both = [[row.value for row in newest[:12]], [values[who] for who in first]]
    ranks = [[sorted(each, reverse=True).index(value) for value in each] for each in both]
    assert cells[1] == f"{np.corrcoef(*ranks)[0, 1]:.2f}"
    assert cells[2] == ", ".join(name(row.holder) for row in other[:3])


def test_what_is_said_of_the_conversion(newest):
    japan = next(row for row in newest if row.holder == "Japan")
    low, middle, high = (plain(getattr(japan.conversion_loss_usd, end) / 1e9)
                         for end in ("p05", "p50", "p95"))  # fmt: skip
    text = " ".join(PAGE.split())
    assert f"cost Japan USD {middle}bn ({low} to {high})" in text
    assert f"from {plain(japan.value, 3)} to {plain(japan.value_converted, 3)}" in text


@pytest.mark.slow
def test_what_months_lack():
    japan = leverage_index("2025-05-02").of("Japan")
    counted = Counter(key for row in japan for key in row.lacks)
    for key, _, said in rows_under("key"):
        assert int(said.split()[0]) == counted[key]
