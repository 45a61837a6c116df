"""F19: what the shares of other holders say, and what the data do not."""

from __future__ import annotations

from saiken.facts.cite import cite
from saiken.facts.claims import Claim
from saiken.facts.verdict import UNKNOWN, Verdict, answer
from saiken.holders import Known, holdings
from saiken.parameters import parameter
from saiken.units import from_si


def other_holders(claim: Claim, known: Known) -> Verdict:
    """F19: the shares of Japan, of the others and of officials."""
    table = holdings(known)
    mine = table.of(claim.settings["holder"])
    of_foreign = mine.holdings_usd / table.all_usd
    follow = parameter("creditors.response_share").distribution
    found = (
        f"Foreigners hold {from_si(table.all_usd / table.market_usd, 'pct'):.0f}% of debt held by "
        f"the public, {mine.holder} {from_si(of_foreign, 'pct'):.0f}% of what foreigners hold; "
        f"the others have USD {from_si(table.all_usd - mine.holdings_usd, 'usd_bn'):,.0f}bn, and "
        f"foreign officials of all countries USD {from_si(table.official_usd, 'usd_bn'):,.0f}bn. "
        "Whether they follow when one sells is not shown: by the estimates they add between "
        f"{follow['low']:+.1f} and {follow['high']:+.1f} dollars for each dollar sold "
        "(saiken run --creditors default)."
    )
    seen = known.series("tic_holdings", "Grand Total").at_or_before(table.month)
    return answer(
        claim,
        found,
        UNKNOWN,
        figure=from_si(table.all_usd - mine.holdings_usd, "usd_bn"),
        unit="usd_bn",
        cited=cite(known, seen),
        needs=claim.needs,
    )
