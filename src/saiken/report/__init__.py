"""Everything that people read: the first screen, the HTML report, the workbook, the draws.

Each writer takes an outcome, reads only what it publishes, and writes a file whole or not at all.
Numbers become words in one module; figures are plain JSON for the plotly bundle that lies beside.
"""

from saiken.report.excel import write_excel
from saiken.report.html import html_text, notebook_html, write_html
from saiken.report.parquet import write_parquet
from saiken.report.plot import Plots
from saiken.report.terminal import print_outcome, summary_text

__all__ = [
    "Plots",
    "html_text",
    "notebook_html",
    "print_outcome",
    "summary_text",
    "write_excel",
    "write_html",
    "write_parquet",
]
