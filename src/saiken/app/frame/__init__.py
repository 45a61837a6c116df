"""One message with everything that moves while a slider moves.

Layout, little-endian: four bytes with the length of the header; the header, UTF-8 JSON, padded
with spaces to a multiple of four; then float32 arrays, row-major, where the header's ``arrays``
says: ``name``, ``shape``, ``offset`` (bytes from the end of the header), ``unit``, ``label``.
A not-a-number stands where there is no figure. Figures equal those of :func:`saiken.simulate` for
the header's ``case``; quantile axes are 5th, 50th and 95th of 100 draws.
"""

from saiken.app.frame.content import frame_of
from saiken.app.frame.pack import Frame, unpack

__all__ = ["Frame", "frame_of", "unpack"]
