"""What a client is told when something is wrong: one sentence, never a stack trace."""

from __future__ import annotations

import sys
import traceback
import uuid
from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from saiken.app.work import RETRY_SECONDS, TooBusyError, TooSlowError
from saiken.errors import InputError, SaikenError, nearest

BUSY: Final = "The server is busy; try again in a moment."
SLOW: Final = "The answer takes too long; ask for fewer draws or a shorter horizon, or try again."
INSIDE: Final = "Something went wrong inside; the server's log knows it as {id}."
LONGEST: Final = 80
"""Characters of a client's own words that are repeated."""
RETRY: Final = {"Retry-After": str(RETRY_SECONDS)}


class ErrorBody(BaseModel):
    """What every error looks like."""

    error: str = Field(
        title="Error",
        description="One plain sentence: what was wrong, and what is allowed.",
        examples=["the amount is USD 9,000bn; allowed is up to USD 1,000bn."],
    )


def error(sentence: str, status: int, headers: dict[str, str] | None = None) -> JSONResponse:
    """Build the answer for an error."""
    return JSONResponse({"error": one_line(sentence)}, status, headers)


def one_line(sentence: object) -> str:
    """What was said, on one line and with a capital."""
    printable = "".join(each if each.isprintable() else " " for each in str(sentence))
    line = " ".join(printable.split())
    return line[:1].upper() + line[1:]


def add_handlers(app: FastAPI) -> None:
    """Turn every exception into one sentence."""
    app.exception_handler(RequestValidationError)(_malformed)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(SaikenError)(_on_purpose)
    app.exception_handler(TooBusyError)(lambda *_: error(BUSY, 503, RETRY))
    app.exception_handler(TooSlowError)(lambda *_: error(SLOW, 503, RETRY))


def _malformed(_: Request, problem: RequestValidationError) -> JSONResponse:
    return error(first_sentence(problem.errors()), 422)


def _refused(_: Request, problem: HTTPException) -> JSONResponse:
    headers = dict(problem.headers or {})
    return error(f"{str(problem.detail).rstrip('.')}.", problem.status_code, headers)


def _on_purpose(_: Request, problem: SaikenError) -> JSONResponse:
    """A request that does not fit the facts is 400; data that do not reach are 422."""
    return error(str(problem), 400 if isinstance(problem, InputError) else 422)


def unforeseen(problem: Exception) -> JSONResponse:
    """Write a mistake of ours to the log, and tell the client where to find it."""
    name = uuid.uuid4().hex[:8]
    said = "".join(traceback.format_exception(problem))
    sys.stderr.write(f"saiken: error {name}\n{said}")
    return error(INSIDE.format(id=name), 500)


def first_sentence(problems: Sequence[Any]) -> str:
    """Say the first thing that is wrong with a body or query, in one sentence."""
    first = problems[0]
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    where = ".".join(place)
    if first["type"] == "json_invalid":
        return "The body is not valid JSON."
    if first["type"] == "extra_forbidden":
        return f"There is no setting {where[:LONGEST]}{nearest(place[-1][:LONGEST], _settings())}."
    if not where and first["type"] in ("missing", "model_attributes_type", "model_type"):
        return "The body has to be a JSON object."
    message = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    message = message.replace("Input should be", "it should be")
    return f"In {where[:LONGEST]}: {message[:1].lower()}{message[1:]}." if where else f"{message}."


def _settings() -> list[str]:
    from saiken.case import Case, Scenario, settings_of
    from saiken.case.request import Assumptions

    return [name for model in (Scenario, Assumptions, Case) for name in settings_of(model)]
