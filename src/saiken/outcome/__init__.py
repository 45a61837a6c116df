"""What a simulation found, and what can be asked of it.

:class:`Outcome` keeps every draw. Bands, headline, drivers, ledgers, citations and differences are
worked out when they are asked for; the doors to files and pictures lead to the report.
"""

from saiken.outcome.actions import ActionLine
from saiken.outcome.citations import Source
from saiken.outcome.document import rounded
from saiken.outcome.drivers import Driver
from saiken.outcome.ledgers import Ledgers
from saiken.outcome.quantiles import BAND, band, peak_day
from saiken.outcome.result import Outcome

__all__ = [
    "BAND",
    "ActionLine",
    "Driver",
    "Ledgers",
    "Outcome",
    "Source",
    "band",
    "peak_day",
    "rounded",
]
