"""What routes share: the bounds, the desk, and how a document becomes an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from fastapi import Request
from fastapi.responses import Response

from saiken.app.settings import Settings
from saiken.app.work import Desk, Job, Lane
from saiken.case import Case
from saiken.data import load_store
from saiken.errors import InputError, SaikenError, out_of_range

JSON: Final = "application/json"
NOT_FINITE: Final = "With these assumptions some figures are not finite numbers; nothing is shown."


@dataclass(frozen=True)
class State:
    """Shared by all requests of one application.

    Attributes
    ----------
    settings : Settings
    desk : Desk
    script_hashes : list of str
        Hashes of the page's inline scripts (``sha256-...``); the page adds its own.
    """

    settings: Settings
    desk: Desk
    script_hashes: list[str] = field(default_factory=list)


def state_of(request: Request) -> State:
    """State of the application that a request reached."""
    found: State = request.app.state.saiken
    return found


def case_key(case: Case) -> str:
    """Name under which an answer to a case can be kept."""
    return case.key(load_store().fingerprint)


def body_key(*parts: object) -> str:
    """Name under which an answer to something else can be kept."""
    text = "|".join([load_store().fingerprint, *map(repr, parts)])
    return hashlib.sha256(text.encode()).hexdigest()


def bounded_draws(draws: int, request: Request) -> int:
    """Refuse more draws than one request may have.

    Raises
    ------
    InputError
        With the most that is allowed.
    """
    most = state_of(request).settings.draws_most
    if draws > most:
        raise out_of_range("draws", draws, f"16 to {most}")
    return draws


async def answer_json(request: Request, key: str, job: Job, lane: Lane = "long") -> Response:
    """Answer with a JSON document from the desk."""
    return Response(await state_of(request).desk.answer(key, job, lane), media_type=JSON)


async def answer_with(request: Request, key: str, make: Callable[[], str]) -> Response:
    """Answer with a document that is made in one go."""

    def job(_: object) -> bytes:
        with finite_only():
            return make().encode()

    return await answer_json(request, key, job)


@contextmanager
def finite_only() -> Iterator[None]:
    """Turn figures that JSON cannot hold into one sentence.

    Raises
    ------
    InputError
        If a number is infinite or none: fixed parameters can be absurd.
    """
    try:
        with np.errstate(all="ignore"):
            yield
    except ValueError as problem:
        if isinstance(problem, SaikenError) or "JSON compliant" not in str(problem):
            raise
        raise InputError(NOT_FINITE) from None
