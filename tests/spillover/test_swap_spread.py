"""The assumed part of a rise of yields that swap rates do not follow."""

import numpy as np
import pytest

from saiken.parameters import Parameters, registry
from saiken.spillover.swap_spread import SWAP_SPREAD
from saiken.variables import MATURITIES, VARIABLES, maturity_index


def _run(change, share):
    prm = Parameters({"impact.treasury_specific_share": np.asarray(share)}, len(share))
    return SWAP_SPREAD.run({"yield_change": change}, None, prm)["swap_spread_change"]


def test_it_is_minus_each_draw_s_share_of_the_ten_year_change_alone():
    change = np.random.default_rng(1).normal(size=(3, 5, len(MATURITIES)))
    share = np.array([0.0, 0.2, 1.0])
    found = _run(change, share)
    assert found.shape == (3, 5)
    ten = change[:, :, maturity_index("10y")]
    np.testing.assert_allclose(found, -share[:, None] * ten, rtol=1e-15)


def test_the_swap_rate_and_the_spread_make_up_the_yield_s_rise():
    """Of 20 bp a quarter is the Treasury's own: the swap rate rises by 15, the spread falls."""
    found = _run(np.full((1, 1, len(MATURITIES)), 0.0020), [0.25])
    assert found[0, 0] == pytest.approx(-0.0005)


def test_zero_is_exactly_zero():
    found = _run(np.zeros((2, 4, len(MATURITIES))), [0.3, 0.4])
    assert not found.any()
    assert not np.signbit(found).any()


def test_it_is_published_in_basis_points_and_the_share_is_a_visible_assumption():
    assert VARIABLES["swap_spread_change"].shown == "bp"
    row = registry()["impact.treasury_specific_share"]
    assert (row.verified, row.index) == ("assumption", 34)
    assert row.distribution == {"kind": "uniform", "low": 0.0, "high": 0.5}
