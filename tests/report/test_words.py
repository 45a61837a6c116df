import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.report import words

FIGURES = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (-0.0001, "0"), (0.123, "0.12"), (1.26, "1.3"), (9.97, "10"), (34.4, "34"),
     (-34.4, "−34"), (1234.5, "1,234")],
)  # fmt: skip
def test_a_number_has_the_digits_it_deserves(value, said):
    assert words.plain(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "USD 0"), (1e-7, "USD 0"), (0.04, "USD 40mn"), (3.46, "USD 3.5bn"), (813, "USD 813bn"),
     (1130, "USD 1.13tn"), (-30.2, "USD −30bn")],
)  # fmt: skip
def test_dollars(value, said):
    assert words.usd(value) == said


def test_the_yen_has_a_direction_instead_of_a_sign():
    assert words.yen(-8.13) == "8.1% stronger"
    assert words.yen(2) == "2.0% weaker"
    assert words.yen(0) == "unchanged"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-18, -3, "3.0 to 18% stronger"), (3, 18, "3.0 to 18% weaker"),
     (-12, 2, "2.0% weaker to 12% stronger"), (0, 0, "unchanged")],
)  # fmt: skip
def test_the_band_of_the_yen(low, high, said):
    assert words.yen_span(low, high) == said


@given(FIGURES)
def test_a_flipped_sign_flips_the_verb_and_nothing_else(value):
    there, back = words.moves(value, "bp"), words.moves(-value, "bp")
    if there == "does not change":
        assert back == there
    else:
        swapped = {"rises": "falls", "falls": "rises"}
        verb, _, rest = there.partition(" ")
        assert back == f"{swapped[verb]} {rest}"
        assert words.MINUS not in there


@given(FIGURES)
def test_who_loses_and_who_gains(value):
    said = words.loses("Japan", value)
    if words.usd(value) == "USD 0":
        assert said == "Japan loses nothing"
    else:
        assert said.startswith("Japan loses" if value > 0 else "Japan gains")
        assert words.MINUS not in said


@given(FIGURES)
def test_zero_never_has_a_sign(value):
    said = words.signed(value)
    assert (said == "0") == (said.strip("+−").strip("0.,") == "")


def test_a_band_across_zero_names_both_directions():
    assert words.moves_band(-3, 95, "bp") == "between a fall of 3.0 and a rise of 95 bp"
    assert words.moves_band(-9, -2, "bp") == "between 2.0 and 9.0 bp"
    assert words.moves_band(2, 9, "%") == "between 2.0 and 9.0%"


@pytest.mark.parametrize(
    ("low", "high", "say", "said"),
    [(9, 95, words.bp, "+9.0 to +95 bp"), (-7.8, -0.87, words.pct, "−7.8 to −0.87%"),
     (37, 781, words.usd, "USD 37 to 781bn"), (-143, -5.4, words.usd, "USD −143 to −5.4bn"),
     (76, 1370, words.usd, "USD 76bn to USD 1.37tn"), (0, 0, words.bp, "0 bp")],
)  # fmt: skip
def test_a_span_writes_its_unit_once(low, high, say, said):
    assert words.span(low, high, say) == said


def test_groups_are_plural():
    assert words.verb("Japan", "sells") == "sells"
    assert words.verb("Official holders", "loses") == "lose"


@given(st.text())
def test_ascii_is_ascii(text):
    assert words.to_ascii(text).isascii()


def test_ascii_keeps_the_sense():
    assert words.to_ascii("−0.9 – “a” … ×") == '-0.9 - "a" ... x'


def test_the_glossary_explains_in_sentences():
    for term, gloss in words.glossary().items():
        assert term
        assert gloss.endswith(".")
    assert {"basis point", "ledger A", "draw", "term premium"} <= words.glossary().keys()


def test_maturities_have_names():
    assert (words.maturity(0.25), words.maturity(10)) == ("3-month", "10-year")
