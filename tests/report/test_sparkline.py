import numpy as np
import pytest

from saiken.report.sparkline import column_chart


def test_columns_start_at_zero_and_end_at_the_top():
    lines = column_chart([0, 1, 2, 4], width=4, height=2)
    assert lines == ["   █", " ▄██"]


def test_ascii_uses_ascii_only():
    lines = column_chart(list(range(100)), unicode=False)
    assert all(line.isascii() for line in lines)
    assert lines[-1].endswith("#")


@pytest.mark.parametrize("count", [1, 59, 60, 61, 300])
def test_it_never_exceeds_its_frame(count):
    lines = column_chart(np.linspace(1, 9, count).tolist(), width=60, height=6)
    assert len(lines) == 6
    assert max(map(len, lines)) == min(count, 60)


def test_nothing_and_zeros():
    assert column_chart([]) == []
    assert column_chart([0, 0], height=2) == ["", ""]
