"""How much bond capital also trades currency, and at what scale: estimated on intervention days.

`segmentation.yaml` is the design; `record` puts the joint estimate together.
"""
