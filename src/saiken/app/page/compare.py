"""Two cases side by side: A, B, and B less A draw by draw."""

from __future__ import annotations

from typing import Any, Final

from saiken.case import Case
from saiken.errors import InputError
from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.summary_rows import Row, rows
from saiken.simulate import simulate

LOSSES: Final = (
    ("Seller’s national loss (ledger A)", "seller_loss_usd_bn"),
    ("United States’ national loss (ledger A)", "us_loss_usd_bn"),
)
NOT_ALIKE: Final = (
    "B less A cannot be shown draw by draw: {why} Differences of the middles would hide that."
)


def compare_document(first: Case, second: Case) -> dict[str, Any]:
    """Give the rows of both, and of their difference where there is one.

    Parameters
    ----------
    first, second : Case
        A and B.
    """
    a, b = simulate(first), simulate(second)
    columns = [_rows(a), _rows(b)]
    why = ""
    try:
        columns.append(_rows(b - a))
    except InputError as problem:
        told = str(problem)
        why = NOT_ALIKE.format(why=told[:1].lower() + told[1:])
    lines = [
        {"label": line[0].label, "cells": [_cell(each) for each in line]}
        for line in zip(*columns, strict=True)
    ]
    return {"rows": lines, "why_not": why}


def _cell(row: Row) -> list[str]:
    return [row.middle, row.band]


def _rows(out: Outcome) -> tuple[Row, ...]:
    return (*rows(out.headline), *(_loss(out, *each) for each in LOSSES))


def _loss(out: Outcome, label: str, key: str) -> Row:
    found = out.headline[key]
    if found is None:
        return Row(label, words.CANNOT, "", "")
    band = words.span(found["p05"], found["p95"], words.usd)
    return Row(label, words.usd(found["p50"]), band, "")
