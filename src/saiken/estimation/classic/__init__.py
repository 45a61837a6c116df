"""A classic re-estimated on bundled data: foreign official flows against Treasury yields.

`classic.yaml` is the design, written before the results; `record` puts the estimate together.
"""
