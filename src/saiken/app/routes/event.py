"""``POST /api/v1/event``: the document of ``saiken history event --json``."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from saiken.app.described import gives, record
from saiken.app.state import answer_with, body_key
from saiken.measure import event
from saiken.report.documents import json_text
from saiken.report.event_screen import event_document, premium_of

router = APIRouter(tags=["how we know"])
DOCUMENT = record("days", "moves", moves={"type": "object"}, window_days={"type": "integer"})


class EventRequest(BaseModel):
    """Dates around which moves are measured; several are added up."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"dates": ["2025-05-02"], "window_days": 1}]},
    )

    dates: list[dt.date] = Field(
        title="Dates", min_length=1, max_length=20, description="Days of the news."
    )
    window_days: int = Field(
        1, title="Window", ge=1, le=250, description="Business days from the close before."
    )
    exclude: list[dt.date] = Field(
        default=[], title="Not ordinary", max_length=50, description="Not ordinary days either."
    )


@router.post(
    "/event",
    summary="What markets did around a date",
    response_class=Response,
    **gives(DOCUMENT, "The document of `saiken history event --json`."),
)
async def around(asked: EventRequest, request: Request) -> Response:
    """What yields, equities and the dollar did around a date, beyond what was expected."""

    def document() -> str:
        found = event(asked.dates, window_days=asked.window_days, exclude=asked.exclude)
        return json_text(event_document(found, premium_of(found)))

    return await answer_with(request, body_key("event", asked.model_dump()), document)
