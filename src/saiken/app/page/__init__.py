"""The page: Dash and Mantine for the controls, plain modules and uPlot for what moves.

:func:`add_page` hangs it on the application. The controls are generated from the settings' own
declarations; a control that changes calls one function of the page's script, which asks
``/api/v1/frame`` and draws. Neither a Dash callback on the server nor Plotly is on that road.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from saiken.data import resource_text

GZIP_LEVEL = 5
KEPT_SECONDS = 60
CSS = "report/templates/report.css"
VENDOR = "report/vendor"
ROOM = Path(__file__).parents[2]


class Files(StaticFiles):
    """Files that a browser may keep for a while: a page has thirty, and clients are rationed."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - Starlette's own
        """Answer with a file and how long it may be kept."""
        found = super().file_response(*args, **kwargs)
        found.headers["Cache-Control"] = f"max-age={KEPT_SECONDS}"
        return found


def add_page(app: FastAPI) -> None:
    """Hang the page on "/", its files on "/assets" and its own questions on "/page".

    Call it after the interface's routes: what no route answers falls to the page's application.
    """
    from saiken.app.page.dash_app import dash_app
    from saiken.app.page.routes import router

    app.include_router(router)
    app.add_api_route("/assets/house.css", _house, include_in_schema=False)
    app.mount("/assets/plotly", _packed(Files(directory=ROOM / VENDOR)))
    app.mount("/assets", _packed(Files(directory=ROOM / "app/assets")))
    app.mount("/", _packed(dash_app()))


def _packed(inner: ASGIApp) -> ASGIApp:
    """Compress what is worth it; frames, which are in a hurry, do not come this way."""
    return GZipMiddleware(inner, minimum_size=1024, compresslevel=GZIP_LEVEL)


async def _house() -> Response:
    """The report's own style sheet, which the page shares."""
    return Response(resource_text(CSS), media_type="text/css")
