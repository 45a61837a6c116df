"""Claims about who holds what: F1 to F4."""

from __future__ import annotations

from saiken.facts.cite import cite, day_name, month_name
from saiken.facts.claims import Claim
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    ROUGHLY,
    UNKNOWN,
    Part,
    Verdict,
    Word,
    answer,
    by_last_digit,
)
from saiken.holders import Known, find, history, holding, holdings, treasury_share_ends
from saiken.units import from_si


def largest_holder(claim: Claim, known: Known) -> Verdict:
    """F1: rank among the countries of the newest full table."""
    table = holdings(known)
    mine = table.of(claim.settings["holder"])
    rival = next(row for row in table.rows if row.holder != mine.holder)
    lead = mine.holdings_usd / rival.holdings_usd - 1
    narrow = claim.settings["narrow_lead_share"]
    verdict: Word = FAILS if lead <= 0 else ROUGHLY if lead < narrow else HOLDS
    found = (
        f"{mine.holder} is number {mine.rank} of {len(table.rows)} countries named, with USD "
        f"{_bn(mine.holdings_usd)}; {rival.holder} has {_bn(rival.holdings_usd)}. {table.words[0]}"
    )
    return _from_table(claim, known, found, verdict)


def size_of_holdings(claim: Claim, known: Known) -> Verdict:
    """F2: the level against the claim's last digit."""
    mine = holding(claim.settings["holder"], known)
    verdict = by_last_digit(
        from_si(mine.holdings_usd, "usd_tn"),
        claim.settings["claimed_usd_tn"],
        claim.settings["last_digit"],
    )
    found = (
        f"USD {_bn(mine.holdings_usd)} on {day_name(mine.month)}, official and private "
        "together, as recorded in custody."
    )
    return _from_table(claim, known, found, verdict)


def share_of_gdp(claim: Claim, known: Known) -> Verdict:
    """F3: holdings against the country's own nominal GDP in dollars."""
    mine = holding(claim.settings["holder"], known)
    if mine.of_gdp_share is None:
        return answer(claim, "No GDP figure was published by that day.", UNKNOWN, needs="GDP")
    share, claimed = mine.of_gdp_share, claim.settings["claimed_share"]
    exact = by_last_digit(share, claimed, claim.settings["last_digit"]) == HOLDS
    near = min(claim.settings["simple_shares"], key=lambda simple: abs(simple - share)) == claimed
    gdp = mine.holdings_usd / share
    found = (
        f"{_pct(share)} of GDP: USD {_bn(mine.holdings_usd)} against a GDP of USD {_bn(gdp)} in "
        f"{mine.gdp_year}. A quarter is {'' if near else 'not '}the nearest simple fraction."
    )
    verdict: Word = HOLDS if exact else ROUGHLY if near else FAILS
    table = cite(known, history(mine.holder, known).last())
    nominal = cite(known, known.latest("weo", f"{find(mine.holder).iso3}:gdp_usd_bn"))
    cited = (f"{table[0]}; {nominal[0]}", f"{table[1]}; {nominal[1]}")
    return answer(claim, found, verdict, figure=from_si(share, "pct"), unit="pct", cited=cited)


def purpose(claim: Claim, known: Known) -> Verdict:
    """F4: how much of the holdings is the official book, and has it paid for sales of dollars."""
    book = _official_part(claim, known)
    sales = _dollars_sold(claim, known)
    verdict: Word = FAILS if book.verdict == FAILS else UNKNOWN
    if book.verdict == HOLDS and sales.verdict == HOLDS:
        verdict = ROUGHLY
    securities = known.latest("japan_reserves", "securities")
    return answer(
        claim,
        f"{book.found} {sales.found} The purpose itself is written in law, not in data.",
        verdict,
        figure=from_si(securities.value, "usd_bn"),
        unit="usd_bn",
        cited=cite(known, securities),
        needs=claim.needs,
        parts=(book, sales),
    )


def _official_part(claim: Claim, known: Known) -> Part:
    """Official book against all of the country's holdings, in the last month that has both."""
    holder, threshold = claim.settings["holder"], claim.settings["threshold_share"]
    securities = known.latest("japan_reserves", "securities")
    table = history(holder, known).at_or_before(securities.period_end)
    ends = [securities.value * share / table.value for share in treasury_share_ends(holder)]
    low, high = min(ends), max(ends)
    verdict: Word = HOLDS if low > threshold else FAILS if high < threshold else UNKNOWN
    found = (
        f"Of the USD {_bn(table.value)} recorded for {holder} in {month_name(table.period_end)}, "
        f"{_pct(low)} to {_pct(high)} can be the reserves' (securities of USD "
        f"{_bn(securities.value)}, the part in Treasuries is not published); the rest is private."
    )
    return Part("the official part", found, verdict)


def _dollars_sold(claim: Claim, known: Known) -> Part:
    """Interventions on record, in dollars at the rate of the day."""
    table = known.store.table("japan_interventions", known.as_of)
    rates = known.series("usdjpy_daily", "DEXJPUS")
    usd = [
        float(amount) / rates.at_or_before(day).value
        for day, amount in zip(table["date"], table["amount"], strict=True)
    ]
    sold = [
        amount
        for amount, way in zip(usd, table["direction"], strict=True)
        if way == claim.settings["sold_dollars"]
    ]
    months = known.series("japan_interventions_monthly", "intervention")
    active = int((months.values > 0).sum())
    found = (
        f"On the days on record Japan sold USD {_bn(sum(sold))} on {len(sold)} days and bought USD "
        f"{_bn(sum(usd) - sum(sold))} on {len(usd) - len(sold)}; of {len(months)} months published "
        f"in full {active} saw any intervention."
    )
    return Part("sales of dollars on record", found, HOLDS if sold else FAILS)


def _from_table(claim: Claim, known: Known, found: str, verdict: Word) -> Verdict:
    """Answer with the holder's newest figure in the table."""
    seen = history(claim.settings["holder"], known).last()
    return answer(
        claim,
        found,
        verdict,
        figure=from_si(seen.value, "usd_bn"),
        unit="usd_bn",
        cited=cite(known, seen),
    )


def _bn(usd: float) -> str:
    return f"{from_si(usd, 'usd_bn'):,.1f}bn"


def _pct(share: float) -> str:
    return f"{from_si(share, 'pct'):.1f}%"
