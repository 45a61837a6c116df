"""The self-contained HTML report: one file, no requests, light and dark, screen and paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from saiken._version import __version__
from saiken.data import resource_text
from saiken.outcome import Outcome
from saiken.report.chart import DARKER, Chart
from saiken.report.content import content
from saiken.report.experiments import experiment_words
from saiken.report.extras import Extras, extras
from saiken.report.figures import charts
from saiken.report.files import write_text
from saiken.report.slider import slider

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM: Final = "report/templates"
PLOTLY: Final = "report/vendor/plotly-cartesian.min.js"
ESCAPES: Final[Mapping[str, str]] = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def safe_json(value: object) -> str:
    """JSON that can stand inside a script element: no markup, no NaN.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate({ord(mark): escape for mark, escape in ESCAPES.items()})


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    names = ("macros", "report", "history", "moves", "card", "notebook")
    sources = {f"{name}.html.j2": resource_text(f"{ROOM}/{name}.html.j2") for name in names}
    made = Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["breakable"] = breakable
    made.filters["experiment"] = experiment_words
    return made


def breakable(text: str) -> str:
    """Let an address break after its slashes; the text itself is escaped."""
    from markupsafe import Markup, escape

    return Markup("/<wbr>").join(escape(part) for part in text.split("/"))


def html_text(out: Outcome, more: Extras | None = None) -> str:
    """The whole report as text.

    Parameters
    ----------
    out : Outcome
    more : Extras, optional
        What takes seconds to work out; left out, the page does without.
    """
    more = more or Extras()
    found = charts(out, more.sweep, more.frontier)
    more_parts = {"days_json": safe_json(slider(out)), "day": resource_text(f"{ROOM}/day.js")}
    return page("report.html.j2", found, content(out, found, more), more_parts)


def page(
    template: str,
    found: Mapping[str, Chart],
    said: Mapping[str, object],
    more_parts: Mapping[str, str] | None = None,
) -> str:
    """Fill a template: style, scripts and figures inside the file, nothing from elsewhere.

    Parameters
    ----------
    template : str
        File in the templates' folder.
    found : mapping of str to Chart
    said : mapping
        What the template prints; escaped.
    more_parts : mapping of str to str, optional
        Further text of the package's own, or JSON from :func:`safe_json`, that stands unescaped.
    """
    from markupsafe import Markup

    files = {"style": f"{ROOM}/report.css", "script": f"{ROOM}/page.js", "plotly": PLOTLY}
    texts = {name: resource_text(path) for name, path in files.items()}
    figures = {name: each.figure for name, each in found.items()}
    objects = {"charts_json": figures, "palette_json": DARKER}
    texts |= {name: safe_json(value) for name, value in objects.items()}
    # The package's own files and escaped JSON: nothing of a result enters unescaped.
    inlined = {name: Markup(text) for name, text in (texts | dict(more_parts or {})).items()}  # noqa: S704
    ready = _environment().get_template(template)
    return ready.render(version=__version__, charts=found, **said, **inlined)


def write_html(out: Outcome, path: Path | str) -> Path:
    """Write the report in one step.

    Raises
    ------
    InputError
        If the folder is missing or may not be written to.
    SaikenError
        If the disk is full.
    """
    return write_text(path, html_text(out, extras(out)))


def notebook_html(out: Outcome) -> str:
    """A small fragment for a notebook: the sentence and the first table."""
    from saiken.report.summary import summary

    template = _environment().get_template("notebook.html.j2")
    return template.render(title=out.title, said=summary(out))
