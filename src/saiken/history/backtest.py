"""Every episode asked of the engine point in time, and scored against "no impact"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.history.episode import Episode
from saiken.history.library import episodes, in_reserve, settings
from saiken.history.predict import predict
from saiken.history.scored import Scored, score
from saiken.history.total import Total, total

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The whole table and what it adds up to.

    Attributes
    ----------
    rows : tuple of Scored
        Oldest first; one for each target of an episode.
    totals : tuple of Total
        One for each target.
    words : tuple of Episode
        Episodes without a quantity: nothing is predicted for them.
    reserve : tuple of Episode
        Held back for a release.
    unanswered : tuple of (Episode, str)
        Episodes that could not be asked, and why.
    draws, seed : int
    papers_of_the_day : bool
    data_fingerprint : str
    """

    rows: tuple[Scored, ...]
    totals: tuple[Total, ...]
    words: tuple[Episode, ...]
    reserve: tuple[Episode, ...]
    unanswered: tuple[tuple[Episode, str], ...]
    draws: int
    seed: int
    papers_of_the_day: bool = False
    data_fingerprint: str = field(default_factory=lambda: load_store().fingerprint)

    def total(self, target: str = "10y") -> Total:
        """Look the total of one target up."""
        return next(each for each in self.totals if each.target == target)


def backtest(
    given: Sequence[Episode] | None = None,
    *,
    draws: int | None = None,
    seed: int | None = None,
    papers_of_the_day: bool = False,
    release: bool = False,
    progress: Progress | None = None,
) -> Backtest:
    """Score episodes.

    Parameters
    ----------
    given : sequence of Episode, optional
        Other episodes than the bundled ones; none of them is held back.
    draws, seed : int, optional
        Of the engine; those of the rules by default.
    papers_of_the_day : bool
        Pool only papers that were out before an episode's year.
    release : bool
        Score the reserve instead of the development episodes.
    progress : callable, optional
        Called with episodes done and episodes in all.

    Returns
    -------
    Backtest

    Examples
    --------
    >>> import saiken
    >>> found = saiken.backtest(draws=64)
    >>> found.total("10y").asked > 0
    True
    """
    every = episodes() if given is None else tuple(given)
    reserve = tuple(each for each in every if given is None and held_back(each))
    words = tuple(each for each in every if each.used is None)
    asked = [each for each in every if each.used is not None and (each in reserve) == release]
    count = int(draws or settings()["draws"])
    start = int(settings()["seed"] if seed is None else seed)
    rows: list[Scored] = []
    unanswered: list[tuple[Episode, str]] = []
    for done, one in enumerate(asked, start=1):
        try:
            rows += _rows(one, count, start, papers_of_the_day)
        except (DataError, InputError) as problem:
            unanswered.append((one, str(problem)))
        if progress is not None:
            progress(done, len(asked))
    return Backtest(
        rows=tuple(rows),
        totals=tuple(total(rows, target) for target in settings()["targets"]),
        words=words,
        reserve=() if release else reserve,
        unanswered=tuple(unanswered),
        draws=count,
        seed=start,
        papers_of_the_day=papers_of_the_day,
    )


def held_back(one: Episode) -> bool:
    """Whether an episode waits for a release: it could be scored, and its hash says so."""
    return one.counts and in_reserve(one.id)


def _rows(one: Episode, draws: int, seed: int, papers_of_the_day: bool) -> list[Scored]:
    prediction = predict(one, draws, seed, papers_of_the_day=papers_of_the_day)
    found = [score(one, prediction, target) for target in settings()["targets"]]
    kept = [each for each in found if each is not None]
    if not kept:
        raise DataError("the bundled series do not cover its window and the time before it.")
    return kept
