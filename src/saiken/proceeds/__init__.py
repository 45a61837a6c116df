"""Where the dollars of a sale go: each use with its books, and what it sells at the spot rate.

A sale of bonds only changes who holds them; the use of the money decides everything else: who has
fewer bills, fewer reserves, other currencies. :func:`books` writes the change of everybody's
balance sheet; every line and every column of it sums to zero. :func:`flows` says which shares of
the money are sold at the spot rate and which buy bills back. Nothing here knows prices.
"""

from saiken.proceeds.books import Books, books
from saiken.proceeds.shares import Flows, flows
from saiken.proceeds.uses import Use, hedge_note, use, use_names

__all__ = ["Books", "Flows", "Use", "books", "flows", "hedge_note", "use", "use_names"]
