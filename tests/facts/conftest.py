from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from saiken.data import load_store
from saiken.data.store import Store
from saiken.facts import Verdict, check_facts
from saiken.holders import View
from saiken.units import from_si


@dataclass(frozen=True)
class FakeResult:
    """An engine result with nothing but a headline."""

    headline: dict[str, Any]


def spread(middle: float, low: float | None = None, high: float | None = None) -> dict[str, float]:
    """A band as the headline carries it."""
    low = middle / 2 if low is None else low
    high = middle * 2 if high is None else high
    return {"p05": low, "p25": low, "p50": middle, "p75": high, "p95": high}


@pytest.fixture
def band() -> Callable[..., dict[str, float]]:
    """A band as the headline carries it."""
    return spread


@pytest.fixture
def facts() -> Callable[..., dict[str, Verdict]]:
    """Answer every claim, by id."""

    def ask(
        day: str = "2025-05-02", store: Store | None = None, headline: dict[str, Any] | None = None
    ) -> dict[str, Verdict]:
        view = View(store or load_store(), np.datetime64(day))
        result = None if headline is None else FakeResult(headline)
        return {verdict.id: verdict for verdict in check_facts(view, result)}

    return ask


@pytest.fixture
def altered() -> Callable[..., Store]:
    """A store in which one series was changed by a function of its published values."""

    def change(
        dataset: str, key: str, function: Callable[[Any, Any], Any], store: Store | None = None
    ) -> Store:
        base = store or load_store()
        series = base.series(dataset, key)
        values = function(series.dates, from_si(series.values.copy(), series.unit))
        return base.with_series(dataset, key, series.dates, values, series.released)

    return change


@pytest.fixture
def headline() -> Callable[..., dict[str, Any]]:
    """A headline in the shape of the JSON contract, with parts replaced by name."""

    def build(**replaced: Any) -> dict[str, Any]:
        path = {"peak": spread(10.0), "peak_day": 60, "worst": spread(11.0)}
        base = {
            "amount_sold_usd_bn": spread(800.0),
            "yield_change_bp": {name: dict(path) for name in ("3m", "2y", "5y", "10y", "30y")},
            "mortgage_30y_change_bp": dict(path),
            "auto_loan_change_bp": dict(path),
            "usdjpy_change_pct": {"peak": spread(-12.0, -20.0, -5.0)},
            "federal_interest_cost_usd_bn": {"first_year": spread(3.0), "ten_years": spread(90.0)},
            "seller_loss_usd_bn": spread(30.0),
            "seller_loss_pct_gdp": spread(0.7),
            "us_loss_usd_bn": spread(60.0),
            "us_loss_pct_gdp": spread(0.2),
            "damage_ratio": {**spread(2.0, 1.5, 2.5), "share_of_draws_without": 0.0},
            "marks": {
                "peak": {
                    "federal_reserve_usd_bn": spread(-40.0),
                    "other_domestic_usd_bn": spread(-200.0),
                    "issuer_usd_bn": spread(350.0),
                    "seller_unsold_usd_bn": spread(-10.0),
                }
            },
        }
        return {**base, **replaced}

    return build
