"""``POST /api/v1/card``: the document of ``saiken card --json``."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response

from saiken.app.described import gives, record
from saiken.app.state import answer_json, body_key, bounded_draws, finite_only
from saiken.app.work import Progress
from saiken.errors import InputError
from saiken.negotiation import Negotiation, negotiate

router = APIRouter(tags=["what it is worth"])
EXAMPLES: Final[dict[str, Any]] = {
    "japan": {
        "summary": "Japan in May 2025, its dollars turned into yen",
        "value": {
            "case": {"scenario": {"seller": "Japan", "proceeds": "yen"}, "draws": 64},
            "stake": {
                "kind": "tariffs",
                "otherwise": "japan-announced-2025",
                "asked": "japan-deal-2025",
            },
            "plan": "stairs",
            "promise": "public-pledge",
            "deadline": "2025-07-09",
        },
    },
}
NO_SALE: Final = "The threat needs a sale; give a case."
NegotiationBody = Annotated[Negotiation, Body(openapi_examples=EXAMPLES)]


@router.post(
    "/card",
    summary="What a holding is worth as a card",
    response_class=Response,
    **gives(
        record("threat", "assurance", "map", "sentences"), "The document of `saiken card --json`."
    ),
)
async def card(negotiation: NegotiationBody, request: Request) -> Response:
    """Value a holding in a negotiation, as a threat and as a promise not to sell."""
    if negotiation.case is None:
        raise InputError(NO_SALE)
    bounded_draws(negotiation.case.draws, request)

    def job(progress: Progress) -> bytes:
        with finite_only():
            return negotiate(negotiation, progress=progress).to_json().encode()

    key = f"card {body_key(negotiation.model_dump_json())}"
    return await answer_json(request, key, job, "longest")
