import io

import openpyxl
import pytest

from saiken.errors import InputError
from saiken.report import write_excel
from saiken.report.excel import workbook
from saiken.report.excel_sheets import sheets
from saiken.report.sheet import Sheet

NAMES = ["headline", "paths", "curve", "losses", "books", "marks", "desk", "bill", "answers",
         "parameters", "case", "sources", "caveats"]  # fmt: skip


def read(outcome):
    return openpyxl.load_workbook(io.BytesIO(workbook(outcome)))


@pytest.fixture(scope="module")
def book(out):
    return read(out)


def column(page, name):
    header = [cell.value for cell in page[1]]
    return [row[header.index(name)].value for row in page.iter_rows(min_row=2)]


def test_the_sheets_are_there(book):
    assert book.sheetnames == NAMES


def test_units_stand_in_the_headers_or_in_their_own_column(book):
    named = {
        "paths": lambda name: (
            name.startswith(("day (", "date")) or "_bp " in name or "_pct " in name
        ),
        "marks": lambda name: (
            name in ("when", "group", "holder") or name.endswith(("(USD bn)", "days)"))
        ),
        "curve": lambda name: name.endswith(("(years)", "(%)", "(bp)")),
    }
    for sheet, holds in named.items():
        assert all(holds(cell.value) for cell in book[sheet][1])
    for sheet in ("headline", "losses", "desk", "parameters"):
        assert "unit" in [cell.value for cell in book[sheet][1]]
        assert all(column(book[sheet], "unit"))


def test_there_is_no_formula(book):
    for page in book:
        assert all(cell.data_type in "ns" for row in page.iter_rows() for cell in row)


def test_numbers_are_numbers(book, out):
    figures = dict(zip(column(book["headline"], "figure"),
                       column(book["headline"], "p50, in the unit"), strict=True))  # fmt: skip
    peak = out.headline["yield_change_bp"]["10y"]["peak"]["p50"]
    assert figures["yield_change_bp.10y.peak"] == pytest.approx(peak)
    assert figures["us_loss_usd_bn"] == pytest.approx(out.headline["us_loss_usd_bn"]["p50"])
    units = dict(
        zip(column(book["headline"], "figure"), column(book["headline"], "unit"), strict=True)
    )
    assert units["yield_change_bp.10y.peak"] == "bp"
    assert units["usdjpy_change_pct.times_largest_operation"] == "times"
    assert units["usdjpy_change_pct.largest_operation_usd_bn"] == "USD bn"
    assert units["yield_change_bp.10y.peak_day"] == "business days"


def test_paths_have_a_row_for_every_day(book, out):
    assert column(book["paths"], "day (business days)") == out.days.tolist()


def test_all_sources_and_caveats_are_there(book, out):
    assert column(book["sources"], "dataset") == [source.id for source in out.sources]
    assert column(book["caveats"], "what has to be known") == list(out.caveats)


def test_all_parameters_are_there_in_published_units(book, out):
    assert column(book["parameters"], "parameter") == list(out.parameters.ids)
    half_life = column(book["parameters"], "parameter").index("flow.half_life_weeks")
    assert 2 <= column(book["parameters"], "p50, in the unit")[half_life] <= 6


def test_what_cannot_be_shown_is_empty_with_a_note(gold):
    page = read(gold)["headline"]
    place = column(page, "figure").index("seller_loss_usd_bn")
    assert column(page, "p50, in the unit")[place] is None
    assert column(page, "note")[place] == "cannot be shown; see caveats"


def test_marks_by_holder_are_those_of_the_headline(book, out):
    found = out.headline["marks"]
    lines = [line for each in found.values() for key in ("by_country", "by_sector")
             for line in each[key]]  # fmt: skip
    assert column(book["marks"], "holder") == [line["name"] for line in lines]
    assert column(book["marks"], "p50 (USD bn)") == pytest.approx([line["p50"] for line in lines])
    assert set(column(book["marks"], "day (business days)")) == {e["day"] for e in found.values()}


def test_a_desk_s_lines_add_up(book, out):
    rows = [[cell.value for cell in row] for row in book["desk"].iter_rows(min_row=2)]
    by_bucket = [row[4] for row in rows if row[:1] + row[2:3] == ["by bucket", "amount sold"]]
    assert len(by_bucket) == 7
    assert sum(by_bucket) == pytest.approx(out.headline["amount_sold_usd_bn"]["p50"], rel=1e-6)
    values = [row[4] for row in rows if row[2] == "value of a basis point" and row[0] != "the sale"]
    assert sum(values) == pytest.approx(out.headline["desk"]["dv01_usd_mn"])


def test_a_desk_s_sheet_says_when_nothing_is_sold(nothing):
    assert column(read(nothing)["desk"], "note") == ["nothing is sold"]


def test_what_dealers_held_and_had_not_published_is_empty_with_a_note(out, saying):
    def edit(head):
        head["desk"]["dealers"][0]["position_usd_bn"] = None

    page = read(saying(out, edit))["desk"]
    place = column(page, "what").index("primary dealers' net position")
    assert column(page, "figure")[place] is None
    assert column(page, "note")[place] == "not published by the day"


def test_households_and_benefits_stand_in_their_own_ledgers(book, out):
    what, ledger = (
        column(book["losses"], "what"),
        column(book["losses"], "ledger (never added to another)"),
    )
    named = dict(zip(what, ledger, strict=True))
    assert {named[line["label"]] for line in out.headline["households"]} == {"B"}
    beside = {named[line["label"]] for line in out.headline["currency_benefits"]}
    assert beside == {"beside the ledgers, never netted"}
    assert named["or: carry against financing bills"] == "memo, per year"


def test_text_that_looks_like_a_formula_stays_text(out, monkeypatch):
    from saiken.report import excel

    evil = Sheet("headline", ("=1+1",), (("=cmd|' /C calc'!A0",), ("+1",), ("@x",), ("https://x",)))
    monkeypatch.setattr(excel, "sheets", lambda outcome: (evil,))
    page = read(out)["headline"]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in page.iter_rows() for cell in row)


def test_what_is_not_finite_is_refused(out, monkeypatch):
    from saiken.report import excel

    broken = Sheet("a", ("x",), ((float("nan"),),))
    monkeypatch.setattr(excel, "sheets", lambda outcome: (broken,))
    with pytest.raises(TypeError, match="NAN/INF not supported"):
        workbook(out)


def test_the_same_outcome_gives_the_same_bytes(out):
    assert workbook(out) == workbook(out)


def test_rows_are_as_wide_as_their_header(out, nothing, gold):
    for outcome in (out, nothing, gold):
        for sheet in sheets(outcome):
            assert {len(row) for row in sheet.rows} == {len(sheet.header)}, sheet.name


def test_writing_is_whole_or_not_at_all(out, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        write_excel(out, tmp_path / "no" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
    assert openpyxl.load_workbook(write_excel(out, tmp_path / "a.xlsx")).sheetnames == NAMES
