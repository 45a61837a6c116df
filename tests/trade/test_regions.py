"""World trade of 2024 and the tariffs of 2025: accounts, sources, order of magnitude."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.trade import case, cases, economy, points, sellers, trade_file, welfare

BN = 1e9
SIGMA = np.array([[2.5, 1.75], [3.8, 3.4], [5.1, 5.1]])
EU = (  # noqa: SIM905
    "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU "
    "SVK SVN ESP SWE"
).split()


def figures(record, path=()):
    for key, value in record.items():
        if isinstance(value, dict) and "value" in value:
            yield (*path, key), value
        elif isinstance(value, dict):
            yield from figures(value, (*path, key))


@pytest.mark.parametrize("seller", sellers())
def test_the_accounts_add_up(seller):
    file, found = trade_file(), economy(seller)
    own, us = file["sellers"][seller], file["us"]
    flows = found.flows / BN
    assert (found.flows > 0).all()
    world = file["world"]["gdp"]["value"]
    gdp = [us["gdp"]["value"], own["gdp"]["value"]]
    assert found.output / BN == pytest.approx([*gdp, world - sum(gdp)])
    abroad = flows * ~np.eye(3, dtype=bool)[..., None]
    assert abroad[0].sum() == pytest.approx(us["imports"]["value"])
    assert abroad[:, 0].sum() == pytest.approx(us["exports"]["value"])
    assert abroad[1].sum() == pytest.approx(own["imports"]["value"])
    assert abroad[:, 1].sum() == pytest.approx(own["exports"]["value"])
    assert flows[0, 1, 0] == pytest.approx(own["cars"]["to_us"]["value"])
    assert flows[1, :, 0].sum() == pytest.approx(own["cars"]["spending"]["value"])
    assert found.deficit.sum() == pytest.approx(0, abs=1e-3)


def test_figures_that_are_bundled_too_are_the_same_there():
    file, store = trade_file(), load_store()

    def gdp(*codes):
        return sum(store.series("weo", f"{each}:gdp_usd_bn").values[-1] / BN for each in codes)

    own = file["sellers"]
    for record, codes in (
        (file["us"], ["USA"]),
        (own["japan"], ["JPN"]),
        (own["china"], ["CHN"]),
        (own["european-union"], EU),
    ):
        assert record["gdp"]["value"] == pytest.approx(gdp(*codes), abs=0.06)
    for name, country in (("japan", "Japan"), ("china", "China")):
        for key, flow in (("to_us", "imports"), ("from_us", "exports")):
            series = store.series("us_trade_annual", f"{country}:{flow}")
            year = list(series.dates.astype("datetime64[Y]")).index(np.datetime64("2024"))
            assert own[name][key]["value"] * BN == pytest.approx(series.values[year], abs=0.06 * BN)


def test_what_was_computed_follows_from_its_source():
    own, rate = trade_file()["sellers"], trade_file()["exchange_rates"]
    euro, yen, yuan = (
        rate[each]["value"] for each in ("usd_per_eur", "jpy_per_usd", "cny_per_usd")
    )
    japan, china, union = (own[each] for each in ("japan", "china", "european-union"))
    for figure, value in (
        (japan["exports"], 107090 / yen),
        (japan["imports"], 112420 / yen),
        (japan["cars"]["from_us"], 129.9 / yen),
        (japan["cars"]["spending"], 4.25 * 106.6 / 4.2),
        (china["exports"], 25450 / yuan),
        (china["imports"], 18390 / yuan),
        (china["cars"]["spending"], 26.05 * 90.2 / 5.5),
        (union["exports"], 2580 * euro),
        (union["imports"], 2430 * euro),
        (union["cars"]["exports"], 165.2 * euro),
        (union["cars"]["imports"], 75.9 * euro),
        (union["cars"]["from_us"], 8.4 * euro),
        (union["cars"]["spending"], 10.6 * 165.2 / 5.4 * euro),
        (trade_file()["us"]["cars"]["spending"], 2 * 248.8),
        (trade_file()["world"]["cars"]["spending"], 85.12 * 22),
    ):
        assert figure["value"] == pytest.approx(value, rel=2e-3)


def test_every_figure_has_a_source_and_says_how_far_it_was_verified():
    rows = dict(figures(trade_file()))
    assert len(rows) > 40
    for name, row in rows.items():
        assert row["verified"] in ("read", "computed", "assumption"), name
        assert len(row["source"]) > 10, name
        if row["verified"] == "read" and "bundled" not in row["source"]:
            assert row["url"].startswith("http"), name
    for name in cases():
        assert trade_file()["cases"][name]["url"].startswith("http")


@pytest.mark.parametrize("name", [name for name in cases() if name.startswith("japan")])
def test_japan_loses_tenths_of_a_per_cent_under_the_rates_of_2025(name):
    found = welfare(*case(name), SIGMA)
    assert (found.share[:, 1] < -0.001).all()
    assert (found.share[:, 1] > -0.01).all()
    assert (np.diff(found.share[:, 1]) > 0).all()  # easier to replace, easier to sell elsewhere


def test_the_named_rates_in_the_order_of_what_they_cost_japan():
    lost = {name: welfare(*case(name), SIGMA).usd[:, 1] for name in cases()}
    assert (lost["japan-letter-2025"] < lost["japan-announced-2025"]).all()
    assert (lost["japan-announced-2025"] < lost["japan-deal-2025"]).all()
    # alone against all: what others pay too is not lost to them
    assert (lost["japan-april-2025"] < lost["japan-april-2025-all"]).all()


def test_the_deal_s_rates_are_those_agreed():
    before, added = case("japan-deal-2025")
    assert (before.tariffs + added)[0, 1] == pytest.approx([0.15, 0.15])
    assert not added[1:].any()
    assert not added[:, [0, 2]].any()


def test_figures_taken_on_judgement_do_not_carry_the_answer():
    """Japan's imports of cars and the world's spending on cars, each halved and doubled."""
    before, added = case("japan-april-2025")
    base = welfare(before, added, SIGMA).usd[:, 1]
    for place in ((1, 2, 0), (2, 2, 0)):
        for factor in (0.5, 2.0):
            flows = before.flows.copy()
            flows[place] *= factor
            moved = type(before)(before.regions, before.sectors, flows, before.tariffs)
            assert welfare(moved, added, SIGMA).usd[:, 1] == pytest.approx(base, rel=0.03)


def test_points_are_percentage_points_on_american_imports_only():
    added = points(25, 10, others_cars=5, others_rest=1)
    assert added[0, 1] == pytest.approx([0.25, 0.10])
    assert added[0, 2] == pytest.approx([0.05, 0.01])
    assert added.sum() == pytest.approx(0.41)


def test_what_is_not_at_hand_says_why():
    with pytest.raises(InputError, match="euro-area cannot be shown: its trade with the United"):
        economy("euro-area")
    with pytest.raises(InputError, match="no seller named 'jpan'; the nearest are japan"):
        economy("jpan")
    with pytest.raises(InputError, match="no tariff case named 'japan-2025'"):
        case("japan-2025")


def test_chinas_rates_of_april_cost_it_more_than_those_of_geneva():
    april, geneva = (
        welfare(*case(name), SIGMA).share[:, 1]
        for name in ("china-april-2025", "china-geneva-2025")
    )
    assert (april < geneva).all()
    assert (geneva < 0).all()


def test_tariffs_that_were_dropped_change_nothing():
    assert (welfare(*case("europe-none-2026"), SIGMA).share == 0).all()
