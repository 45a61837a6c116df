"""The interface answers with the very documents that the command line prints."""

import json

import pytest

from saiken.case import Case, load_scenario
from saiken.cli import main
from saiken.negotiation import load_negotiation


@pytest.fixture
def printed(capsys):
    """What a command prints with --json."""

    def run(*words):
        with pytest.raises(SystemExit) as end:
            main([*words, "--json"])
        assert end.value.code == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_simulate_is_saiken_run(client, printed):
    words = ("--amount", "300bn", "--over", "20d", "--horizon", "60d", "--draws", "64")
    case = load_scenario("japan-2025").case.model_dump(mode="json")
    case["scenario"] |= {"amount_usd_bn": 300, "sale_days": 20, "horizon_days": 60}
    answered = client.post("/api/v1/simulate", json=case | {"draws": 64})
    shown = printed("run", "japan-2025", *words)
    own = {"name", "title"}  # a case that is not a bundled scenario has no name
    assert answered.status_code == 200
    document = answered.json()
    assert {k: v for k, v in document.items() if k not in own} == {
        k: v for k, v in shown.items() if k not in own
    }


def test_a_named_case_keeps_its_name_to_the_last_byte(client, capsys):
    case = load_scenario("russia-2018").case
    answered = client.post("/api/v1/simulate", json=case.model_dump(mode="json"))
    with pytest.raises(SystemExit):
        main(["run", "russia-2018", "--json"])
    assert answered.text == capsys.readouterr().out
    assert answered.json()["name"] == "russia-2018"


def test_evidence(client, printed):
    answered = client.post("/api/v1/evidence", json=Case(draws=64).model_dump(mode="json"))
    assert answered.json() == printed("evidence", "japan-2025", "--draws", "64") | {
        "case": answered.json()["case"]
    }


def test_event(client, printed):
    body = {"dates": ["2008-11-25", "2009-03-18"], "window_days": 2, "exclude": ["2008-12-16"]}
    shown = printed("history", "event", *body["dates"], "--window", "2d", "--exclude", "2008-12-16")
    assert client.post("/api/v1/event", json=body).json() == shown


def test_one_episode(client, printed):
    body = {"episode": "fed-2009-03-18", "draws": 64}
    shown = printed("history", "show", body["episode"], "--draws", "64")
    assert client.post("/api/v1/score", json=body).json() == shown


def test_the_score_is_the_committed_one(client):
    from saiken.outcome.score import committed_score

    assert client.post("/api/v1/score", json={}).json() == committed_score()


def test_the_score_with_other_draws_is_computed(client, printed):
    body = {"draws": 16, "papers_then": True}
    shown = printed("history", "--draws", "16", "--papers-then")
    assert client.post("/api/v1/score", json=body).json() == shown


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("scenarios", ["scenarios"]),
        ("holders?top=3&as_of=2026-03-31", ["holders", "--top", "3", "--as-of", "2026-03-31"]),
        ("holders?name=Japan", ["holders", "Japan"]),
        ("sources", ["data", "list"]),
    ],
)
def test_lists(client, printed, path, words):
    assert client.get(f"/api/v1/{path}").json() == printed(*words)


def test_snapshot_is_the_market_of_the_day(client):
    import saiken
    from saiken.variables import MATURITIES

    snap = saiken.snapshot("2025-05-02")
    found = client.get("/api/v1/snapshot?as_of=2025-05-02").json()
    assert found["gdp_usd_bn"] == pytest.approx(snap.scale.gdp_usd / 1e9, rel=1e-5)
    zero = [row["zero_pct"] / 100 for row in found["curve"]]
    assert zero == pytest.approx(snap.curve.zero(MATURITIES).tolist(), rel=1e-5)


def test_health_counts_what_is_kept(client):
    found = client.get("/api/v1/health").json()
    assert found["status"] == "ok"
    assert found["bytes_kept"] >= 0


def test_card(client, printed):
    negotiation = load_negotiation("kato-2025").negotiation
    case = negotiation.case.model_copy(update={"draws": 32})
    body = negotiation.model_copy(update={"case": case}).model_dump(mode="json")
    answered = client.post("/api/v1/card", json=body)
    assert answered.status_code == 200
    own = {"name", "title", "context", "sources"}  # a bare negotiation has no story
    shown = printed("card", "kato-2025", "--draws", "32")
    assert {k: v for k, v in answered.json().items() if k not in own} == {
        k: v for k, v in shown.items() if k not in own
    }


def test_a_card_without_a_sale_is_refused_in_one_sentence(client):
    answered = client.post("/api/v1/card", json={"case": None, "stake": None})
    assert answered.status_code == 400
    assert answered.json() == {"error": "The threat needs a sale; give a case."}
