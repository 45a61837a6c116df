"""The books in the page and the workbook, and the swap spread in a sentence."""

import dataclasses
import re

import numpy as np
import pytest

import saiken
from saiken.report import html_text
from saiken.report.books_page import NOT_ONE, NOTHING, books_page, books_sheet, swap_line


def test_every_line_and_column_of_the_table_sums_to_zero(out):
    table = books_page(out).table
    assert table.columns[1:3] == ("The seller", "Private investors")
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert {row[-1] for row in table.rows} == {"0"}
    assert set(table.rows[-1][1:]) == {"0"}
    assert table.rows[-1][0] == table.columns[-1] == "Together"
    assert table.rows[0][1] == "−" + table.rows[0][2]
    assert table.rows[2][1] == "–"  # no dollars are left


def test_the_steps_are_told_with_their_dollars(out, dollars):
    steps = books_page(out).steps
    assert len(steps) == 4
    assert all(re.search(r"\(USD [\d.]+bn\)$", step) for step in steps)
    assert steps[-1].startswith("The special account retires the financing bills")
    assert len(books_page(dollars).steps) == 2


def test_what_has_no_books_says_so(nothing, difference):
    assert books_page(nothing).sentence == NOTHING
    assert books_page(difference).sentence == NOT_ONE
    assert books_page(difference).table is None
    assert books_sheet(difference).rows == ((NOT_ONE,),)


def test_the_sheet_holds_the_table_s_numbers(out):
    sheet = books_sheet(out)
    values = np.array([row[1:] for row in sheet.rows])
    np.testing.assert_allclose(values[:-1, :-1], out.books.change_usd.T / 1e9, atol=1e-9)
    assert np.abs(values[-1]).max() < 1e-9
    assert np.abs(values[:, -1]).max() < 1e-9


def test_the_page_has_the_section_with_its_table(out):
    section = html_text(out).partition('<section id="money"')[2].partition("</section>")[0]
    assert "Where the dollars go" in section
    assert "Japan&#39;s financing bills" in section
    assert "expkainyu.<wbr>" not in section
    assert "http:/<wbr>/<wbr>www.boj.or.jp/<wbr>" in section
    assert 'href="#money"' in html_text(out)


def test_a_threat_s_books_are_those_of_its_being_carried_out(snap):
    threat = saiken.Scenario(information="threatened", notice_days=20, proceeds="bills")
    page = books_page(saiken.simulate(threat, snap, draws=16))
    assert "if the threat is carried out" in page.caption
    assert page.table.rows[0][1] != "–"


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ("dollars", ", keeping dollars"),
        ("bills", ", the money going into Treasury bills"),
        ("fed-pool", ", the money going into the Fed's foreign repo pool"),
        ({"yen": 0.5, "bills": 0.5}, ", the money going into several uses"),
    ],
)
def test_the_first_sentence_says_where_the_money_goes_within_the_first_screen(use, words, snap):
    scenario = saiken.Scenario(seller="Japan", proceeds=use)
    found = saiken.simulate(scenario, snap, draws=64)
    text = found.summary()
    assert words in " ".join(text.split())
    assert len(text.rstrip().splitlines()) <= 24


def test_the_swap_line_gives_direction_band_and_the_share_behind_it(out, nothing, saying):
    peak = {"p05": -17.0, "p25": -9.0, "p50": -4.9, "p75": -2.0, "p95": -0.5}

    def edit(head):
        head["swap_spread_change_bp"]["peak"] = peak

    line = swap_line(saying(out, edit))
    assert "falls by 4.9 bp at its peak (−0.50 to −17 bp)" in line
    assert re.search(r"do not follow [1-4] to 4[6-9]% of a change", line)
    assert "That share is an assumption" in line
    assert swap_line(nothing) == "The 10-year swap spread does not change."
    fixed = out.parameters.fixed({"impact.treasury_specific_share": 0.25})
    assert "do not follow 25% of a change" in swap_line(dataclasses.replace(out, parameters=fixed))
