"""The command line: ``saiken run``, ``facts``, ``holders``, ``scenarios``, ``data``.

Flags of a case are generated from the field metadata of :class:`saiken.case.Case`. A mistake costs
one plain sentence on standard error and the exit code: 2 for bad input, 1 for a failure.
"""

from saiken.cli.main import main

__all__ = ["main"]
