"""How the maturities of a seller's bonds are spread over the buckets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import unknown
from saiken.holders.known import Known
from saiken.holders.names import Holder, find
from saiken.market import bucket_names, price_sensitivity
from saiken.market.profile import debt_profile
from saiken.market.profile import market_mix as market_value_mix
from saiken.units import MONTHS_PER_YEAR, from_si

Array = NDArray[np.float64]
ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, eq=False)
class BucketMix:
    """A dollar of market value spread over the maturity buckets.

    Attributes
    ----------
    name : str
        ``own``, ``market`` or a named mix.
    shares : ndarray, shape (bucket,)
        Sum to one.
    words : str
        Where the shares come from, and what in them is assumed.
    sources : tuple of str
        Anchors and datasets read.
    """

    name: str
    shares: Array
    words: str
    sources: tuple[str, ...]

    @property
    def duration_years(self) -> float:
        """Fall in value, in per cent, of a rise of all zero yields by one point."""
        return duration_years(self.shares)


def duration_years(shares: Array) -> float:
    """Duration of a spread over buckets, from the buckets' representative bonds.

    Parameters
    ----------
    shares : ndarray, shape (bucket,)
    """
    return float((shares * price_sensitivity().sum(axis=1)).sum())


@cache
def _file() -> Mapping[str, Any]:
    return dict(resource_yaml("holders/mixes.yaml"))


def _shares(by_bucket: Mapping[str, float]) -> Array:
    return np.array([float(by_bucket.get(name, 0)) for name in bucket_names()])


def mix_names() -> tuple[str, ...]:
    """Names of the mixes that can be asked for."""
    return tuple(_file()["named"])


def named_mix(name: str) -> BucketMix:
    """Return a mix that users ask for by name: ``bills``, ``belly`` or ``long``.

    Raises
    ------
    InputError
        If there is no such mix.
    """
    mixes = _file()["named"]
    if name not in mixes:
        raise unknown("mix of maturities", name, mixes)
    return BucketMix(name, _shares(mixes[name]["shares"]), mixes[name]["words"], ())


def market_mix(known: Known) -> BucketMix:
    """Return the market's own mix, the answer where a seller's is not published."""
    date = debt_profile(known.store).record_date
    words = str(_file()["words"]["market"]).format(date=date).strip()
    return BucketMix("market", market_value_mix(known.store), words, ("mspd_securities",))


def own_mix(seller: str, known: Known) -> BucketMix:
    """Return the maturities of the seller's own bonds, as far as they were published.

    Japan: the foreign-exchange fund's three groups. Countries in the survey at hand: its split into
    long and short, the long part spread like the market's coupon securities. Others: the market's.

    Raises
    ------
    InputError
        If the seller is not known.
    """
    holder = find(seller)
    if holder.name == _file()["published"]["seller"]:
        return _published(known)
    survey = _survey(holder, known)
    return market_mix(known) if survey is None else survey


def published_records(known: Known) -> list[tuple[str, BucketMix]]:
    """Return every published mix of Japan's fund with its label, oldest first."""
    return [(row["label"], _record(row, "words", known)) for row in _records()]


def _records() -> list[Mapping[str, Any]]:
    return list(_file()["published"]["records"])


def _published(known: Known) -> BucketMix:
    """Newest record known on the day; before the first one, the first, and say so."""
    lag = _file()["published"]["lag_days"] * ONE_DAY
    out = [row for row in _records() if np.datetime64(row["period_end"]) + lag <= known.as_of]
    if out:
        return _record(out[-1], "words", known)
    return _record(_records()[0], "early_words", known)


def _record(row: Mapping[str, Any], words: str, known: Known) -> BucketMix:
    anchor = known.store.anchor(row["anchor"])
    rules = _file()["published"]["groups"]
    shares = sum(
        (anchor.si(group) * _shares(rule) for group, rule in rules.items()),
        start=np.zeros(len(bucket_names())),
    )
    said = str(_file()["published"][words]).format(label=row["label"]).strip()
    return BucketMix("own", shares / shares.sum(), said, (row["anchor"],))


def _survey(holder: Holder, known: Known) -> BucketMix | None:
    """Split of the last survey known, if it covers the country."""
    table = known.store.table("tic_survey_2024", known.as_of)
    names = [_file()["survey_names"].get(name, name) for name in table["country"]]
    if holder.name not in names:
        return None
    at = names.index(holder.name)
    long, short = float(table["long_term"][at]), float(table["short_term"][at])
    if np.isnan(long) or np.isnan(short):
        return None
    long_share = long / (long + short)
    shares = long_share * coupon_mix(known) + (1 - long_share) * _shares({bucket_names()[0]: 1})
    words = str(_file()["words"]["survey"]).format(
        date=table["survey_date"][at], long_pct=from_si(long_share, "pct")
    )
    return BucketMix("own", shares, words.strip(), ("tic_survey_2024", "mspd_securities"))


def coupon_mix(known: Known) -> Array:
    """Market value of notes, bonds, TIPS and floating-rate notes by bucket, shares of one.

    Only the first bucket holds bills. Its coupon part is taken at face value: within a year of
    maturity, bills and old notes are worth nearly the same per dollar of face.
    """
    profile = debt_profile(known.store)
    within_a_year = profile.runoff_share[:, : MONTHS_PER_YEAR + 1].sum(axis=1)
    face = profile.outstanding_usd * within_a_year
    bills = np.array([one.kind == "Bill" for one in profile.classes])
    shares = market_value_mix(known.store).copy()
    shares[0] *= face[~bills].sum() / face.sum()
    return np.asarray(shares / shares.sum())
