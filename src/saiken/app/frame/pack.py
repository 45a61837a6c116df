"""From a header and named arrays to bytes, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError

WORD: Final = 4
"""Bytes of the length, of a float32, and of what the header is padded to."""


@dataclass(frozen=True, slots=True)
class Part:
    """One array of a frame.

    Attributes
    ----------
    values : ndarray
    unit : str
        Unit people read, a key of :data:`saiken.units.SCALE`.
    label : str
    """

    values: NDArray[np.floating]
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A header without its sequence number, and the arrays as bytes: what can be kept.

    Attributes
    ----------
    head : bytes
        JSON object.
    body : bytes
        The arrays.
    """

    head: bytes
    body: bytes

    @classmethod
    def of(cls, header: Mapping[str, Any], parts: Mapping[str, Part]) -> Frame:
        """Lay arrays out one behind the other, and say where they are."""
        listed, chunks, offset = [], [], 0
        for name, part in parts.items():
            chunk = np.ascontiguousarray(part.values, dtype="<f4").tobytes()
            listed.append({"name": name, "shape": list(part.values.shape), "offset": offset,
                           "unit": part.unit, "label": part.label})  # fmt: skip
            chunks.append(chunk)
            offset += len(chunk)
        text = json.dumps({**header, "arrays": listed}, ensure_ascii=False, allow_nan=False,
                          separators=(",", ":"))  # fmt: skip
        return cls(text.encode(), b"".join(chunks))

    def kept(self) -> bytes:
        """Bytes under which the frame is kept."""
        return len(self.head).to_bytes(WORD, "little") + self.head + self.body

    @classmethod
    def from_kept(cls, kept: bytes) -> Frame:
        """Read what :meth:`kept` wrote."""
        end = WORD + int.from_bytes(kept[:WORD], "little")
        return cls(kept[WORD:end], kept[end:])

    def message(self, sequence: int) -> bytes:
        """Build the message for one request."""
        head = b'{"sequence":%d,' % sequence + self.head[1:]
        head += b" " * (-len(head) % WORD)
        return len(head).to_bytes(WORD, "little") + head + self.body


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, NDArray[np.float32]]]:
    """Read a message back: its header, and its arrays by name.

    Raises
    ------
    DataError
        If it is shorter than its own header says.
    """
    start = WORD + int.from_bytes(message[:WORD], "little")
    if len(message) < max(start, WORD + 2):
        raise DataError(f"The frame has {len(message)} bytes, fewer than its header needs.")
    header = json.loads(message[WORD:start])
    body = np.frombuffer(message, dtype="<f4", offset=start)
    arrays = {}
    for each in header["arrays"]:
        first, count = each["offset"] // WORD, int(np.prod(each["shape"], dtype=int))
        arrays[each["name"]] = body[first : first + count].reshape(each["shape"])
    return header, arrays
