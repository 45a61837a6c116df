"""An estimate drawn given other parameters."""

import numpy as np
import pytest

from saiken.errors import DataError
from saiken.parameters import read_record, registry
from saiken.parameters.posterior import law, middle
from saiken.parameters.tables import ConditionalTable, load_table


def _table():
    """Quantiles u * (1 + first) + second, straight in each direction."""
    first, second = np.array([1.0, 2.0, 4.0]), np.array([0.0, 10.0])
    chances = np.linspace(0, 1, 3)
    return ConditionalTable(
        name="made-up", id="x", given=("a", "b"), points=(first, second), probabilities=chances,
        quantiles=chances * (1 + first[:, None, None]) + second[:, None],
        as_of=np.datetime64("2024-01-01"),
    )  # fmt: skip


def test_between_the_points_quantiles_are_straight():
    rng = np.random.default_rng(0)
    uniform, a, b = rng.random(50), rng.uniform(1, 4, 50), rng.uniform(0, 10, 50)
    found = _table().quantile(uniform, [a, b])
    np.testing.assert_allclose(found, uniform * (1 + a) + b, rtol=1e-12)


def test_at_the_points_quantiles_are_the_tables():
    found = _table().quantile(np.array([0.0, 0.5, 1.0]), [np.array([1.0, 2.0, 4.0]), np.zeros(3)])
    np.testing.assert_allclose(found, [0, 1.5, 5], rtol=1e-12)


def test_beyond_the_ends_they_stay():
    at = np.array([0.5, 0.5])
    found = _table().quantile(at, [np.array([0.2, 9.0]), np.array([-4.0, 99.0])])
    np.testing.assert_allclose(found, [0.5 * 2 + 0, 0.5 * 5 + 10], rtol=1e-12)


def test_the_committed_table_is_read_as_written():
    table, record = load_table("segmentation"), read_record("segmentation")
    assert (table.id, table.name) == ("impact.omega", "segmentation")
    assert table.given == tuple(record["given"])
    assert str(table.as_of) == record["as_of"]
    first, second = (np.array(points) for points in record["given_points"])
    found = table.quantile(np.full(2, record["probabilities"][7]), [first[[1, 3]], second[[4, 20]]])
    plain = [record["quantiles"][1][4][7], record["quantiles"][3][20][7]]
    np.testing.assert_allclose(found, plain, rtol=1e-9)


def test_what_is_given_is_drawn_alone_and_before():
    rows = registry()
    for name in load_table("segmentation").given:
        assert rows[name].distribution["kind"] not in ("table", "artefact")


@pytest.mark.parametrize("ask", [law, middle])
def test_a_parameter_drawn_with_others_has_no_law_of_its_own(ask):
    with pytest.raises(DataError, match="names a distribution 'table'"):
        ask("impact.omega")
