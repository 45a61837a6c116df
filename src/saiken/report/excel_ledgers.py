"""Sheets of the ledgers, of the marks by holder, and of a rates desk's lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from saiken.outcome import Outcome
from saiken.report.sheet import BANDS, Cell, Sheet, band_cells
from saiken.units import SHOWN

LISTS: Final = {"by_country": "other foreign holders", "by_sector": "other US holders"}
BESIDE: Final = "beside the ledgers, never netted"
MEMO: Final = "memo, per year"
WHOLE: Final = {
    "dv01_usd_mn": ("value of a basis point", "USD mn per bp"),
    "dv01_usd_mn_per_day": ("value of a basis point, a selling day", "USD mn per bp"),
    "volume_share_pct": ("share of the market's daily volume, a selling day", "%"),
    "ten_year_equivalents_usd_bn": ("ten-year equivalents", "USD bn"),
    "futures_contracts": ("ten-year futures contracts", "number"),
    "futures_contracts_per_day": ("ten-year futures contracts, a selling day", "number"),
}
BOOK: Final = {
    "amount_usd_bn": ("amount sold", "USD bn"),
    "duration_years": ("duration", "years"),
    "dv01_usd_mn": ("value of a basis point", "USD mn per bp"),
}
NOTHING: Final = (("the sale", "all", "amount sold", "USD bn", 0.0, "nothing is sold"),)
DEALERS: Final = {
    "sold_usd_bn": ("amount sold", "USD bn"),
    "position_usd_bn": ("primary dealers' net position", "USD bn"),
}


def losses(out: Outcome) -> Sheet:
    """Three ledgers, each marked; never to be added across ledgers."""
    head = out.headline
    parts = head["seller_loss_parts_usd_bn"]
    rows: list[tuple[Cell, ...]] = [
        _loss("A", "seller: on the bonds", parts["seller_loss_bonds"]),
        _loss("A", "seller: on the conversion", parts["seller_loss_currency"]),
        _loss("A", "seller: together", head["seller_loss_usd_bn"]),
        _loss("A", "United States: interest to foreigners", head["us_loss_usd_bn"]),
        _loss("A", "United States: output lost", head["us_output_lost_usd_bn"]),
    ]
    for when, found in head["marks"].items():
        rows += [
            _loss(f"M, {when}, day {found['day']}", name.removesuffix("_usd_bn"), value)
            for name, value in found.items()
            if name != "day" and name not in LISTS
        ]
    rows += [_loss("B", line["label"], line, SHOWN[line["unit"]]) for line in head["pain"]]
    rows += [_loss("B", line["label"], line, "USD") for line in head["households"]]
    rows += [
        _loss(BESIDE, line["label"], line["band"], SHOWN[line["unit"]])
        for line in head["currency_benefits"]
    ]
    rows.append(_loss(MEMO, "foregone carry", head["foregone_carry_usd_bn_per_year"]))
    financing = head["financing_carry_usd_bn_per_year"]
    rows.append(_loss(MEMO, "or: carry against financing bills", financing))
    header = ("ledger (never added to another)", "what", "unit", *_headings())
    return Sheet("losses", header, tuple(rows))


def holders(out: Outcome) -> Sheet:
    """Ledger M by country and by sector, the largest of each."""
    rows = [
        (when, found["day"], group, line["name"], *band_cells(line))
        for when, found in out.headline["marks"].items()
        for name, group in LISTS.items()
        for line in found[name]
    ]
    header = ("when", "day (business days)", "group", "holder",
              *(f"{name} (USD bn)" for name in BANDS))  # fmt: skip
    return Sheet("marks", header, tuple(rows))


def desk(out: Outcome) -> Sheet:
    """A rates desk's lines: the whole sale, by bucket, and beside the dealers' books."""
    found = out.headline["desk"]
    rows = NOTHING if found is None else tuple(_desk_rows(found))
    return Sheet("desk", ("part", "remaining maturity", "what", "unit", "figure", "note"), rows)


def _desk_rows(found: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for key, (what, unit) in WHOLE.items():
        yield ("the sale", "all", what, unit, found[key], "median over draws")
    for line in found["book"]:
        yield from _parts("by bucket", f"{line['bucket']} years", line, BOOK)
    for line in found["dealers"]:
        yield from _parts("beside dealers", line["tenor"], line, DEALERS)


def _parts(
    part: str, maturity: str, line: Mapping[str, Any], names: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[Cell, ...]]:
    for name, (what, unit) in names.items():
        note = "not published by the day" if line[name] is None else ""
        yield (part, maturity, what, unit, line[name], note)


def _headings() -> tuple[str, ...]:
    return tuple(f"{name}, in the unit" for name in BANDS)


def _loss(
    ledger: str, what: str, found: Mapping[str, float] | None, unit: str = "USD bn"
) -> tuple[Cell, ...]:
    return (ledger, what, unit, *band_cells(found))
