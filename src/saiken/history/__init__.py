"""The score: what really happened, asked of the engine with what was known the evening before.

An episode is a file: who moved how much, what else was going on, where it was read. The engine is
asked without what the episode taught it; the rival is "no impact" with the same ordinary moves, the
second rival an old estimate carried over by dollars. An episode whose predicted move drowns in
ordinary moves is counted as silent, never credited. Some episodes are held back by the hash of
their name and scored at a release only. Nothing here enters a result except the score beside it.
"""

from saiken.history.backtest import Backtest, backtest
from saiken.history.episode import Episode, Quantity, Source
from saiken.history.library import episode, episodes, in_reserve, read_episodes
from saiken.history.scored import Scored
from saiken.history.total import Total

__all__ = [
    "Backtest",
    "Episode",
    "Quantity",
    "Scored",
    "Source",
    "Total",
    "backtest",
    "episode",
    "episodes",
    "in_reserve",
    "read_episodes",
]
