"""Where numbers come from: the catalogue, the point-in-time store and the bundled files.

Every figure that an agency published enters Saiken through this room and no other. Files are
kept in the unit of their publisher; a read converts to SI. A read with `as_of` sees only what
had been released by the close of that day. Single published figures are anchors.
"""

from saiken.data.anchors import Anchor
from saiken.data.catalogue import DatasetInfo
from saiken.data.integrity import verify
from saiken.data.resources import resource_bytes, resource_text, resource_yaml
from saiken.data.series import Day, Observation, Series, as_day
from saiken.data.store import Store, load_store

__all__ = [
    "Anchor",
    "DatasetInfo",
    "Day",
    "Observation",
    "Series",
    "Store",
    "as_day",
    "load_store",
    "resource_bytes",
    "resource_text",
    "resource_yaml",
    "verify",
]
