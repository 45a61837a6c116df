"""What is asked for when the mouse rests: the slower figures, the evidence, the sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from saiken.case import NO_SUPPLY, ceiling
from saiken.impact.evidence import Answer
from saiken.outcome import Outcome
from saiken.parameters import middle
from saiken.report.chart import Chart
from saiken.report.content import disagreement, naive_why
from saiken.report.content import source as source_row
from saiken.report.figures_effects import effects_chart
from saiken.report.figures_evidence import drivers_chart, papers_chart
from saiken.report.history_words import score_paragraph
from saiken.report.other_side import action_words
from saiken.report.reproduce import command, python
from saiken.report.summary import answer_row, currency, drives, flow_line, moves
from saiken.units import from_si


def rest_document(out: Outcome) -> dict[str, Any]:
    """Collect everything that does not move with the mouse.

    Parameters
    ----------
    out : Outcome
    """
    sale = moves(out) and out.case.scenario.action not in NO_SUPPLY
    return {
        "key": out.case.key(out.snap.store.fingerprint),
        "most_usd_bn": most_usd_bn(out),
        "amount_words": out.amount_words,
        "answers": [_answer(each) for each in out.four_answers] if sale else [],
        "disagreement": disagreement(out) if sale else "",
        "naive": _naive(out) if sale else None,
        "what": [text for text in _what(out) if text],
        "actions": [action_words(line) for line in out.actions],
        "charts": {each.id: asdict(each) for each in _charts(out)},
        "score": score_paragraph(out.score),
        "caveats": list(out.caveats),
        "sources": [source_row(each) for each in out.sources],
        "command": command(out),
        "python": python(out),
    }  # fmt: skip


def most_usd_bn(out: Outcome) -> float:
    """The largest amount that the case's creditor can be asked for."""
    most = ceiling(out.case.scenario, out.snap).high_usd
    if out.case.scenario.action == "repo":
        most = min(most, middle("fima.cap_usd_bn"))
    return from_si(most, "usd_bn")


def _what(out: Outcome) -> tuple[str, ...]:
    return (drives(out) if moves(out) else "", flow_line(out), currency(out.headline))


def _answer(each: Answer) -> dict[str, Any]:
    row = answer_row(each)
    return {"label": row.label, "measured": row.measured, "own": row.own, "plain": row.plain,
            "ten_year": row.ten_year, "ten_year_bp": each.ten_year_bp}  # fmt: skip


def _naive(out: Outcome) -> dict[str, Any]:
    return {"bp": out.naive_bp, "why": naive_why(out)}


def _charts(out: Outcome) -> list[Chart]:
    if not moves(out):
        return []
    found = (effects_chart(out), papers_chart(out), drivers_chart(out))
    return [each for each in found if each is not None]
