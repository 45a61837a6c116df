import pytest

from saiken.report import html_text
from saiken.report.desk_words import (
    NO_FIGURE,
    NO_ORDER,
    NOTHING,
    count,
    desk_page,
    millions,
    per_cent,
    where,
)


def a_book(**amounts):
    """A book with durations that make the basis-point value easy to see."""
    years = {"0-1": 0.5, "1-3": 2.0, "3-5": 4.0, "5-7": 6.0, "7-10": 8.0, "10-20": 12.0,
             "20-30": 16.0}  # fmt: skip
    given = {name.replace("_", "-").removeprefix("b"): value for name, value in amounts.items()}
    return [
        {"bucket": name, "amount_usd_bn": given.get(name, 0.0), "duration_years": each,
         "dv01_usd_mn": given.get(name, 0.0) * each / 10}
        for name, each in years.items()
    ]  # fmt: skip


def test_the_tables_are_the_headline_s_lines(out):
    desk = out.headline["desk"]
    (_, order), (_, book), (caption, dealers) = desk_page(out).tables
    assert order.columns == ("Measure", "Whole sale", "One of 60 selling days")
    assert [row[0] for row in book.rows][-1] == "Together"
    assert len(book.rows) == len(desk["book"]) + 1
    assert [row[0] for row in dealers.rows] == [line["tenor"] for line in desk["dealers"]]
    assert "23 April 2025" in caption


def test_the_whole_book_has_the_desk_s_value_and_its_mean_duration(out):
    desk = out.headline["desk"]
    together = desk_page(out).tables[1][1].rows[-1]
    amount = sum(line["amount_usd_bn"] for line in desk["book"])
    weighted = sum(line["amount_usd_bn"] * line["duration_years"] for line in desk["book"])
    assert float(together[2]) == pytest.approx(weighted / amount, abs=0.05)
    assert float(together[3]) == pytest.approx(desk["dv01_usd_mn"], abs=0.5)


def test_mostly_middle_paper_is_said_of_such_a_book_only():
    said = where(a_book(b1_3=50, b3_5=30, b7_10=20))
    assert said.startswith("The book is mostly 1–7-year paper, not a long-end one: 80% of the ")
    # most of the dollars below seven years, most of the value at the long end
    said = where(a_book(b1_3=60, b20_30=40))
    assert "not a long-end one" not in said
    assert said == (
        "The largest part of the dollars is 1–3-year paper (60%), of the basis-point value "
        "20–30-year paper (84%)."
    )
    assert "not a long-end one" not in where(a_book(b0_1=90, b1_3=10))


def test_each_book_is_said_to_be_what_it_is(out, dollars):
    """Japan's surveyed book is short; China's has much of its value beyond twenty years."""
    assert "mostly 1–7-year" in desk_page(out).sentence
    assert "20–30-year" in desk_page(dollars).sentence
    assert "not a long-end one" not in desk_page(dollars).sentence


def test_positions_that_were_not_published_are_said_to_be_so(out, saying):
    def edit(head):
        head["desk"]["dealers"][-1]["position_usd_bn"] = None
        head["desk"]["dealers"][0]["position_usd_bn"] = -3.2

    rows = desk_page(saying(out, edit)).tables[2][1].rows
    assert rows[-1][-1] == NO_FIGURE
    assert rows[0][-1] == "−3.2"


def test_nothing_sold_has_no_tables(nothing):
    page = desk_page(nothing)
    assert (page.sentence, page.tables) == (NOTHING, ())
    assert NOTHING in html_text(nothing)


def test_a_difference_is_no_order(difference):
    assert desk_page(difference).sentence == NO_ORDER


def test_figures_of_a_desk():
    assert count(4_354_218.4) == "4,350,000"
    assert count(72.57) == "73"
    assert millions(280.3) == "USD 280mn"
    assert (millions(0.001), per_cent(0.001)) == ("under USD 0.01mn", "under 0.01%")
    assert (millions(0.0), per_cent(1.49)) == ("USD 0mn", "1.5%")
