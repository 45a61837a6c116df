"""Who holds Treasuries: by country and month, by sector, and what a government really commands.

The Treasury's table (TIC) says where bonds are held, not who owns them; every answer of this room
carries that. The official book of a seller, the ceiling of what its minister can sell, is published
for nobody: for Japan it is bounded from the reserves, for the others the table's total stands with
the words that say so. Nothing here knows about sales or prices to come.
"""

from saiken.holders.holdings import Holding, Holdings, holding, holdings, own_gdp_usd
from saiken.holders.known import Known, View
from saiken.holders.mix import BucketMix, duration_years, market_mix, mix_names, named_mix, own_mix
from saiken.holders.names import Holder, find, sellers
from saiken.holders.official import Ceiling, ceiling_usd, treasury_share_ends
from saiken.holders.sectors import Sector, Sectors, sectors
from saiken.holders.table import history, ranked

__all__ = [
    "BucketMix",
    "Ceiling",
    "Holder",
    "Holding",
    "Holdings",
    "Known",
    "Sector",
    "Sectors",
    "View",
    "ceiling_usd",
    "duration_years",
    "find",
    "history",
    "holding",
    "holdings",
    "market_mix",
    "mix_names",
    "named_mix",
    "own_gdp_usd",
    "own_mix",
    "ranked",
    "sectors",
    "sellers",
    "treasury_share_ends",
]
