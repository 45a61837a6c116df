"""The flow effect over maturities: its two parts, and the experiment it is one for."""

import numpy as np
import pytest

from saiken.impact.evidence.rows import row
from saiken.impact.flow import flow_file, reference_mix, sector_shape
from saiken.impact.habitat import load_kernels
from saiken.market import bucket_names, buckets
from saiken.variables import MATURITIES, maturity_index

KERNELS = load_kernels()
WEEKS = 4.0
HALF = np.array([0.5])
FIVE = maturity_index("5y")
ROUNDING = 1e-12


def only(name):
    return np.array([float(each == name) for each in bucket_names()])


def shape(mix, local=0.5):
    return sector_shape(mix, KERNELS, WEEKS).at(np.array([local]))[0]


@pytest.mark.parametrize("local", [0.0, 0.3, 1.0])
def test_the_reference_programme_is_one_at_five_years(local):
    assert shape(reference_mix(), local)[FIVE] == pytest.approx(1.0, rel=ROUNDING)


def test_the_reference_mix_is_the_papers_row():
    mix = row("beltran-2013-one-month").mix
    assert flow_file()["reference"]["mix"] == mix
    assert reference_mix().tolist() == [mix.get(name, 0.0) for name in bucket_names()]


def test_the_parts_are_mixed_by_the_local_share():
    whole = sector_shape(only("7-10"), KERNELS, WEEKS)
    mixed = whole.at(np.array([0.0, 0.25, 1.0]))
    np.testing.assert_allclose(mixed[0], whole.duration)
    np.testing.assert_allclose(mixed[2], whole.local)
    np.testing.assert_allclose(mixed[1], 0.75 * whole.duration + 0.25 * whole.local)


@pytest.mark.parametrize("sold", ["1-3", "3-5", "5-7", "7-10", "10-20"])
def test_the_local_part_is_largest_where_the_bonds_are_sold(sold):
    bucket = next(each for each in buckets() if each.name == sold)
    local = sector_shape(only(sold), KERNELS, WEEKS).local
    best = MATURITIES[int(local.argmax())]
    assert bucket.from_years <= best <= bucket.to_years
    # and it falls with the distance on either side
    assert (np.diff(local[: local.argmax() + 1]) > 0).all()
    assert (np.diff(local[local.argmax() :]) < 0).all()


def test_the_local_part_by_hand():
    """Mean over the four slices of a bucket of exp(-|ln ratio| / width), over the reference's."""
    width = flow_file()["sectors"]["local_width_log_years"]

    def answer(low, high, tau):
        slices = low + (high - low) * (np.arange(4) + 0.5) / 4
        return np.exp(-np.abs(np.log(tau / slices)) / width).mean()

    edges = {"1-3": (1, 3), "3-5": (3, 5), "5-7": (5, 7), "7-10": (7, 10)}
    reference = sum(w * answer(*edges[b], 5.0) for b, w in flow_file()["reference"]["mix"].items())
    local = sector_shape(only("7-10"), KERNELS, WEEKS).local
    assert local[maturity_index("10y")] == pytest.approx(answer(7, 10, 10.0) / reference)
    assert local[maturity_index("2y")] == pytest.approx(answer(7, 10, 2.0) / reference)


def test_the_duration_part_is_the_habitat_answer_and_grows_with_duration():
    decay = np.log(2) / WEEKS * 52
    unit = KERNELS.programme(decay)
    duration = sector_shape(only("10-20"), KERNELS, WEEKS).duration
    place = bucket_names().index("10-20")
    np.testing.assert_allclose(duration, unit[place] / (reference_mix() @ unit)[FIVE], rtol=1e-9)
    at_five = [sector_shape(only(name), KERNELS, WEEKS).duration[FIVE] for name in bucket_names()]
    assert (np.diff(at_five) > 0).all()


def test_a_dollar_of_bills_moves_ten_years_by_little():
    """A dollar of bills carries a fiftieth of the risk; the old shape gave it the same effect."""
    ten = maturity_index("10y")
    assert shape(only("0-1"))[ten] < 0.1 * shape(only("7-10"))[ten]


def test_shapes_add_like_the_mixes_they_come_from():
    mix = 0.3 * only("1-3") + 0.7 * only("20-30")
    apart = 0.3 * shape(only("1-3")) + 0.7 * shape(only("20-30"))
    np.testing.assert_allclose(shape(mix), apart, rtol=ROUNDING)


def test_inside_the_drawn_half_lives_the_ten_year_answer_hardly_moves():
    """One shape serves all draws: less than 3% at ten years for the reference mix."""
    ten = maturity_index("10y")
    middle, fast, slow = (
        sector_shape(reference_mix(), KERNELS, weeks).at(HALF)[0, ten] for weeks in (4.0, 2.0, 6.0)
    )
    assert abs(fast / middle - 1) < 0.03
    assert abs(slow / middle - 1) < 0.03
