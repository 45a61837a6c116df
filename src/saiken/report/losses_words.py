"""Both sides' losses in sentences. The ledgers stay apart: none of these figures may be added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from saiken.outcome import Outcome
from saiken.report import words

Band = Mapping[str, Any]
LEDGER_A: Final = "Ledger A: transactions only."


def loss_lines(out: Outcome, who: str) -> tuple[str, ...]:
    """Ledger A of the seller, of the US, and their ratio."""
    head = out.headline
    lines = (seller_line(head, who), us_line(head), ratio_line(head, out.ratio.reason))
    tariff = tariff_line(head, who, out.case.scenario.tariff_pct)
    return (*lines, tariff) if tariff else lines


def tariff_line(head: Band, who: str, points: float) -> str:
    """What a tariff in answer costs both sides a year; empty without one."""
    if "tariff_seller_usd_bn_per_year" not in head:
        return ""
    own, us = head["tariff_seller_usd_bn_per_year"], head["tariff_us_usd_bn_per_year"]
    other = words.loses("the US", us["p50"])
    return (
        f"A tariff of {words.plain(points)} points in answer: {words.loses(who, own['p50'])}"
        f"{_either(own)} a year in the long run, {other}{_either(us)}; apart from the ledgers."
    )


def seller_line(head: Band, who: str) -> str:
    """What the seller loses on bonds and currency."""
    total, parts = head["seller_loss_usd_bn"], head["seller_loss_parts_usd_bn"]
    bonds = parts["seller_loss_bonds"]
    if total is None:
        return (
            f"{words.loses(who, bonds['p50'])} on the bonds; its loss on the conversion "
            f"{words.CANNOT}, so its whole loss neither."
        )
    text = words.loses(who, total["p50"]) + _band(total)
    text += _of_gdp(head.get("seller_loss_pct_gdp"))
    if words.usd(total["p50"]) == "USD 0":
        return f"{words.loses(who, 0.0)}."
    currency = parts["seller_loss_currency"]
    if words.usd(currency["p50"]) == "USD 0":
        return f"{text}, all of it on the bonds."
    return f"{text}: {_short(bonds)} on the bonds, {_short(currency)} on the conversion."


def us_line(head: Band) -> str:
    """What the US loses on interest paid to non-residents."""
    loss = head["us_loss_usd_bn"]
    text = words.loses("The US", loss["p50"])
    if words.usd(loss["p50"]) == "USD 0":
        return f"{text}."
    text += _band(loss) + _of_gdp(head.get("us_loss_pct_gdp"))
    return f"{text}, in interest to foreigners over ten years."


def ratio_line(head: Band, reason: str | None) -> str:
    """The damage ratio in words, or why there is none."""
    ratio = head["damage_ratio"]
    if ratio is None:
        return reason or f"The damage ratio {words.CANNOT}."
    does = "loses" if ratio["p50"] >= 0 else "gains"
    band = words.span(ratio["p05"], ratio["p95"], words.plain)
    text = f"Per dollar the seller loses, the US {does} {words.plain(abs(ratio['p50']))} ({band})"
    if ratio["share_of_draws_without"]:
        text += f"; in {words.share(ratio['share_of_draws_without'])} of draws it loses nothing"
    return f"{text}. {LEDGER_A}"


def _either(values: Band) -> str:
    """The band of a loss, or of a gain where the middle is one."""
    gain = {"p05": -values["p95"], "p95": -values["p05"]}
    return _band(gain if values["p50"] < 0 else values)


def _short(values: Band) -> str:
    return words.usd(values["p50"]).replace("USD ", "")


def _band(values: Band) -> str:
    if words.usd(values["p05"]) == words.usd(values["p95"]):
        return ""
    return f" ({words.span(values['p05'], values['p95'], words.usd).replace('USD ', '')})"


def _of_gdp(values: Band | None) -> str:
    return "" if values is None else f", {words.plain(abs(values['p50']))}% of GDP"
