"""The interface describes itself truly: its examples work, and so do requests made from it."""

import json
from importlib import import_module

import jsonschema
import numpy as np
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from saiken.app.server import create_app
from saiken.app.settings import Settings
from saiken.outcome.schema import schema as outcome_schema

POST = ("simulate", "card", "evidence", "event", "score", "frame")
GET = ("scenarios", "holders", "snapshot", "sources", "health")
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance, unsupported_method,
)  # fmt: skip
CARD = "/api/v1/card"
FEW_DRAWS = Settings(
    draws_most=64, draws_moving=16, draws_resting=16, requests_per_second=1e6, burst=1e6
)
"""Schemathesis asks for many draws as happily as for few; here they are refused."""
API = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(FEW_DRAWS, page=False))


@pytest.fixture(scope="module", autouse=True)
def small_map():
    """A map of four cells: what is asked here is whether answers fit, not how fine they are."""
    room = import_module("saiken.negotiation.map")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "PRIORS", np.array([0.1, 0.4]))
        patch.setattr(room, "AUDIENCE_SHARES", np.array([0.001, 0.01]))
        patch.setattr(room, "DRAWS", 16)
        yield


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api/v1/openapi.json").json()


def test_every_route_is_described(described):
    expected = {f"/api/v1/{name}": {"post"} for name in POST}
    expected |= {f"/api/v1/{name}": {"get"} for name in GET}
    assert {path: set(each) for path, each in described["paths"].items()} == expected


def test_titles_and_errors_everywhere(described):
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            assert {"200", "400", "413", "422", "429", "500", "503"} <= set(operation["responses"])
            refused = operation["responses"]["422"]["content"]["application/json"]["schema"]
            assert refused["$ref"].endswith("ErrorBody")


def test_every_setting_of_a_case_is_described(described):
    for name, each in described["components"]["schemas"]["Scenario"]["properties"].items():
        assert each["title"], name
        assert each["description"], name


def test_references_lead_somewhere(described):
    text = json.dumps(described)
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(described["components"]["schemas"])
    assert "#/$defs" not in text


def test_an_outcome_fits_both_descriptions(client, described, small):
    document = client.post("/api/v1/simulate", json=small()).json()
    jsonschema.validate(document, outcome_schema())
    place = {"$ref": "#/components/schemas/Outcome_document", "components": described["components"]}
    jsonschema.validate(document, place)
    document["headline"]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, place)


def test_examples_work(client, described):
    for path, methods in described["paths"].items():
        for operation in methods.values():
            for body in _examples(operation, described):
                assert client.post(path, json=body).status_code == 200, (path, body)


def _examples(operation, described):
    if "requestBody" not in operation:
        return []
    content = operation["requestBody"]["content"]["application/json"]
    if "examples" in content:
        return [each["value"] for each in content["examples"].values()]
    name = content["schema"]["$ref"].rpartition("/")[2]
    found = described["components"]["schemas"][name]["examples"]
    assert found, name
    return found


def bounded(count):
    return settings(
        max_examples=count, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@API.exclude(path=CARD).parametrize()
@bounded(8)
def test_requests_made_from_the_description(case):
    case.call_and_validate(checks=CHECKS)


@pytest.mark.slow
@API.include(path=CARD).parametrize()
@bounded(20)
def test_cards_made_from_the_description(case):
    case.call_and_validate(checks=CHECKS, timeout=60)


@pytest.mark.slow
@API.exclude(path=CARD).parametrize()
@bounded(300)
def test_many_requests_made_from_the_description(case):
    case.call_and_validate(checks=CHECKS)
