"""What a flow or a rush did beyond the lasting effect of the same experiment."""

from __future__ import annotations

from collections.abc import Mapping

from saiken.data import Store
from saiken.errors import DataError
from saiken.impact.evidence.record import EvidenceRow
from saiken.impact.evidence.sizing import share_of_debt, unit_effect
from saiken.impact.habitat import Kernels
from saiken.units import from_si


def net_effect_bp(
    row: EvidenceRow,
    table: Mapping[str, EvidenceRow],
    kernels: Kernels,
    store: Store,
    stock_scale: float | None,
) -> float:
    """Effect of a row net of the stock effect of the same experiment.

    A short-run estimate contains the long-run one. Where the source states both (``long_run``),
    its own long run is taken off; elsewhere the pooled size stands in for it.

    Parameters
    ----------
    row : EvidenceRow
    table : mapping of str to EvidenceRow
        Where the row named by ``long_run`` is looked up.
    kernels : Kernels
    store : Store
    stock_scale : float or None
        Pooled size of the stock effect; None when nothing is pooled.

    Returns
    -------
    float
        Basis points at the row's own maturity; a stock row's effect as it is.

    Raises
    ------
    DataError
        If the row states no effect, or there is no stock effect to take off.
    """
    if row.effect_bp is None:
        raise DataError(f"{row.id} states no effect.")
    if row.kind == "stock":
        return row.effect_bp
    return row.effect_bp - _lasting_bp(row, table, kernels, store, stock_scale)


def _lasting_bp(
    row: EvidenceRow,
    table: Mapping[str, EvidenceRow],
    kernels: Kernels,
    store: Store,
    stock_scale: float | None,
) -> float:
    if row.long_run is not None:
        other = table.get(row.long_run)
        if other is None or other.effect_bp is None:
            raise DataError(f"{row.id} names the long run {row.long_run!r}, which has no effect.")
        ratio = share_of_debt(row.measured, store) / share_of_debt(other.measured, store)
        return other.effect_bp * ratio
    if stock_scale is None:
        raise DataError(f"{row.id} needs a pooled stock effect to be taken off.")
    share = share_of_debt(row.measured, store)
    return float(
        from_si(stock_scale * share * unit_effect(row, kernels, row.half_life_years), "bp")
    )
