"""The words and tables of the HTML report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from saiken.impact.evidence import load_rows
from saiken.impact.evidence.answers import NAIVE
from saiken.losses.national import NO_MULTIPLIER
from saiken.outcome import Outcome
from saiken.outcome.abroad_lines import abroad_words
from saiken.report import words
from saiken.report.beside import beside, carry, financing
from saiken.report.books_page import books_page, swap_line
from saiken.report.chart import Chart
from saiken.report.desk_words import desk_page
from saiken.report.extras import Extras
from saiken.report.figures_curve import path_draws
from saiken.report.history_words import score_paragraph
from saiken.report.ledger_tables import dollars, marks_page, pain
from saiken.report.other_side import answers_page
from saiken.report.reproduce import case_table, command, python
from saiken.report.slider import day_name, long_date, readouts
from saiken.report.summary import Summary, moves, seller_name, summary

SECTIONS: Final = (
    ("answer", "The answer"),
    ("what-happens", "What happens"),
    ("who-answers", "Who answers"),
    ("money", "Where the dollars go"),
    ("who-pays", "Who pays"),
    ("how-we-know", "How we know"),
    ("drivers", "What drives it"),
    ("limits", "What it cannot know"),
    ("sources", "Sources"),
    ("reproduce", "Reproduce"),
)
LINKS: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Card:
    """One of the four figures at the top."""

    label: str
    figure: str
    band: str


def content(out: Outcome, charts: Mapping[str, Chart], more: Extras) -> dict[str, Any]:
    """Everything that the template prints, as text."""
    said = summary(out)
    return {
        "title": out.title, "name": out.name, "context": out.context, "said": said,
        "as_of": long_date(out.snap.as_of), "sections": SECTIONS,
        "cards": cards(out), "band_words": words.BAND_WORDS, "amount_words": out.amount_words,
        "last_day": int(out.days[-1]), "peak_day": out.peak_day,
        "readouts": _first_readouts(out), "peak_name": day_name(out, out.peak_day),
        "paths": [charts[name] for name in path_draws(out)],
        "output_reason": NO_MULTIPLIER, "dollars": dollars(out), "pain": pain(out),
        "desk": desk_page(out), "marks": marks_page(out), "beside": beside(out),
        "carry": carry(out), "financing": financing(out),
        "books": books_page(out), "swap": swap_line(out),
        "abroad": abroad_words(out),
        "sweep_reason": more.sweep_reason, "kinds": more.kinds,
        "frontier_reason": more.frontier_reason,
        "answers": answers_page(out),
        **knowledge(out, said), "score": score_paragraph(out.score),
        "caveats": out.caveats, "sources": [source(each) for each in out.sources],
        "scenario_sources": out.scenario_sources, "case_table": case_table(out),
        "command": command(out), "python": python(out),
        "fingerprint": out.snap.store.fingerprint, "glossary": words.glossary().items(),
    }  # fmt: skip


def _first_readouts(out: Outcome) -> list[dict[str, str]]:
    """Readouts of the peak day, which stand in the page before the day moves."""
    day = out.peak_day
    return [
        {
            "id": key,
            "label": each["label"],
            "middle": each["middle"][day],
            "band": each["band"][day],
        }
        for key, each in readouts(out).items()
    ]


def cards(out: Outcome) -> tuple[Card, ...]:
    """Yield, interest bill, seller's loss, US loss."""
    head, who = out.headline, seller_name(out)
    peak, interest = (
        head["yield_change_bp"]["10y"]["peak"],
        head["federal_interest_cost_usd_bn"]["ten_years"],
    )
    seller = head["seller_loss_usd_bn"]
    return (
        _card("10-year Treasury yield at its peak", peak, words.bp),
        _card("Added to federal interest over ten years", interest, words.usd),
        _card(f"{who}: national loss (ledger A)", seller, words.usd)
        if seller is not None
        else Card(f"{who}: national loss (ledger A)", "–", f"{words.CANNOT}; see the limits"),
        _card("United States: national loss (ledger A)", head["us_loss_usd_bn"], words.usd),
    )


def _card(label: str, band: Mapping[str, float], say: Any) -> Card:  # noqa: ANN401 - a formatter
    return Card(label, say(band["p50"]), f"{words.span(band['p05'], band['p95'], say)}")


def knowledge(out: Outcome, said: Summary) -> dict[str, Any]:
    """How the answers disagree and why the naive headline is wrong."""
    return {
        "disagreement": disagreement(out) if said.answers else "",
        "naive_bp": words.bp(out.naive_bp) if said.naive else "",
        "naive_why": naive_why(out) if said.naive else "",
        "evidence": load_rows(),
    }


def disagreement(out: Outcome) -> str:
    """By what factor the four answers differ, and why."""
    if not moves(out):
        return "Nothing is sold, so every paper says that nothing changes."
    tens = sorted(abs(each.ten_year_bp) for each in out.four_answers)
    by = f"by a factor of {words.plain(tens[-1] / tens[0], 0)}" if tens[0] > 0 else "widely"
    return (
        f"Four ways of asking the literature about this sale disagree {by}. They measured "
        "different things: other maturities, other horizons, purchases that also signalled the "
        "path of the policy rate, a model without any of them. Saiken carries the "
        "disagreement as its band instead of choosing a side. Each answer is rescaled by the "
        "share of the market, not by dollars, and spread over maturities by the habitat model; "
        "the plain rescaling beside it leaves maturities out."
    )


def naive_why(out: Outcome) -> str:
    """One paragraph on the error to avoid."""
    sample = next(row.quantity for row in load_rows() if row.id == NAIVE)
    when = f" from {sample.start:%Y} to {sample.end:%Y}" if sample and sample.start else ""
    return (
        f"The naive headline of {words.bp(out.naive_bp)} takes an estimate{when}, so many basis "
        "points for so many dollars, and multiplies it by today's dollars. The market is now "
        f"{words.plain(out.market_growth)} times as large: the same dollars are a much smaller "
        "part of what investors hold, and yields answer to the part."
    )


def source(each: Any) -> dict[str, str]:  # noqa: ANN401 - any record of a source
    """One source as the page lists it, with an address that may be followed."""
    record: dict[str, str] = asdict(each)
    return record | {"href": record["url"] if record["url"].startswith(LINKS) else ""}
