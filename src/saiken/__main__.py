"""``python -m saiken`` is ``saiken``."""

from saiken.cli import main

main()
