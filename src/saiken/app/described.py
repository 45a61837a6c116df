"""What the interface says of itself: examples, errors, and the published schema of an outcome."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from saiken.app.errors import ErrorBody

Json = dict[str, Any]
PREFIX: Final = "Outcome_"
DESCRIPTION: Final = (
    "What a creditor's US Treasuries are worth as a card in a negotiation. Bodies are the request "
    "of the Python package; answers are the documents of the command line's `--json`. Every error "
    "is one sentence."
)
STATUSES: Final = {
    400: "The request does not fit the facts of the day.",
    413: "The body is too long.",
    422: "The request is malformed.",
    429: "Too many requests from one address.",
    500: "Something went wrong inside.",
    503: "Too busy, or the answer took too long.",
}
ERRORS: Final[dict[int | str, Json]] = {
    status: {"model": ErrorBody, "description": text} for status, text in STATUSES.items()
}
"""Errors that any route can give."""
CASE_EXAMPLES: Final[dict[str, Any]] = {
    "japan": {
        "summary": "Japan sells USD 500bn in 60 business days, the money going into yen",
        "value": {
            "scenario": {
                "seller": "Japan", "amount_usd_bn": 500, "sale_days": 60, "proceeds": "yen"
            },
            "as_of": "2025-05-02",
            "draws": 256,
        },
    },
    "china": {
        "summary": "China sells everything at once, and everybody answers",
        "value": {
            "scenario": {"seller": "China", "sale_days": 1, "answers": "everybody"},
            "draws": 256,
        },
    },
}  # fmt: skip


def gives(schema: Json, description: str, media: str = "application/json") -> Json:
    """Responses of a route: its document, and every error."""
    found = {"description": description, "content": {media: {"schema": schema}}}
    return {"responses": {200: found, **ERRORS}}


def record(*required: str, **properties: Json) -> Json:
    """A JSON object with at least some keys."""
    return {"type": "object", "required": list(required), "properties": properties}


def outcome_ref() -> Json:
    """Point at the published schema of an outcome."""
    return {"$ref": f"#/components/schemas/{PREFIX}document"}


def describe(app: FastAPI) -> None:
    """Let the application give its own description, the schema of an outcome included."""

    def openapi() -> Json:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes
            )
            found["components"]["schemas"] |= _outcome_schemas()
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _outcome_schemas() -> Json:
    from saiken.outcome.schema import schema

    document = schema()
    parts = document.pop("$defs")
    document.pop("$schema")
    return {
        f"{PREFIX}{name}": _moved(part) for name, part in (parts | {"document": document}).items()
    }


def _moved(value: Any) -> Any:  # noqa: ANN401 - a JSON document has no static type
    """Point references at where the schemas of an interface lie."""
    if isinstance(value, dict):
        return {
            key: each.replace("#/$defs/", f"#/components/schemas/{PREFIX}")
            if key == "$ref" and isinstance(each, str) else _moved(each)
            for key, each in value.items()
        }  # fmt: skip
    return [_moved(each) for each in value] if isinstance(value, list) else value
