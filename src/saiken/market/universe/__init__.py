"""The universe of marketable Treasury securities on a day, by CUSIP where one is at hand.

Official lists by CUSIP are at hand for 2023-08-31 and 2023-09-30. Every other day is rolled:

1. *List.* The newest list whose release and date are not after the day. For a day before any, the
   list of 2023-09-30 is moved back in time and scaled to the debt held by the public.
2. *Sales.* Every auction of notes and bonds since is added with its coupon at its settlement:
   nominals with the amount offered (the Federal Reserve's add-on is missing), TIPS and
   floating-rate notes, whose amounts are not at hand, with that of one sale of the newest other
   listed security of their kind and term. A reopening adds to its CUSIP.
3. *Ends.* Buybacks by CUSIP and what has matured are taken off.
4. *Month totals.* The newest month-end of official totals by kind and month of maturity is fitted:
   the difference falls on what was sold since the list, on the whole month where nothing was.
   Listed TIPS grow by the compensation seen in months without sales. A month that the copy does
   not show gets its kind's factor; one without any line gets a line of its own. After the copy
   of the auction list ends, TIPS and floating-rate notes keep their total of the month-end.
5. *Bills.* The bills of the auction list, in amounts of the official list by remaining maturity and
   weekday, scaled to month totals and to their own total: the debt held by the public of the
   newest quarter-end less all else.

Only what was released by the day is used. Lines whose amount is not the list's are flagged
`inferred`; `basis` says how each was found. Reproduced and missed totals: docs/method/universe.md.
"""

from saiken.market.universe.build import universe
from saiken.market.universe.reconcile import Reconciliation, reconciliation
from saiken.market.universe.rows import universe_rows
from saiken.market.universe.table import KINDS, Universe

__all__ = ["KINDS", "Reconciliation", "Universe", "reconciliation", "universe", "universe_rows"]
