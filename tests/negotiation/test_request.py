"""Requests and files: what is accepted, and one sentence for what is not."""

import pytest
from typer.testing import CliRunner

from saiken.cli.card_flags import changed, negotiation_settings
from saiken.cli.commands import app
from saiken.errors import InputError
from saiken.negotiation import load_negotiation, negotiate, negotiation_names
from saiken.negotiation.card import at_the_table
from saiken.negotiation.named import parse


def test_every_named_negotiation_loads_with_sources():
    for name in negotiation_names():
        named = load_negotiation(name)
        assert named.sources
        assert all("http" in source for source in named.sources)


def test_names_from_the_right_place():
    with pytest.raises(InputError, match="kato-2025"):
        load_negotiation("kato-2026")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plan: stair", "nearest are stairs"),
        ("plans: stairs", "unknown key 'plans'; did you mean|unknown key"),
        ("deadline: 2025-05-01", "-1 days after the start"),
        ("rounds: 0", "greater than or equal to 1"),
        ("channels: [fear]", "known are accidents"),
        ("stake: {kind: tariffs, otherwise: japan-deal, asked: japan-deal-2025}", "tariff case"),
        ("stake: {kind: given, seller_usd_bn_per_year: -1, us_usd_bn_per_year: 1, why: x}",
         "greater than or equal to 0"),
        ("pain_weight: .inf", "finite"),
        ("scenario: {seller: Japan, amount: 5}", "not a setting|Extra"),
        ("- a list", "has to be keys"),
        ("plan: [", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_one_sentence(text, said):
    with pytest.raises(InputError, match=said) as problem:
        parse(text, "mine")
    assert "\n" not in str(problem.value)


def test_the_threat_of_1967_cannot_be_shown():
    with pytest.raises(InputError, match="cannot be shown"):
        negotiate(load_negotiation("blessing-1967"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--deadline", "2025-01-01"], "after the start"),
        (["--set", "card.prior_of_resolve=2"], "allowed is 0 to 1"),
        (["--set", "card.audience_cost_share_gdp=-0.1"], "0 or more"),
        (["--channels", "noise"], "known are"),
        (["--plan", "staris"], "stairs"),
        (["--otherwise", "25,-200"], "greater than or equal to -100"),
        (["--asked", "1,2,3"], "as 25,24"),
        (["--otherwise", "japan-letter"], "japan-letter-2025"),
        (["--pain-weight", "-1"], "Weight of the pain"),
    ],
)
def test_the_command_refuses_in_one_sentence(arguments, said):
    done = CliRunner().invoke(app, ["card", "--draws", "16", *arguments])
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)


def test_flags_of_a_sale_need_a_sale():
    done = CliRunner().invoke(app, ["card", "blessing-1967", "--amount", "5bn"])
    assert "has no sale" in str(done.exception)


def test_the_promise_of_1967_is_shown_without_a_threat():
    done = CliRunner().invoke(app, ["card", "blessing-1967"])
    assert done.exit_code == 0
    assert "A pledge in writing: worth" in done.stdout
    assert "USD" not in done.stdout
    said = " ".join(done.stdout.split())
    assert "all of it at once (pledged-bonds)" in said
    assert "the map" not in said  # there is none


def test_every_field_of_a_negotiation_has_a_flag_with_help():
    shown = CliRunner().invoke(app, ["card", "--help"]).stdout
    for each in negotiation_settings().values():
        assert each.flag in shown
        assert each.help


def test_named_tariffs_and_their_points_are_the_same():
    base = load_negotiation("kato-2025")
    by_points = changed(base, {"otherwise": "25,24", "asked": "12.5,15"}, {})
    stakes = [
        at_the_table(
            each.negotiation.model_copy(
                update={"case": each.negotiation.case.model_copy(update={"draws": 16})}
            )
        )[1]
        for each in (base, by_points)
    ]
    assert (stakes[0].G == stakes[1].G).all()
