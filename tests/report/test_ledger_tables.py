import numpy as np
import pytest

import saiken
from saiken.losses import BenefitLine
from saiken.report import html_text, words
from saiken.report.beside import beside, carry, financing, gain_or_loss
from saiken.report.ledger_tables import NOT_ONE, TIC, balance, marks_page, pain


def band(low, middle, high):
    return {"p05": low, "p50": middle, "p95": high}


def test_holders_are_those_of_the_headline(out):
    found = out.headline["marks"]["peak"]
    (countries, by_country), (sectors, by_sector) = marks_page(out).tables
    assert [row[0] for row in by_country.rows] == [line["name"] for line in found["by_country"]]
    assert [row[1] for row in by_sector.rows] == [
        words.plain(line["p50"]) for line in found["by_sector"]
    ]
    known = len(out.losses.peak.by_country)
    assert f"day {found['day']}, the 10 largest of {known}, USD bn" in countries
    assert "largest" not in sectors


def test_the_custody_caveat_stands_beside_the_countries(out):
    notes = marks_page(out).notes
    assert notes[0] == TIC
    assert any("where bonds are held, not who owns them" in note for note in notes)


def test_residents_others_and_issuer_sum_to_zero_as_is_said(out):
    peak = out.losses.peak
    total = peak.nonresidents_usd + peak.residents_usd + peak.issuer_usd
    assert np.abs(total).max() < 1e-9 * np.abs(peak.issuer_usd).max()
    assert "sum to zero in every draw" in marks_page(out).balance


def test_the_balance_is_true_when_yields_fall_or_stay():
    def said(abroad, home, issuer):
        names = ("nonresidents_usd_bn", "residents_usd_bn", "issuer_usd_bn")
        figures = zip(names, (abroad, home, issuer), strict=True)
        return balance({"day": 7} | {name: {"p50": value} for name, value in figures})

    assert said(-71, -161, 232).startswith(
        "On paper, on day 7: non-resident holders lose USD 71bn, resident holders lose USD 161bn, "
        "the issuer gains USD 232bn."
    )
    assert "non-resident holders gain USD 3.0bn" in said(3, 4, -7)
    assert "the issuer loses USD 7.0bn" in said(3, 4, -7)
    assert said(0, 0, 0).count("nothing") == 3


def test_who_is_not_known_has_no_table(snap):
    """A seller that is a total of the table, on a day before the domestic sectors' table."""
    early = saiken.snapshot("2013-06-03")
    sale = saiken.Scenario(seller="All foreign holders", amount_usd_bn=100, proceeds="dollars")
    out = saiken.simulate(sale, early, draws=16)
    page = marks_page(out)
    assert page.tables == ()
    assert any("cannot be split by country" in note for note in page.notes)
    assert any("cannot be split by sector" in note for note in page.notes)
    assert TIC not in page.notes
    assert "not published" in html_text(out)  # dealers' long positions of the day


def test_households_are_in_ledger_b(out):
    rows = {row[0]: row[1:] for row in pain(out).rows}
    for line in out.headline["households"]:
        middle, ends = rows[line["label"]]
        assert middle == f"{words.signed(line['p50'])} USD"
        assert ends.endswith(" USD")


def test_ledger_b_is_true_when_payments_fall(out, saying):
    def edit(head):
        head["households"][0] |= band(-4, -2, -1)

    row = pain(saying(out, edit)).rows[-2]
    assert row[1:] == ("−2.0 USD", "−4.0 to −1.0 USD")


@pytest.mark.parametrize(
    ("given", "said"),
    [(band(0.6, 3.2, 17), "a gain of USD 3.2bn (USD 600mn to USD 17bn)"),
     (band(-31, -5.9, -1.1), "a loss of USD 5.9bn (USD 1.1 to 31bn)"),
     (band(-2, 1, 3), "a gain of USD 1.0bn (between a loss of USD 2.0bn and a gain of USD 3.0bn)"),
     (band(-2, 0, 3), "nothing (between a loss of USD 2.0bn and a gain of USD 3.0bn)"),
     (band(0, 0, 0), "nothing")],
)  # fmt: skip
def test_gains_and_losses_are_directions(given, said):
    assert gain_or_loss(given) == said


def test_benefits_stand_beside_with_their_reasons(out):
    found = beside(out)
    assert len(found.lines) == len(out.headline["currency_benefits"])
    assert found.lines[0].startswith("Exporters to the United States, first year: a loss of USD ")
    assert found.lines[1].startswith("Importers from the United States, first year: a gain of USD ")
    assert found.lines[2] == (
        "Gain or loss on the book that the sale realises cannot be shown, because what the bonds "
        "cost and at what exchange rate they were bought is not published."
    )
    assert len(found.notes) == 1


def test_benefits_that_are_not_known_say_why(gold, dollars):
    assert all("cannot be shown, because" in line for line in beside(gold).lines)
    assert "no record says what the proceeds do" in beside(gold).lines[0]
    assert "only the yen's rate is modelled" in beside(dollars).lines[0]
    assert beside(gold).notes == beside(dollars).notes == ()


def test_a_share_of_the_way_is_a_per_cent(out, saying):
    import dataclasses

    wish = BenefitLine("way_to_desired_level_share", "Part of the way", np.array([0.1]), "share")
    shown = {"id": wish.id, "label": wish.label, "unit": "pct", "band": band(5, 10, 20)}

    def edit(head):
        head["currency_benefits"] = [shown]

    wished = saying(out, edit)
    wished.__dict__["losses"] = dataclasses.replace(out.losses, benefits=(wish,))
    assert beside(wished).lines == ("Part of the way: +10% (+5.0 to +20%).",)


def test_both_memos_are_there_and_are_alternatives(out):
    assert carry(out).startswith("Japan gives up USD ")
    assert "never added to it" in financing(out)
    assert "stand-in" in financing(out)


def test_memos_are_true_when_signs_flip_or_nothing_is_sold(out, saying, nothing):
    def edit(head):
        for key in ("foregone", "financing"):
            head[f"{key}_carry_usd_bn_per_year"] = band(-3, -2, -1)

    turned = saying(out, edit)
    assert carry(turned).startswith("Japan earns USD 2.0bn more of interest a year")
    assert "Japan earns USD 2.0bn more a year" in financing(turned)
    assert carry(nothing) == "Japan gives up no interest."
    assert financing(nothing).endswith("Japan gives up no interest.")


def test_memos_that_cannot_be_shown_say_why(gold, dollars):
    assert carry(gold) == gold.losses.carry.reason
    assert financing(dollars) == dollars.losses.financing.reason


def test_a_difference_has_no_lines_of_one_sale(difference):
    assert marks_page(difference).balance == NOT_ONE
    assert beside(difference).lines == ()
    assert financing(difference) == ""
    assert "not of a difference" in carry(difference)
