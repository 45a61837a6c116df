"""Compare the bundled files with what the catalogue says about them."""

from __future__ import annotations

from saiken.data.parquet import find_problem
from saiken.data.store import Store, load_store


def verify(store: Store | None = None) -> list[str]:
    """Check every bundled file against the catalogue's checksum.

    Parameters
    ----------
    store : Store, optional
        The store to check; the bundled one by default.

    Returns
    -------
    list of str
        One sentence per problem; empty if all is well. A file that the catalogue does not know
        is a problem too.
    """
    store = store or load_store()
    checks = (find_problem(store.path(name), info) for name, info in store.catalogue.items())
    problems = [problem for problem in checks if problem]
    known = {store.path(name).name for name in store.catalogue}
    folder = store.root / "bundled"
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return problems + [
        f"The file {name} is not in the catalogue." for name in found if name not in known
    ]
