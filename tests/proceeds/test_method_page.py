"""The method page's books are the code's."""

from pathlib import Path

import numpy as np
import pytest

import saiken
from saiken.case import Scenario, program
from saiken.impact.habitat import load_kernels
from saiken.impact.response import supply_state
from saiken.parameters import Posterior
from saiken.proceeds import books, use_names
from saiken.variables import maturity_index

PAGE = Path(__file__).parents[2] / "docs" / "method" / "proceeds.md"
COLUMNS = ("The seller", "Private investors", "Banks in the US", "Federal Reserve")
CASES = {
    "yen, Japan": {"name": "yen", "seller": "Japan"},
    "yen, hedged": {"name": "yen", "hedged_share": 1.0},
} | {name: {"name": name} for name in use_names()}


def rows():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if len(row) == 6 and row[0] in CASES]


def test_every_use_is_in_the_table():
    assert {row[0] for row in rows()} == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_table_is_the_books_for_one_dollar(case):
    given = dict(CASES[case])
    found = books(1.0, {given.pop("name"): 1.0}, **given)
    written = {
        row[1]: [float(cell.replace("−", "-") or 0) for cell in row[2:]]
        for row in rows()
        if row[0] == case
    }
    lines = {
        name: [
            found.change_usd[found.sectors.index(column), place] if column in found.sectors else 0.0
            for column in COLUMNS
        ]
        for place, name in enumerate(found.instruments)
    }
    assert {name: line for name, line in lines.items() if any(line)} == written


def test_the_page_s_effect_of_bills_is_the_kernel_s():
    snap = saiken.snapshot("2025-05-02")
    prm = Posterior.load("2025-05-02").sample(16, 0)
    sale = program(Scenario(seller="Japan", proceeds="bills"), snap, prm)
    kernel = load_kernels().programme(0.0)
    whole = np.einsum("b,bm->m", sale.schedule.sum(axis=0), kernel)
    left = np.einsum("b,bm->m", supply_state(sale)[-1], kernel)
    less = {name: 1 - left[place] / whole[place] for name in ("2y", "10y", "30y")
            for place in [maturity_index(name)]}  # fmt: skip
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    said = (
        "on the 10-year yield is then {10y:.0%} smaller, on the 2-year {2y:.0%}, "
        "on the 30-year {30y:.0%}"
    )
    assert said.format(**less) in text
