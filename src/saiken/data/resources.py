"""Files that lie beside the code, read as text, bytes or YAML."""

from __future__ import annotations

import importlib.resources
from typing import Any

from saiken.errors import DataError


def resource_bytes(path: str) -> bytes:
    """Read a file of the installed package.

    Parameters
    ----------
    path : str
        Path below the ``saiken`` package with forward slashes, such as ``"data/anchors.yaml"``.

    Returns
    -------
    bytes
        The file's content.

    Raises
    ------
    DataError
        If there is no such file.
    """
    try:
        return importlib.resources.files("saiken").joinpath(path).read_bytes()
    except OSError as error:
        raise DataError(
            f"The installed file saiken/{path} cannot be read: {error.strerror}."
        ) from error


def resource_text(path: str) -> str:
    """Read a text file of the installed package as UTF-8; see :func:`resource_bytes`."""
    return resource_bytes(path).decode("utf-8")


def resource_yaml(path: str) -> Any:  # noqa: ANN401 - a YAML document has no static type
    """Read a YAML file of the installed package; see :func:`resource_bytes`."""
    return parse_yaml(resource_text(path), f"saiken/{path}")


def parse_yaml(text: str, name: str) -> Any:  # noqa: ANN401 - a YAML document has no static type
    """Parse YAML with the fast loader where it is built.

    Parameters
    ----------
    text : str
        The document.
    name : str
        What to call the file in an error.

    Raises
    ------
    DataError
        If the text is not YAML; the sentence gives the line.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe loaders
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataError(f"{name} is not valid YAML at line {line}: {error.problem}.") from error
