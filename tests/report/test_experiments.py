"""The experiment behind each row, in words."""

import re

from saiken.impact.evidence import load_rows
from saiken.impact.evidence.rows import row
from saiken.report.experiments import NONE, experiment_words
from saiken.report.html import html_text


def test_an_experiment_says_how_much_what_where_and_how():
    assert experiment_words(row("damico-king-2013")) == (
        "USD 300bn against the debt of 2009-01-01 to 2009-12-31: 30 bp (20 to 50) at 7 years, "
        "over the programme, March to October 2009; permanent; panel of securities, variation in "
        "what was bought."
    )
    assert experiment_words(row("imf-2017-uphill")).startswith("1% of the debt: 2.2 bp (2 to 2.4)")
    assert "1% of GDP" in experiment_words(row("kvj-2012"))
    assert experiment_words(row("published-habitat")) == NONE


def test_a_fading_experiment_says_so():
    fading = row("koijen-yogo-demand").model_copy(update={"half_life_years": 2.0})
    assert "half-life of 2 years" in experiment_words(fading)


def test_the_report_shows_every_experiment(out):
    page = re.sub(r"\s+", " ", html_text(out)).replace("&#39;", "'")
    for each in load_rows():
        assert experiment_words(each) in page
