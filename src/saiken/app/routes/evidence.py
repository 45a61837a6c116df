"""``POST /api/v1/evidence``: the document of ``saiken evidence --json``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from saiken.app.described import gives, record
from saiken.app.routes.simulate import CaseBody
from saiken.app.state import answer_with, bounded_draws, case_key
from saiken.impact.evidence import case_evidence
from saiken.report.documents import json_text
from saiken.report.evidence_screen import evidence_document

router = APIRouter(tags=["how we know"])
DOCUMENT = record(
    "case", "rows", "pooled_10y_bp",
    rows={"type": "array", "items": record("id", "paper", "ten_year_bp")},
)  # fmt: skip


@router.post(
    "/evidence",
    summary="What each paper would say",
    response_class=Response,
    **gives(DOCUMENT, "The document of `saiken evidence --json`."),
)
async def evidence(case: CaseBody, request: Request) -> Response:
    """What each paper would say about a case, and all of them together."""
    bounded_draws(case.draws, request)
    return await answer_with(
        request,
        f"evidence {case_key(case)}",
        lambda: json_text(evidence_document(case_evidence(case))),
    )
