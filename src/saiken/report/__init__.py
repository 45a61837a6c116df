"""Everything that people read: the first screen, the HTML report, the workbook, the draws.

Each writer takes an outcome, reads only what it publishes, and writes a file whole or not at all.
Numbers become words in one module; figures are plain JSON for the plotly bundle that lies beside.
"""
