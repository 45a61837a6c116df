import dataclasses

import numpy as np
import pytest

import saiken
from saiken.data import load_store, verify
from saiken.facts import check_facts
from saiken.holders import ceiling_usd, history, holding, holdings, own_mix, sectors
from saiken.report.console import text_console
from saiken.report.tables import (
    print_dataset,
    print_datasets,
    print_facts,
    print_holder,
    print_holders,
    print_scenarios,
    print_verified,
)


@pytest.fixture
def shown():
    def show(printer, *args, width=100):
        console, buffer = text_console(width)
        printer(console, *args)
        return buffer.getvalue()

    return show


def test_holders_are_ranked_and_the_sum_is_there(shown, snap):
    text = shown(print_holders, holdings(snap), sectors(snap), 3)
    rows = text.splitlines()
    assert rows[3].split()[:2] == ["1", "Japan"]
    assert "USD 1.13tn" in rows[3]
    assert "All foreign holders" in text
    assert "Federal Reserve" in text
    assert "a fall is not a sale" in " ".join(text.split())


def test_one_holder_with_its_history(shown, snap):
    text = shown(
        print_holder, holding("Japan", snap), history("Japan", snap),
        ceiling_usd("Japan", snap), own_mix("Japan", snap),
    )  # fmt: skip
    assert "█" in text
    assert "Mar 2000" in text
    assert "Feb 2025" in text
    assert "the official book" in text
    assert "duration" in text


def test_the_chart_falls_back_to_ascii(snap):
    import io

    from saiken.report.console import console_for

    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    print_holder(console_for(stream, 100), holding("Japan", snap), history("Japan", snap))
    stream.flush()
    assert b"#" in stream.buffer.getvalue()


def test_a_published_ceiling_without_official_part(shown, snap):
    text = shown(print_holder, holding("China", snap), None, ceiling_usd("China", snap))
    assert "official part not published" in " ".join(text.split())


def test_facts_give_verdict_figure_and_source(shown, snap):
    verdicts = check_facts(snap)
    text = shown(print_facts, verdicts, snap.as_of)
    assert text.startswith(f"{len(verdicts)} claims against what was known on 2025-05-02")
    for verdict in verdicts:
        assert f"{verdict.id}  {verdict.verdict}: " in text
    assert "Source: " in text


def test_scenarios_are_listed(shown):
    named = [saiken.load_scenario(name) for name in saiken.scenario_names()]
    text = shown(print_scenarios, named)
    assert all(each.name in text for each in named)


def test_datasets_are_listed_at_80_columns(shown):
    infos = load_store().catalogue
    text = shown(print_datasets, infos.values(), width=80)
    assert all(name in text for name in infos)
    assert "title" in text.splitlines()[0]


def test_one_dataset_with_its_newest_figures(shown):
    store = load_store()
    info = store.catalogue["tic_holdings"]
    newest = [store.latest("tic_holdings", "Japan", "2025-05-02")]
    text = shown(print_dataset, info, newest, store.keys("tic_holdings"))
    assert info.sha256 in text
    assert "1,126 USD bn" in text
    assert "2025-02-28" in text


def test_checksums(shown):
    assert shown(print_verified, verify(), 3).startswith("All 3 bundled files match")
    assert "par_yields is broken." in shown(print_verified, ["par_yields is broken."], 3)


def test_a_zero_history_does_not_fail(shown, snap):
    past = history("Japan", snap)
    flat = dataclasses.replace(past, values=np.zeros(len(past)))
    assert "USD 0" in shown(print_holder, holding("Japan", snap), flat)
