"""The page as a Dash application on a FastAPI of its own, mounted at the root."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from dash import Dash
from dash.backends._fastapi import FastAPIDashServer
from fastapi import FastAPI

from saiken._version import __version__
from saiken.app.page.boot import boot
from saiken.app.page.charts import CARDS, CHARTS
from saiken.app.page.implied import first_date
from saiken.app.page.widgets import add_callbacks, table_of_cards
from saiken.case import load_scenario, scenario_names
from saiken.data import resource_text
from saiken.report.html import safe_json

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE: Final = "app/page/index.html.j2"
KEPT: Final = ("/", "/_dash-layout", "/_dash-dependencies", "/_dash-component-suites/")
"""What the page asks of Dash; the rest of its routes (server callbacks, sockets) is closed."""
UNUSED: Final = re.compile(r'<script src="[^"]*/dash/(?:dcc|dash_table)/[^"]*"></script>\s*')
"""Component libraries that Dash always lists and this page does not use."""
RENDERER: Final = '<script id="_dash-renderer" src="/assets/start.js"></script>'
"""In a file, so that the policy needs to allow no inline script."""


class PageApp(Dash):
    """Dash whose index is the page's own template."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override] # noqa: ANN401
        """Put Dash's tags into the template."""
        from markupsafe import Markup

        tags = {name: Markup(parts[name]) for name in ("css", "config", "app_entry")}  # noqa: S704
        tags["scripts"] = Markup(UNUSED.sub("", parts["scripts"]) + RENDERER)  # noqa: S704
        ready = _template()
        booted = Markup(safe_json(boot()))  # noqa: S704 - escaped for a script element
        return ready.render(
            boot=booted, charts=CHARTS, cards=CARDS, first_date=first_date(),
            version=__version__, **tags,
        )  # fmt: skip


def dash_app() -> FastAPI:
    """Build the page's application."""
    inner: Any = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    FastAPIDashServer.websocket_capability = False  # no callback reaches the server
    app = PageApp(
        "saiken.app.page", server=inner, backend="fastapi", title="Saiken", update_title="",
        include_assets_files=False, assets_folder="none", suppress_callback_exceptions=True,
        add_log_handler=False,
    )  # fmt: skip
    app.layout = table_of_cards(load_scenario(scenario_names()[0]).case)
    add_callbacks(app)
    inner.router.routes[:] = [each for each in inner.router.routes if _kept(each)]
    made: FastAPI = inner
    return made


def _kept(route: Any) -> bool:  # noqa: ANN401 - any of Starlette's routes
    path = str(getattr(route, "path", ""))
    return path in KEPT or path.startswith(KEPT[-1])


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return made.from_string(resource_text(TEMPLATE))
