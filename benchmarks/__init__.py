"""How long the main job takes and how much memory it needs, beside a matrix product.

``python -m benchmarks`` prints one table. Seconds differ between machines; the last column divides
by the time of a matrix product measured in the same run, which differs less. Nothing is asserted.
"""
