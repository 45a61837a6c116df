"""One draw in the middle, which more draws do not move."""

import numpy as np

from saiken.engine import BLOCK
from saiken.parameters import Parameters, Posterior, central, central_value
from saiken.parameters.central import REFERENCE_DRAWS


def test_every_column_stands_at_an_observed_middle():
    prm = Posterior.load("2025-05-02").sample(255, 0)
    one = central(prm)
    assert one.draws == 1
    assert one.ids == prm.ids
    for name in prm.ids:
        # of an odd number of draws the middle is one of them
        np.testing.assert_array_equal(one[name], [np.median(prm[name])])
        assert central_value(prm, name) == one[name][0]


def test_a_column_of_whole_numbers_stays_one():
    prm = Parameters.from_values({"node": np.array([0.0, 1.0, 0.0, 1.0])}, 4)
    assert central_value(prm, "node") == 0


def test_more_draws_do_not_move_it():
    assert REFERENCE_DRAWS == BLOCK, "the fewest draws that a default run works at once"
    few, many = (Posterior.load("2025-05-02").sample(n, 0) for n in (REFERENCE_DRAWS, 1024))
    for name in few.ids:
        assert central_value(few, name) == central_value(many, name)
        np.testing.assert_array_equal(central(few)[name], central(many)[name])
