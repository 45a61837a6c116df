"""What the pool owes to one paper, one episode, one prior."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from saiken.errors import DataError
from saiken.parameters.pooling.pool import Band, Pool, band, pool
from saiken.parameters.pooling.priors import Priors, priors
from saiken.parameters.pooling.rows import SizedRow


@dataclass(frozen=True, slots=True)
class Line:
    """One variation of the pool.

    Attributes
    ----------
    name : str
        What was changed.
    average, predictive : Band or None
        The average size, and the size a new study of a new episode would find; None where too
        little is left to pool.
    """

    name: str
    average: Band | None
    predictive: Band | None


def line(name: str, make: Callable[[], Pool]) -> Line:
    """Summarise one variation, or say that nothing could be pooled."""
    try:
        made = make()
    except DataError:
        return Line(name, None, None)
    return Line(name, band(made.average), band(made.predictive))


def leave_one_paper_out(rows: Sequence[SizedRow], prior: Priors | None = None) -> tuple[Line, ...]:
    """Pool without each study in turn; estimates of one study leave together."""
    return _without(rows, lambda each: each.study, prior)


def leave_one_episode_out(
    rows: Sequence[SizedRow], prior: Priors | None = None
) -> tuple[Line, ...]:
    """Pool without each episode in turn."""
    return _without(rows, lambda each: each.episode, prior)


def _without(
    rows: Sequence[SizedRow], of: Callable[[SizedRow], str], prior: Priors | None
) -> tuple[Line, ...]:
    names = dict.fromkeys(of(each) for each in rows)
    return tuple(
        line(name, partial(pool, [each for each in rows if of(each) != name], prior))
        for name in names
    )


def prior_sensitivity(rows: Sequence[SizedRow]) -> tuple[Line, ...]:
    """Pool with the spreads' priors halved and doubled, the signalling share held fixed, and more.

    Returns
    -------
    tuple of Line
        The lines that need nothing but the sized rows; readings of the experiments come from the
        room that sizes them.
    """
    base = priors()
    low, high = base.signalling_low_share, base.signalling_high_share
    level = replace(base, lowest_tier_factor=1.0)
    return (
        line("spreads expected half as large", partial(pool, rows, _scaled(base, 0.5))),
        line("spreads expected twice as large", partial(pool, rows, _scaled(base, 2.0))),
        *(
            line(f"signalling share {share:g}", partial(pool, rows, _held(base, share)))
            for share in (low, (low + high) / 2, high)
        ),
        line("without the lowest tier", partial(pool, rows, include_lowest_tier=False)),
        line("lowest tier not down-weighted", partial(pool, rows, level)),
    )


def _scaled(base: Priors, factor: float) -> Priors:
    return replace(
        base, study_scale=factor * base.study_scale, episode_scale=factor * base.episode_scale
    )


def _held(base: Priors, share: float) -> Priors:
    return replace(base, signalling_low_share=share, signalling_high_share=share)
