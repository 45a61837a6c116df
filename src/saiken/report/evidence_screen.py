"""What `saiken evidence` shows: one line a paper, the pooled answer, what it hangs on."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Console

from saiken.impact.evidence import CaseEvidence, EvidenceLine
from saiken.parameters.pooling import (
    Band,
    Line,
    leave_one_episode_out,
    leave_one_paper_out,
)
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.words import bp, plain, share, span, usd
from saiken.units import from_si

COLUMNS: Final = ("row", "read in", "10-year", "5 to 95 of 100", "weight")


def print_evidence(console: Console, found: CaseEvidence) -> None:
    """Print the screen of `saiken evidence`."""
    line(console, sentence(found), HEADER)
    console.print()
    counted = [each for each in found.lines if not each.why_not]
    others = [each for each in found.lines if each.why_not]
    table(console, COLUMNS, [cells(each) for each in counted], right=range(2, len(COLUMNS)))
    console.print()
    columns = (*COLUMNS[:3], "why it does not count")
    table(console, columns, [other_cells(each) for each in others], right=(2,), fold=(0, 3))
    for text in (*pooled_words(found), *limits(found)):
        line(console, text)
    line(console, next_words(found), QUIET)


def sentence(found: CaseEvidence) -> str:
    """The pooled answer in one sentence."""
    sale = f"{usd(from_si(found.amount_usd, 'usd_bn'))} of Treasuries by {_seller(found)}"
    answer = found.answer_bp
    if answer is None:
        return f"{sale}: no answer, the evidence is {found.pooled.reason}"
    return (
        f"A sale of {sale}, complete and without any flow effect: the papers together say "
        f"{bp(answer.middle)} on the 10-year yield ({span(answer.low, answer.high, bp)} for the "
        "next study of the next episode, 5 to 95 of 100)."
    )


def _seller(found: CaseEvidence) -> str:
    return found.case.scenario.seller


def cells(each: EvidenceLine) -> tuple[str, ...]:
    """One row that counts."""
    return (
        each.row.id, each.row.verified, bp(each.answer.ten_year_bp),
        _band(each.ten_year_bp), share(each.weight_share),
    )  # fmt: skip


def other_cells(each: EvidenceLine) -> tuple[str, ...]:
    """One row that is shown beside the pool."""
    return (
        each.row.id, each.row.verified, bp(each.answer.ten_year_bp), each.why_not,
    )  # fmt: skip


def pooled_words(found: CaseEvidence) -> tuple[str, ...]:
    """Average, spread and what single papers do to them."""
    pool, average = found.pooled.pool, found.average_bp
    if pool is None or average is None:
        return ()
    papers = _moves(found, leave_one_paper_out(pool.rows))
    episodes = _moves(found, leave_one_episode_out(pool.rows))
    study, episode = pool.spread("study"), pool.spread("episode")
    part = pool.signalling()
    return (
        f"Average of the papers: {bp(average.middle)} ({_band(average)}). Between studies sizes "
        f"differ by a factor of about {plain(_factor(study))}, between episodes by "
        f"{plain(_factor(episode))} (one standard deviation); of reactions to central banks' "
        f"purchases {share(part.middle)} ({span(part.low, part.high, share)}) is taken to be news "
        "about the policy rate.",
        f"Leaving one study out puts the average at {papers}, leaving one episode out at "
        f"{episodes}.",
    )


def _moves(found: CaseEvidence, lines: tuple[Line, ...]) -> str:
    ends = [each.average.middle * found.per_scale_bp for each in lines if each.average is not None]
    return span(min(ends), max(ends), bp) if ends else "nothing: too little is left"


def _factor(spread: Band) -> float:
    from math import exp

    return exp(spread.middle)


def limits(found: CaseEvidence) -> tuple[str, ...]:
    """How far it was read, and the tests that cannot be run."""
    rows = [each.row for each in found.lines]
    verified = sum(each.verified != "memory" for each in rows)
    return (
        f"{verified} of these {len(rows)} rows were read as far as an abstract, excerpt or summary "
        "page, none in full; what was read from memory weighs nothing. "
        f"{found.pooled.bias.sentence}",
        f"By dollars instead of the share of the market one old study would say "
        f"{bp(found.naive_bp)}: the error to avoid.",
    )


def next_words(found: CaseEvidence) -> str:
    """What to try next."""
    best = max(found.lines, key=lambda each: each.weight_share).row.id
    return (
        f"Next: saiken run --size-from {best}   saiken evidence --rows my_rows.yaml   "
        "docs/method/evidence.md"
    )


def _band(found: Band | None) -> str:
    return "" if found is None else span(found.low, found.high, bp)


def evidence_document(found: CaseEvidence) -> dict[str, Any]:
    """Everything the screen shows, as plain JSON."""
    pooled = found.pooled
    return {
        "case": found.case.model_dump(mode="json"),
        "amount_usd_bn": from_si(found.amount_usd, "usd_bn"),
        "rows": [_record(each) for each in found.lines],
        "pooled_10y_bp": _ends(found.answer_bp),
        "average_10y_bp": _ends(found.average_bp),
        "scale": {"average": _ends(pooled.average), "predictive": _ends(pooled.predictive)},
        "naive_10y_bp": found.naive_bp,
        "rows_verified": sum(each.row.verified != "memory" for each in found.lines),
        "publication_bias": pooled.bias.sentence,
        "reason": pooled.reason or None,
    }


def _record(each: EvidenceLine) -> dict[str, Any]:
    one, row = each.answer, each.row
    return {
        "id": row.id, "paper": row.paper, "kind": row.kind, "verified": row.verified,
        "maturity_years": one.maturity_years, "own_maturity_bp": one.own_maturity_bp,
        "ten_year_bp": one.ten_year_bp, "ten_year_band_bp": _ends(each.ten_year_bp),
        "shrunk_bp": _ends(each.shrunk_bp), "plain_rescaling_bp": one.plain_rescaling_bp,
        "by_dollars_bp": one.naive_bp, "weight_share": each.weight_share,
        "why_not": each.why_not or None,
    }  # fmt: skip


def _ends(found: Band | None) -> dict[str, float] | None:
    return None if found is None else {"p05": found.low, "p50": found.middle, "p95": found.high}
