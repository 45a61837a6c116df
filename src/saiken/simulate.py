"""The one road from a request to its outcome, as a short list of steps.

Draws are worked in blocks of 256 whatever the number of workers, and bands are taken once over the
joined draws, so that the answer is the same to the last bit on one worker or many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from saiken.case import Case, NamedScenario, Scenario, check
from saiken.engine import (
    BLOCK,
    KEPT,
    KEPT_MONEY,
    Array32,
    Engine,
    posterior_of,
    prepare,
    sample,
)
from saiken.outcome import Outcome
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot, snapshot
from saiken.variables import EFFECTS


def simulate(
    case: Case | NamedScenario | Scenario,
    snap: Snapshot | None = None,
    *,
    params: Parameters | None = None,
    progress: Callable[[int, int], None] | None = None,
    workers: int | Executor = 1,
    draws: int | None = None,
    seed: int | None = None,
) -> Outcome:
    """Work out what a sale does.

    Parameters
    ----------
    case : Case, NamedScenario or Scenario
        The request; a bare scenario is asked as of the snapshot's day.
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    params : Parameters, optional
        Given draws instead of sampled ones; their number overrides the case's.
    progress : callable, optional
        Called with blocks done and blocks in all.
    workers : int or Executor
        Threads, or any executor; the answer does not depend on it.
    draws, seed : int, optional
        Override the case's.

    Returns
    -------
    Outcome

    Raises
    ------
    InputError
        If the request does not fit the facts of the day.
    """
    named, request = _request(case, snap, draws, seed)
    market = snap or snapshot(request.as_of)
    check(request.scenario, market)
    prm = sample(request, market) if params is None else params
    engine = prepare(request, market, prm)
    blocks = _work(engine, progress, workers)
    arrays = _publish(blocks)
    kept = [arrays.pop(name, np.ones(1)).astype(np.float64) for name in (KEPT, KEPT_MONEY)]
    sale = engine.program
    if any((each != 1).any() for each in kept):
        sale = replace(sale, kept=kept[0], kept_money=kept[1])
    return Outcome(
        case=request,
        named=named,
        snap=market,
        parameters=prm,
        program=sale,
        arrays=arrays,
        notes=(*engine.bill.caveats(), *posterior_of(request, market).caveats()),
    )


def _request(
    case: Case | NamedScenario | Scenario,
    snap: Snapshot | None,
    draws: int | None,
    seed: int | None,
) -> tuple[NamedScenario | None, Case]:
    named = case if isinstance(case, NamedScenario) else None
    if isinstance(case, NamedScenario):
        request = case.case
    elif isinstance(case, Scenario):
        day = {} if snap is None else {"as_of": snap.as_of.astype(object)}
        request = Case(scenario=case, **day)
    else:
        request = case
    given = {"draws": draws, "seed": seed}
    changes = {name: value for name, value in given.items() if value is not None}
    return named, Case(**(request.model_dump() | changes)) if changes else request


def _work(
    engine: Engine, progress: Callable[[int, int], None] | None, workers: int | Executor
) -> list[dict[str, Array32]]:
    starts = range(0, engine.parameters.draws, BLOCK)
    if isinstance(workers, Executor):
        return _collect(workers.map(engine.run, starts), starts, progress)
    if workers == 1:
        return _collect(map(engine.run, starts), starts, progress)
    with ThreadPoolExecutor(workers) as pool:
        return _collect(pool.map(engine.run, starts), starts, progress)


def _collect(
    blocks: Iterator[dict[str, Array32]],
    starts: range,
    progress: Callable[[int, int], None] | None,
) -> list[dict[str, Array32]]:
    """Wait for the blocks; they come back in the order of the draws."""
    done = []
    for count, block in enumerate(blocks, start=1):
        done.append(block)
        if progress is not None:
            progress(count, len(starts))
    return done


def _publish(blocks: list[dict[str, Array32]]) -> dict[str, Array32]:
    """Join the blocks, effects on one axis; the total is their sum in the published precision."""
    draws = sum(len(block[EFFECTS[0]]) for block in blocks)
    shape = (draws, *blocks[0][EFFECTS[0]].shape[1:])
    effects, total = np.empty((len(EFFECTS), *shape), np.float32), np.empty(shape, np.float32)
    start = 0
    for block in blocks:
        part = slice(start, start := start + len(block[EFFECTS[0]]))
        for place, effect in enumerate(EFFECTS):
            effects[place, part] = block[effect]
        effects[:, part].sum(axis=0, out=total[part])
    rest = {
        name: np.concatenate([block[name] for block in blocks])
        for name in blocks[0]
        if name not in EFFECTS
    }
    return {"yield_change": total, "yield_change_by_effect": effects, **rest}
