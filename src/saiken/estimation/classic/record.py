"""A classic on bundled data: what a month of foreign officials' sales did to Treasury yields.

In the spirit of Beltran, Kretchmer, Marquez and Thomas (2013). The design is ``classic.yaml``; the
artefact holds every row of it, whatever its sign. Nothing reads the artefact to size an effect: the
estimates are least squares and not identified.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from saiken.data import resource_bytes
from saiken.errors import DataError
from saiken.estimation.classic.bench import SCALINGS, Bench, Row, bought_by_year
from saiken.estimation.classic.levels import levels, reactions
from saiken.estimation.classic.plan import PLAN, plan
from saiken.estimation.classic.runs import estimates, other_durations, projections

if TYPE_CHECKING:
    from saiken.data import Store
    from saiken.estimation.artefact_file import Record

DATASETS: Final = (
    "tic_holdings", "fed_h41", "par_yields", "policy_rates", "us_equity_returns",
    "fiscal_quarterly", "mspd_securities",
)  # fmt: skip
TWO_ERRORS: Final = 2.0
"""Standard errors from zero at which a sign counts as found."""


def classic_record(store: Store) -> Record:
    """Run the whole design.

    Returns
    -------
    Record
        ``estimates`` (one row a flow, yield, sample and set of controls), ``signs`` (how many of
        them point which way), ``other_durations``, ``projections``, ``levels``, ``reactions``,
        ``comparisons`` of an earlier with a later sample, ``bought_by_year`` and the published
        figures. Effects are rises of the yield in bp for a step of net sales (``steps``).
    """
    benches = {name: Bench.load(store, name) for name in plan()["flows"]}
    rows = list(estimates(benches))
    head = plan()["headline"]
    best = find(rows, flow=head["flow"], maturity=head["yield"], sample="full")
    return {
        "name": "classic",
        "unit": "bp",
        "steps": plan()["steps"],
        "published": plan()["published"],
        "as_of": f"{best['last']}",
        "observations": best["months"],
        "durations_years": {name: bench.duration_years for name, bench in benches.items()},
        "estimates": rows,
        "signs": _signs(rows),
        "other_durations": list(other_durations(store)),
        "projections": list(projections(benches)),
        "levels": list(levels(benches)),
        "reactions": list(reactions(benches)),
        "comparisons": [_compared(rows, pair) for pair in plan()["comparisons"]],
        "bought_by_year": bought_by_year(benches[head["flow"]]),
        "left_out_months": plan()["breaks"],
        "inputs": [*(_dataset(store, name) for name in DATASETS), _file(PLAN)],
        "method": (
            "Change of a par yield over a month on net sales of the month, the policy rate, the "
            "stock market, realised volatility, the lagged change and a constant; least squares "
            "with Newey-West errors. Local projections up to a year."
        ),
        "note": (
            "Not identified: officials answer to yields, to the dollar and to fear. Weighs nothing."
        ),
    }


def find(
    rows: Sequence[Row], *, flow: str, maturity: str, sample: str, controls: str = "all"
) -> dict[str, Any]:
    """Pick one estimate.

    Raises
    ------
    DataError
        If the design has no such row or its sample was too short.
    """
    wanted = {"flow": flow, "yield": maturity, "sample": sample, "controls": controls}
    for row in rows:
        if wanted.items() <= row.items():
            return row
    raise DataError(f"The classic has no estimate for {', '.join(wanted.values())}.")


def _signs(rows: Sequence[Row]) -> Row:
    """Count the estimates in dollars by sign; the published one says a sale raises yields."""
    effects: list[Any] = [row["usd"] for row in rows]
    ratios = [each["effect_bp"] / each["standard_error_bp"] for each in effects]
    return {
        "rows": len(ratios),
        "raise_yields": sum(ratio > 0 for ratio in ratios),
        "raise_yields_by_two_errors": sum(ratio > TWO_ERRORS for ratio in ratios),
        "lower_yields_by_two_errors": sum(ratio < -TWO_ERRORS for ratio in ratios),
    }


def _compared(rows: Sequence[Row], pair: Mapping[str, str]) -> Row:
    """Set an earlier sample against a later one that shares no month with it."""
    maturity = plan()["headline"]["yield"]
    before, since = (
        find(rows, flow=pair["flow"], maturity=maturity, sample=pair[when])
        for when in ("before", "since")
    )
    gaps = {scaling: _difference(before[scaling], since[scaling]) for scaling in SCALINGS}
    return {**pair, "yield": maturity, **gaps}


def _difference(before: Mapping[str, float], since: Mapping[str, float]) -> Row:
    """Later less earlier effect; independent samples, so the variances add."""
    variance = before["standard_error_bp"] ** 2 + since["standard_error_bp"] ** 2
    return {
        "before_bp": before["effect_bp"],
        "since_bp": since["effect_bp"],
        "difference_bp": since["effect_bp"] - before["effect_bp"],
        "standard_error_bp": variance**0.5,
        "since_over_before": since["effect_bp"] / before["effect_bp"],
    }


def _dataset(store: Store, dataset: str) -> Row:
    return {"dataset": dataset, "restricted": False, "sha256": store.info(dataset).sha256}


def _file(path: str) -> Row:
    digest = hashlib.sha256(resource_bytes(path)).hexdigest()
    return {"file": path, "restricted": False, "sha256": digest}
