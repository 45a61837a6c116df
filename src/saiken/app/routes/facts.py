"""``GET``: scenarios, holders, the market of a day, sources, and whether the server is well."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from saiken._version import __version__
from saiken.app.described import gives, record
from saiken.app.state import JSON, answer_with, body_key, state_of
from saiken.case import load_scenario, scenario_names
from saiken.data import load_store
from saiken.report.documents import (
    dataset_documents,
    holder_document,
    holders_document,
    json_text,
    scenario_document,
    snapshot_document,
)

router = APIRouter(tags=["facts"])
DEFAULT_DAY: Final = dt.date(2025, 5, 2)
AsOf = Annotated[dt.date, Query(title="As of", description="Only what was published by this day.")]
Top = Annotated[int, Query(ge=1, le=60, title="Top", description="How many holders to list.")]
Name = Annotated[
    str | None, Query(max_length=80, title="Holder", description="A country or group; or all.")
]


@router.get(
    "/scenarios",
    summary="The named scenarios",
    response_class=Response,
    **gives(
        {"type": "array", "items": record("name", "title", "case")},
        "The document of `saiken scenarios --json`.",
    ),
)
async def scenarios(request: Request) -> Response:
    """The bundled scenarios with their context, sources and cases."""
    return await answer_with(
        request,
        body_key("scenarios"),
        lambda: json_text([scenario_document(load_scenario(name)) for name in scenario_names()]),
    )


@router.get(
    "/holders",
    summary="Who holds Treasuries",
    response_class=Response,
    **gives(record("as_of"), "The document of `saiken holders --json`."),
)
async def holders(
    request: Request, name: Name = None, as_of: AsOf = DEFAULT_DAY, top: Top = 12
) -> Response:
    """Who holds Treasuries as known on a day: the largest holders, or one of them."""
    day = str(as_of)

    def document() -> str:
        return json_text(holders_document(day, top) if name is None else holder_document(name, day))

    return await answer_with(request, body_key("holders", name, day, top), document)


@router.get(
    "/snapshot",
    summary="The market of a day",
    response_class=Response,
    **gives(record("as_of", "curve"), "Scale, curve and currency as known on a day."),
)
async def market(request: Request, as_of: AsOf = DEFAULT_DAY) -> Response:
    """The market as known by the close of a day."""
    day = str(as_of)
    return await answer_with(
        request, body_key("snapshot", day), lambda: json_text(snapshot_document(day))
    )


@router.get(
    "/sources",
    summary="Where the figures come from",
    response_class=Response,
    **gives(
        {"type": "array", "items": record("id", "title", "agency", "licence")},
        "The document of `saiken data list --json`.",
    ),
)
async def sources(request: Request) -> Response:
    """The bundled datasets: source, licence, rule of release, notes."""
    return await answer_with(request, body_key("sources"), lambda: json_text(dataset_documents()))


@router.get(
    "/health",
    summary="Whether the server is well",
    response_class=Response,
    **gives(record("status", "saiken", "data_fingerprint"), "Version, data, and what is kept."),
)
async def health(request: Request) -> Response:
    """Whether the server is well; does not wait for a thread."""
    cache = state_of(request).desk.cache
    document = {
        "status": "ok",
        "saiken": __version__,
        "data_fingerprint": load_store().fingerprint,
        "answers_kept": len(cache),
        "bytes_kept": cache.size,
    }
    return Response(json_text(document), media_type=JSON)
