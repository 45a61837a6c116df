"""From an outcome to a frame: the header's sentences and figures beside the arrays."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from saiken._version import __version__
from saiken.app.frame.pack import Frame
from saiken.app.frame.paths import parts
from saiken.outcome import Outcome, rounded
from saiken.outcome.headline import currency_path
from saiken.report.losses_words import loss_lines
from saiken.report.summary import hangs_on, seller_name, sentence
from saiken.variables import MATURITIES, MATURITY_LABELS

SCHEMA: Final = "saiken/frame/1"
FIGURES: Final = (
    "amount_sold_usd_bn", "yield_change_bp", "mortgage_30y_change_bp", "auto_loan_change_bp",
    "corporate_baa_change_bp", "equity_change_pct", "jgb_10y_change_bp",
    "federal_interest_cost_usd_bn", "seller_loss_usd_bn", "seller_loss_parts_usd_bn",
    "us_loss_usd_bn", "damage_ratio", "tariff_seller_usd_bn_per_year", "tariff_us_usd_bn_per_year",
)  # fmt: skip
"""Keys of the published headline that a frame carries, under the same names."""


def frame_of(out: Outcome) -> Frame:
    """Pack an outcome."""
    return Frame.of(header(out), parts(out))


def header(out: Outcome) -> dict[str, Any]:
    """Everything of a frame that is not an array; numbers to six significant digits."""
    fingerprint = out.snap.store.fingerprint
    return {
        "schema": SCHEMA,
        "saiken": __version__,
        "data_fingerprint": fingerprint,
        "case": out.case.model_dump(mode="json"),
        "case_key": out.case.key(fingerprint),
        "seller": seller_name(out),
        "draws": out.parameters.draws,
        "dates": [str(day) for day in out.dates],
        "maturities": list(MATURITY_LABELS),
        "maturity_years": list(MATURITIES),
        "peak_day": out.peak_day,
        "sentence": sentence(out),
        "assumptions": hangs_on(out),
        "losses": list(loss_lines(out, seller_name(out))),
        "figures": rounded(_figures(out)),
        "actions": rounded([asdict(line) for line in out.actions]),
    }


def _figures(out: Outcome) -> dict[str, Any]:
    """The published headline as far as a frame carries it; of the currency without its two ends."""
    found = {key: out.headline[key] for key in FIGURES if key in out.headline}
    return found | {"usdjpy_change_pct": currency_path(out)}
