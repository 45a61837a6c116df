import html.parser
import json
import re

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.report import html_text, notebook_html, words, write_html
from saiken.report.html import breakable, safe_json
from saiken.report.slider import slider
from saiken.units import from_si
from saiken.variables import maturity_index

MOST_BYTES = 3_000_000
EVIL = '</script><script>alert(1)</script><img src=x onerror=alert(2)> "&amp;'
LOADS = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}


class Page(html.parser.HTMLParser):
    """Elements, ids, what would be loaded, and the text of scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.loads, self.scripts, self.open = [], [], [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        self.loads += [(tag, key, value) for key, value in found.items() if key in LOADS]
        if tag == "link":
            self.loads.append((tag, "href", found.get("href")))
        self.open = found.get("id", "") if tag == "script" else None

    def handle_data(self, data):
        if self.open is not None:
            self.scripts[self.open] = self.scripts.get(self.open, "") + data

    def handle_endtag(self, tag):
        self.open = None


@pytest.fixture(scope="module")
def text(out):
    return html_text(out)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_it_is_one_small_file(text):
    assert len(text.encode()) < MOST_BYTES


def test_nothing_is_loaded(text, page):
    assert page.loads == []
    assert not {"link", "iframe", "img", "object", "embed", "base"} & set(page.tags)
    style = re.search(r"<style>(.*?)</style>", text, re.S)[1]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_every_id_is_used_once(page):
    assert len(page.ids) == len(set(page.ids))


def test_every_source_stands_in_the_table(text, page, out):
    for source in out.sources:
        assert f"source-{source.id}" in page.ids
        assert source.url.replace("/", "/<wbr>") in text
    assert len(out.sources) >= 10


def test_every_caveat_is_said(text, out):
    plain = re.sub(r"\s+", " ", text)
    for caveat in out.caveats:
        escaped = caveat.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;")
        assert escaped in plain


def test_the_embedded_objects_parse(page):
    for name in ("charts", "days", "palette"):
        json.loads(page.scripts[name])
    charts = json.loads(page.scripts["charts"])
    assert {f"plot-{name}" for name in charts} <= set(page.ids)


def test_each_chart_has_its_numbers_as_text(text, page):
    count = len(json.loads(page.scripts["charts"]))
    assert text.count('role="img"') == count
    assert text.count("<summary>The numbers") == count


def test_the_answer_is_the_first_screen_s_sentence(text, out):
    from saiken.report.summary import summary

    assert summary(out).sentence in text


def test_markup_in_a_title_stays_text(out, titled):
    page = Page(html_text(titled(out, EVIL)))
    clean = Page(html_text(out))
    assert page.tags == clean.tags
    assert page.scripts.keys() == clean.scripts.keys()


def test_json_cannot_leave_its_script():
    text = safe_json({"a": "</script><!--&\u2028"})
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_json_refuses_what_is_not_finite():
    with pytest.raises(ValueError, match="not JSON compliant"):
        safe_json({"a": float("nan")})


def test_addresses_break_after_slashes_and_stay_escaped():
    assert breakable("a/<b>") == "a/<wbr>&lt;b&gt;"


@pytest.mark.parametrize("who", ["nothing", "dollars", "gold"])
def test_every_kind_of_outcome_has_a_report(who, request):
    page = Page(html_text(request.getfixturevalue(who)))
    assert "plot-curve" in page.ids


def test_a_difference_has_a_report_without_papers(difference):
    page = Page(html_text(difference))
    assert "plot-papers" not in page.ids
    assert "plot-curve" in page.ids


def test_writing_is_whole_or_not_at_all(out, tmp_path):
    path = write_html(out, tmp_path / "r.html")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(InputError, match="cannot be written"):
        write_html(out, tmp_path / "no" / "r.html")
    assert [each.name for each in tmp_path.iterdir()] == ["r.html"]


def test_the_slider_carries_every_day_of_the_curve(out):
    found = slider(out)
    change = from_si(out.quantiles("yield_change", (0.05, 0.5, 0.95)), "bp")
    for band, values in zip(("p05", "p50", "p95"), change, strict=True):
        assert np.array(found[band]) / found["scale"] == pytest.approx(values, abs=0.005)
    assert len(found["names"]) == out.days.size
    assert found["names"][0] == "Day 0, 2 May 2025"


def test_the_readouts_are_the_words_of_the_quantiles(out):
    middle, band = slider(out)["readouts"]["yield_10y"]
    path = from_si(out.quantiles("yield_change", (0.05, 0.5, 0.95)), "bp")
    low, median, high = path[:, out.peak_day, maturity_index("10y")]
    assert middle[out.peak_day] == words.bp(median)
    assert band[out.peak_day] == words.span(low, high, words.bp)
    assert middle[0] == band[0] == "0 bp"
    assert slider(out)["readouts"]["usdjpy_change"][0][out.peak_day].endswith("% stronger")


def test_a_notebook_gets_a_small_table(out, titled):
    text = notebook_html(out)
    assert text.count("<tr>") == 6
    assert "<script>alert" not in notebook_html(titled(out, EVIL))
    assert out._repr_html_() == text
