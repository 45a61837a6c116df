"""What a mix of uses sells at the spot rate, and what it buys back."""

import pytest

from saiken.errors import InputError
from saiken.market import bucket_names
from saiken.proceeds import flows, hedge_note, use, use_names


def test_the_default_is_dollars_kept():
    assert use_names() == ("dollars", "bills", "fed-pool", "yen", "euro", "gold")
    kept = flows({"dollars": 1.0})
    assert (kept.converted_share, kept.unrecorded_share, kept.unwound_share) == (0, 0, 0)
    assert kept.bought_share == {}


@pytest.mark.parametrize(
    ("name", "converted", "unrecorded"),
    [("dollars", 0, 0), ("bills", 0, 0), ("fed-pool", 0, 0), ("yen", 1, 0), ("euro", 0, 1),
     ("gold", 0, 1)],
)  # fmt: skip
def test_only_yen_have_a_record_and_only_foreign_things_are_bought_at_spot(
    name, converted, unrecorded
):
    found = flows({name: 1.0})
    assert (found.converted_share, found.unrecorded_share) == (converted, unrecorded)


def test_a_hedge_takes_its_share_off_the_spot_market():
    found = flows({"yen": 0.5, "euro": 0.25, "gold": 0.25}, hedged_share=0.4)
    assert found.converted_share == pytest.approx(0.5 * 0.6)
    assert found.unrecorded_share == pytest.approx(0.25 * 0.6 + 0.25)
    assert found.unwound_share == pytest.approx(0.75 * 0.4)


def test_bills_are_bought_in_the_shortest_bucket():
    found = flows({"bills": 0.25, "yen": 0.75})
    assert found.bought_share == {bucket_names()[0]: 0.25}
    assert flows({"bills": 0.0, "yen": 1.0}).bought_share == {}


def test_an_unknown_use_names_the_nearest():
    with pytest.raises(
        InputError, match="no use of the proceeds named 'bill'; the nearest are bills"
    ):
        use("bill")


def test_the_hedge_s_sentence_says_what_is_not_modelled():
    assert hedge_note(0.125).startswith("Of what is turned into the holder's own currency 12% was")
    assert "not modelled" in hedge_note(0.5)
