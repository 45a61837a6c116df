"""Ladder games to test with, and a simulation of one that shares no code with the solver."""

import numpy as np
from hypothesis import strategies as st

from saiken.bargaining.ladder import Ladder
from saiken.bargaining.plans import Plan

COSTS = np.array([0, 1, 2, 2.5, 3.0])
"""Audience cost by rung."""
THREAT = Plan("threat at once", ((0.0, "threat"),))
CHECK = {
    "plan": THREAT,
    "k": 4.0,
    "L": 10.0,
    "G": 5.0,
    "c_resolute": 1.0,
    "a": COSTS,
    "mu0": 0.2,
    "sigma": 0.002,
    "rounds": 1,
}
"""The bluffing game of `threat`, with shocks that hardly matter."""
FULL = CHECK | {
    "plan": "stairs",
    "sigma": 0.7,
    "eta": 0.5,
    "m": np.array([0, 0, 0, 0.05, 0.1]),
    "h": np.full(5, 0.3),
    "delta": 0.4,
    "moves": 2,
    "x": 6.0,
    "rounds": 4,
}
"""Everything on."""


def random_draws(count, seed=0, **changes):
    """Many games at once, with stakes of a few units."""
    draw = np.random.default_rng(seed).uniform
    steps = draw(0, 1.5, (count, 4))
    given = {
        "plan": "stairs",
        "k": draw(1, 8, count),
        "L": draw(2, 20, count),
        "G": draw(1, 8, count),
        "c_resolute": draw(0, 4, count),
        "a": np.cumsum(np.hstack([np.zeros((count, 1)), steps]), axis=1),
        "mu0": draw(0, 0.6, count),
        "sigma": draw(0.1, 1, count),
        "eta": draw(0, 1, count),
    }
    return given | changes


@st.composite
def games(draw, **changes):
    """One game without any of the negative channels."""

    def number(low, high):
        return draw(st.floats(low, high).map(lambda each: round(each, 3)))

    given = {
        "plan": draw(st.sampled_from(["words", "stairs", "late", "proof"])),
        "k": number(-1, 10),
        "L": number(0, 20),
        "G": number(0, 10),
        "c_resolute": number(0, 5),
        "a": np.cumsum([0.0, *(number(0, 2) for _ in range(4))]),
        "mu0": number(0, 1),
        "sigma": number(0.05, 2),
        "eta": number(0, 1),
        "rounds": draw(st.integers(1, 6)),
        "grid": 33,
    }
    return Ladder(**(given | changes))


def simulate(game, paths, seed, found=None, nu0=0.0):
    """Play a game of one draw, shocks and all, by the solution's choices.

    With a chance nu0 the buyer only holds; `obstinate` among the ends says which paths' does.

    Returns the solution, the ends by name as (round, path) flags, whether each path's seller is
    resolute, and both players' payoffs.
    """
    terms, found = game.terms, game.solve() if found is None else found
    played = found.played
    rng = np.random.default_rng(seed)
    resolute = rng.random(paths) < terms.mu0[0]
    on, quiet = np.ones(paths, dtype=bool), np.zeros(paths, dtype=bool)
    seller, buyer = np.zeros(paths), np.zeros(paths)
    silence, sigma = silent_cutoffs(terms), terms.sigma[0]
    obstinate = rng.random(paths) < nu0 if nu0 else np.zeros(paths, dtype=bool)
    happened, gives = {"obstinate": obstinate}, ~obstinate

    def note(name, t, flags):
        happened.setdefault(name, np.zeros((terms.rounds, paths), dtype=bool))[t] = flags
        return flags

    for t in range(terms.rounds):
        stays = resolute | (rng.random(paths) < played.goes_on[0, t])
        fold = note("fold", t, on & ~stays)
        seller[fold] -= terms.fold[0, t]
        quiet |= fold
        on = note("stands", t, on & stays)
        seller[on] -= terms.slice_cost[0, t]
        buyer[on] -= terms.slice_loss[0, t] + terms.flow[0, t] * played.price[0, t]
        shock = rng.logistic(0, terms.sigma[0], paths)
        deal = note("deal", t, on & gives & (shock > cutoff(played.concede[0, t], sigma)))
        quiet_deal = note("deal_without", t, quiet & gives & (shock > silence[t]))
        for each in (deal, quiet_deal):
            seller[each] += terms.gain[0, t]
            buyer[each] += shock[each] - terms.k[0]
        on, quiet = on & ~deal, quiet & ~quiet_deal
        shock = rng.logistic(0, terms.sigma[0], paths)
        removed = note("removed", t, on & gives & (shock > cutoff(played.preempt[0, t], sigma)))
        buyer[removed] += shock[removed] - terms.x[0]
        on, quiet = on & ~removed, quiet | removed
        accident = note("accident", t, on & (rng.random(paths) < played.accident[0, t]))
        seller[accident] -= terms.accident[0, t]
        buyer[accident] -= terms.loss[0, t]
        ends = rng.random(paths) > terms.goes_on[0, t]
        on = on & ~accident
        execution = note("execution", t, on & ends & resolute)
        seller[execution] -= terms.cost[0, t]
        buyer[execution] -= terms.loss[0, t]
        back_down = note("back_down", t, on & ends & ~resolute)
        seller[back_down] -= terms.fold[0, t + 1]
        on, quiet = on & ~ends, quiet & ~ends
    return found, happened, resolute, seller, buyer


def cutoff(share, sigma):
    """The shock above which an option is taken with this probability."""
    return np.inf if share == 0 else sigma * np.log((1 - share) / share)


def silent_cutoffs(terms):
    """Without the card: shocks above which the buyer concedes, by backward induction."""
    worth, found = 0.0, np.zeros(terms.rounds)
    sigma, k = terms.sigma[0], terms.k[0]
    for t in reversed(range(terms.rounds)):
        ahead = terms.goes_on[0, t] * worth
        found[t] = ahead + k
        worth = ahead + sigma * np.log1p(np.exp(-(ahead + k) / sigma))
    return found
