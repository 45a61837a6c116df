"""Sphinx settings: MyST pages, executed nowhere (the gate runs the code blocks), no network."""

from importlib.metadata import version as installed

project = "Saiken"
author = "The Saiken developers"
copyright = "2026, The Saiken developers"
version = release = installed("saiken")

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "jupyter_execute", "**.ipynb_checkpoints"]
html_theme = "furo"
html_title = "Saiken"
html_show_sourcelink = False

nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
nitpicky = False
