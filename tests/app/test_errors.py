"""What a client is told when something is wrong."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saiken.case import Case, Scenario, settings_of

BAD = [
    ("simulate", {"scenario": {"seler": "Japan"}}, 422, "the nearest are seller"),
    ("simulate", {"scenario": {"seller": "Jpan"}}, 400, "the nearest are Japan"),
    ("simulate", {"scenario": {"sale_days": 0}}, 422, "scenario.sale_days"),
    ("simulate", {"scenario": {"amount_usd_bn": 9000}}, 400, "allowed is up to"),
    ("simulate", {"scenario": {"amount_usd_bn": 1, "share_pct": 1}}, 422, "not both"),
    ("simulate", {"as_of": "1990-01-01"}, 400, "as-of date"),
    ("simulate", {"as_of": "soon"}, 422, "as_of"),
    ("simulate", [1], 422, "JSON object"),
    ("simulate", {"assumptions": {"size_from": "nobody"}}, 400, "no size named 'nobody'"),
    ("simulate", {"assumptions": {"overrides": {"flow.exponent": 1e300}}}, 400, "not finite"),
    ("simulate", {"assumptions": {"overrides": {"nothing": 1}}}, 400, "no parameter named"),
    ("frame", {"sequence": -1}, 422, "sequence"),
    ("frame", {"case": {}, "cas": {}}, 422, "no setting cas"),
    ("event", {"dates": []}, 422, "dates"),
    ("event", {"dates": ["1900-01-01"]}, 400, "allowed is"),
    ("score", {"episode": "fed-2009-03-8"}, 400, "the nearest are fed-2009-03-18"),
    ("evidence", {"scenario": {"maturities": "longest"}}, 422, "long"),
]


def one_sentence(answered):
    body = answered.json()
    assert set(body) == {"error"}
    assert body["error"][0].isupper()
    assert body["error"].endswith(".")
    assert "\n" not in body["error"]
    assert "Traceback" not in body["error"]
    return body["error"]


@pytest.mark.parametrize(("route", "body", "status", "said"), BAD)
def test_a_bad_body_gets_one_sentence(client, route, body, status, said):
    answered = client.post(f"/api/v1/{route}", json=body)
    assert answered.status_code == status, answered.text
    assert said in one_sentence(answered)


def test_what_is_not_json(client):
    headers = {"content-type": "application/json"}
    answered = client.post("/api/v1/simulate", content=b"{", headers=headers)
    assert answered.status_code == 422
    assert one_sentence(answered) == "The body is not valid JSON."


def test_bad_queries(client):
    assert "top" in one_sentence(client.get("/api/v1/holders?top=0")).lower()
    assert "nearest are Japan" in one_sentence(client.get("/api/v1/holders?name=Jpan"))


def test_paths_and_methods_that_are_not_there(client):
    assert client.get("/api/v1/nothing").status_code == 404
    refused = client.get("/api/v1/simulate")
    assert refused.status_code == 405
    assert refused.headers["allow"] == "POST"
    one_sentence(refused)


def test_a_mistake_of_ours_shows_an_id_and_nothing_else(client, monkeypatch, capsys, small):
    def broken(*_, **__):
        raise RuntimeError("a secret path")

    monkeypatch.setattr("saiken.app.routes.simulate.simulate", broken)
    answered = client.post("/api/v1/simulate", json=small(seller="China"))
    assert answered.status_code == 500
    sentence = one_sentence(answered)
    logged = capsys.readouterr().err
    assert "secret" not in sentence
    assert "a secret path" in logged
    assert sentence.split()[-1].rstrip(".") in logged
    assert answered.headers["x-content-type-options"] == "nosniff"


def test_headers(client):
    headers = client.get("/api/v1/health").headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "http:" not in policy
    assert "https:" not in policy
    assert headers["x-content-type-options"] == "nosniff"


SETTINGS = list(settings_of(Scenario))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["Japan", "China", "yen", "long", "everybody", "2025-05-02", "most-harmful"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
SCENARIOS = st.dictionaries(st.sampled_from(SETTINGS), JUNK, max_size=4)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "scenario": SCENARIOS | JUNK,
        "as_of": JUNK,
        "draws": st.integers(-1, 40) | JUNK,
        "seed": JUNK,
        "assumptions": st.dictionaries(
            st.sampled_from(["size_from", "bill_share_tilt_pct", "overrides"]), JUNK, max_size=2
        ) | JUNK,
    },
)  # fmt: skip


def answers_well(answered):
    assert answered.status_code in (200, 400, 413, 422), answered.text
    if answered.status_code != 200:
        one_sentence(answered)


FUZZ = settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@FUZZ
@given(route=st.sampled_from(["simulate", "frame", "evidence", "event", "score"]), body=JUNK)
def test_any_json_at_all(client, route, body):
    content = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    answers_well(client.post(f"/api/v1/{route}", content=content, headers=headers))


@FUZZ
@given(body=BODIES)
def test_anything_that_looks_like_a_case(client, body):
    content = json.dumps({"case": {"draws": 16, **body}}).encode()
    headers = {"content-type": "application/json"}
    answers_well(client.post("/api/v1/frame", content=content, headers=headers))


BOUNDED = {
    name: st.floats(each.bounds.get("ge", 0), each.bounds.get("le", 700))
    for name, each in settings_of(Scenario).items()
    if each.unit in ("pct", "usd_bn", "years") and name not in ("share_pct", "hedged_pct")
}
COUNTS = {
    name: st.integers(int(each.bounds["ge"]), min(int(each.bounds["le"]), 80))
    for name, each in settings_of(Scenario).items()
    if each.unit == "days" and name != "notice_days"
}
NAMED = {
    "seller": st.sampled_from(["Japan", "China", "Belgium", "Europe", "Switzerland"]),
    "action": st.sampled_from(["sell", "run_off", "shorten", "abstain", "repo", "park"]),
    "maturities": st.sampled_from(["own", "bills", "belly", "long"]),
    "proceeds": st.sampled_from(["dollars", "bills", "fed-pool", "yen", "euro", "gold"]),
    "information": st.sampled_from(["unannounced", "announced"]),
    "run": st.sampled_from([None, "default"]),
    "freeze": st.sampled_from([None, "default"]),
    "answers": st.sampled_from(["nobody", "everybody"]),
    "include_private": st.booleans(),
}


@FUZZ
@given(
    scenario=st.fixed_dictionaries({}, optional={**BOUNDED, **COUNTS, **NAMED}),
    as_of=st.dates(min_value=dt.date(2009, 1, 1), max_value=dt.date(2026, 8, 1)).map(str),
)
def test_any_setting_in_its_range(client, scenario, as_of):
    body = {"case": Case(draws=16).model_dump(mode="json") | {"scenario": scenario, "as_of": as_of}}
    answers_well(client.post("/api/v1/frame", json=body))
