"""Every quoted regression value, at its printed precision; exceptions are listed and checked."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.impact.habitat.reproduction import Row, rows, table

PAGE = Path(__file__).parents[3] / "docs" / "method" / "habitat.md"
ROWS = list(rows())
ROUNDING = 1e-9  # floating-point slack on "half a unit of the last digit"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_value_comes_back_at_its_printed_precision(row: Row) -> None:
    assert len(row.ours) == len(row.quoted)
    off = [i for i in range(len(row.quoted)) if row.units_off(i) > 0.5 + ROUNDING]
    assert tuple(off) == row.differs


@pytest.mark.parametrize("row", [r for r in ROWS if r.differs], ids=lambda row: row.id)
def test_listed_differences_are_double_rounding(row: Row) -> None:
    for i in row.differs:
        last = Decimal(row.quoted[i]).as_tuple().exponent
        assert isinstance(last, int)
        once = Decimal(row.ours[i]).quantize(Decimal(1).scaleb(last - 1), ROUND_HALF_UP)
        assert once.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP) == Decimal(row.quoted[i])


def test_page_shows_the_table_as_computed() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
