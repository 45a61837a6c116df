"""The workbook: every table of the report as numbers, text never taken for a formula."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from saiken.outcome import Outcome
from saiken.report.excel_sheets import sheets
from saiken.report.files import write_bytes
from saiken.report.sheet import Cell, Sheet

if TYPE_CHECKING:
    import xlsxwriter

SETTINGS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NARROWEST: Final = 10
WIDEST: Final = 60


def write_excel(out: Outcome, path: Path | str) -> Path:
    """Write the workbook in one step.

    Raises
    ------
    InputError
        If the folder is missing or may not be written to.
    SaikenError
        If the disk is full.
    """
    return write_bytes(path, workbook(out))


def workbook(out: Outcome) -> bytes:
    """The workbook as bytes; a figure that is not finite is an error, not a cell."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(SETTINGS)) as book:
        book.set_properties(
            {"title": out.title, "created": out.snap.as_of.astype("datetime64[s]").item()}
        )
        for sheet in sheets(out):
            _write(book, sheet)
    return buffer.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, name in enumerate(sheet.header):
        page.write_string(0, column, name, head)
        page.set_column(column, column, _width(sheet, column))
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _cell(page, line, column, cell)
    page.freeze_panes(1, 1)


def _cell(page: Any, line: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - no types there
    if isinstance(cell, str):
        page.write_string(line, column, cell)
    elif cell is not None:
        page.write_number(line, column, float(cell))


def _width(sheet: Sheet, column: int) -> int:
    longest = max(
        (len(str(row[column])) for row in sheet.rows if isinstance(row[column], str)), default=0
    )
    return min(WIDEST, max(NARROWEST, longest))
