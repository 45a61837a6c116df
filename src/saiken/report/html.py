"""The self-contained HTML report: one file, no requests, light and dark, screen and paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from saiken._version import __version__
from saiken.data import resource_text
from saiken.outcome import Outcome
from saiken.report.chart import DARKER
from saiken.report.content import content
from saiken.report.figures import charts
from saiken.report.files import write_text
from saiken.report.slider import slider

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM: Final = "report/templates"
PLOTLY: Final = "report/vendor/plotly-cartesian.min.js"
ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def safe_json(value: object) -> str:
    """JSON that can stand inside a script element: no markup, no NaN.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(str.maketrans(ESCAPES))


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    names = ("report.html.j2", "notebook.html.j2")
    sources = {name: resource_text(f"{ROOM}/{name}") for name in names}
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def html_text(out: Outcome) -> str:
    """The whole report as text."""
    from markupsafe import Markup

    found = charts(out)
    figures = {name: chart.figure for name, chart in found.items()}
    inlined: Mapping[str, Any] = {
        "style": Markup(resource_text(f"{ROOM}/report.css")),
        "script": Markup(resource_text(f"{ROOM}/report.js")),
        "plotly": Markup(resource_text(PLOTLY)),
        "charts_json": Markup(safe_json(figures)),
        "days_json": Markup(safe_json(slider(out))),
        "palette_json": Markup(safe_json(DARKER)),
    }
    template = _environment().get_template("report.html.j2")
    return template.render(version=__version__, charts=found, **content(out, found), **inlined)


def write_html(out: Outcome, path: Path | str) -> Path:
    """Write the report in one step.

    Raises
    ------
    InputError
        If the folder is missing or may not be written to.
    SaikenError
        If the disk is full.
    """
    return write_text(path, html_text(out))


def notebook_html(out: Outcome) -> str:
    """A small fragment for a notebook: the sentence and the first table."""
    from saiken.report.summary import summary

    template = _environment().get_template("notebook.html.j2")
    return template.render(title=out.title, said=summary(out))
