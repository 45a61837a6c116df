"""All channels together."""

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.parameters import Parameters
from saiken.spillover import CHANNELS, run_channels
from saiken.spillover.passthrough import PassThrough
from saiken.variables import MATURITIES, VARIABLES


def _prm(draws=2):
    ids = [name for c in CHANNELS if isinstance(c, PassThrough) for name in c.ids]
    values = dict.fromkeys(ids, 0.3)
    others = {"equity.duration_years": 15.0, "impact.treasury_specific_share": 0.25}
    return Parameters.from_values(values | others, draws)


def test_every_channel_writes_a_published_variable_once():
    written = [name for channel in CHANNELS for name in channel.writes]
    assert len(written) == len(set(written)) == 5
    assert set(written) <= set(VARIABLES)


def test_results_have_the_shape_of_the_run_and_full_precision():
    change = np.full((2, 30, len(MATURITIES)), 0.001, dtype=np.float32)
    results = run_channels({"yield_change": change}, None, _prm())
    assert list(results) == [name for channel in CHANNELS for name in channel.writes]
    for values in results.values():
        assert values.shape == (2, 30)
        assert values.dtype == np.float64


def test_field_that_nobody_reads_is_refused():
    change = np.zeros((2, 3, len(MATURITIES)))
    with pytest.raises(InputError, match="No channel reads usdjpy_change"):
        run_channels({"yield_change": change, "usdjpy_change": change[..., 0]}, None, _prm())


def test_missing_field_is_named():
    with pytest.raises(InputError, match="The channels also need yield_change"):
        run_channels({}, None, _prm())


def test_rates_rise_and_equities_fall_when_yields_rise():
    change = np.full((2, 30, len(MATURITIES)), 0.001)
    results = run_channels({"yield_change": change}, None, _prm())
    assert (results.pop("equity_change") < 0).all()
    assert (results.pop("swap_spread_change") < 0).all()
    for values in results.values():
        assert (values > 0).all()
