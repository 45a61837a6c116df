"""The one ASGI application: the documented interface, and the page in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException

from saiken._version import __version__
from saiken.app.described import describe
from saiken.app.errors import add_handlers
from saiken.app.guard import Guard
from saiken.app.routes import card, event, evidence, facts, frame, score, simulate
from saiken.app.settings import Settings
from saiken.app.state import State
from saiken.app.work import Desk

PREFIX: Final = "/api/v1"
ROUTES: Final = (simulate, card, evidence, event, score, facts, frame)
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


def create_app(settings: Settings | None = None, *, page: bool = True) -> FastAPI:
    """Put the application together.

    Parameters
    ----------
    settings : Settings, optional
        Bounds; the defaults suit one machine.
    page : bool
        Mount the page, too; the interface alone needs no Dash.
    """
    bounds = settings or Settings()
    app = FastAPI(
        title="Saiken",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.saiken = State(bounds, Desk(bounds))
    for module in ROUTES:
        app.include_router(module.router, prefix=PREFIX)
    describe(app)
    app.api_route("/api/{rest:path}", methods=list(METHODS), include_in_schema=False)(_no_route)
    add_handlers(app)
    if page:
        from saiken.app.page import add_page

        add_page(app)
    app.add_middleware(Guard, settings=bounds, hashes=app.state.saiken.script_hashes)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.saiken.desk.close()


async def _no_route(request: Request) -> None:
    """Answer for the interface before the page does: the page takes every path that is left."""
    known = request.app.openapi()["paths"].get(request.url.path, {})
    if known:
        allowed = ", ".join(sorted(method.upper() for method in known))
        raise HTTPException(405, f"Here only {allowed} is allowed", {"Allow": allowed})
    raise HTTPException(404, "There is nothing here; see /api/v1/openapi.json")
