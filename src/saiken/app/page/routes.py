"""What the page's script asks for besides the interface; not part of it, and free to change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict

from saiken.app.page.compare import compare_document
from saiken.app.page.figures import figure_document, figure_names
from saiken.app.page.implied import implied_document
from saiken.app.page.rest import rest_document
from saiken.app.page.worth import worth_document
from saiken.app.state import answer_json, bounded_draws, case_key, finite_only, state_of
from saiken.app.work import Progress
from saiken.case import Case
from saiken.case.link import read_link
from saiken.data import load_store
from saiken.errors import unknown
from saiken.outcome import Outcome
from saiken.report.documents import json_text, plain
from saiken.report.excel import workbook
from saiken.report.reproduce import python_of
from saiken.simulate import simulate

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Made = Callable[[Outcome], bytes]
router = APIRouter(prefix="/page", include_in_schema=False)


class Two(BaseModel):
    """The cases to be compared."""

    model_config = ConfigDict(extra="forbid")

    a: Case
    b: Case


class OnADay(BaseModel):
    """A case, and the day whose move is read."""

    model_config = ConfigDict(extra="forbid")

    case: Case
    date: dt.date


@router.get("/link")
async def link(request: Request) -> Response:
    """Read the page's own query."""
    found = read_link(request.url.query, load_store().fingerprint)
    case = found.case.model_dump(mode="json")
    return JSONResponse({"name": found.name, "case": case, "message": found.message})


@router.post("/rest")
async def rest(case: Case, request: Request) -> Response:
    """What does not move with the mouse."""
    return await _json(request, case, "rest", lambda out: _dumped(rest_document(out)))


@router.post("/worth")
async def worth(case: Case, request: Request) -> Response:
    """What a case is worth in its creditor's own negotiation."""
    bounded_draws(case.draws, request)

    def job(_: Progress) -> bytes:
        return _dumped(worth_document(case))

    return await answer_json(request, f"worth {case_key(case)}", job, "longest")


@router.post("/implied")
async def implied(asked: OnADay, request: Request) -> Response:
    """What the market's move on a day said about the sale."""

    def job(_: Progress) -> bytes:
        return _dumped(implied_document(asked.case, asked.date))

    return await answer_json(request, f"implied {asked.date} {case_key(asked.case)}", job)


@router.post("/figure")
async def figure(case: Case, name: Annotated[str, Query()], request: Request) -> Response:
    """One figure for a picture."""
    if name not in figure_names():
        raise unknown("figure", name[:80], figure_names())
    return await _json(
        request, case, f"figure {name}", lambda out: _dumped(figure_document(out, name))
    )


@router.post("/compare")
async def compare(two: Two, request: Request) -> Response:
    """Both cases and their difference."""
    for each in (two.a, two.b):
        bounded_draws(each.draws, request)

    def job(_: Progress) -> bytes:
        with finite_only():
            return _dumped(compare_document(two.a, two.b))

    return await answer_json(request, f"compare {case_key(two.a)} {case_key(two.b)}", job)


@router.post("/excel")
async def excel(case: Case, request: Request) -> Response:
    """The workbook of a case."""
    return await _file(request, case, "excel", workbook, EXCEL)


@router.post("/python")
async def python(case: Case) -> Response:
    """The lines of Python that give a case again."""
    return PlainTextResponse(python_of(case) + "\n")


async def _json(request: Request, case: Case, kind: str, made: Made) -> Response:
    return await _file(request, case, kind, made, "application/json")


async def _file(request: Request, case: Case, kind: str, made: Made, media: str) -> Response:
    bounded_draws(case.draws, request)

    def job(progress: Progress) -> bytes:
        with finite_only():
            return made(simulate(case, progress=progress))

    content = await state_of(request).desk.answer(f"{kind} {case_key(case)}", job)
    return Response(content, media_type=media)


def _dumped(document: dict[str, Any]) -> bytes:
    return json_text(plain(document)).encode()
