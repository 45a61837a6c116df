"""The gate: everything that must hold before work stops, each check one small function.

``python -m tools.check`` clones HEAD into a temporary folder and checks the clone; ``--fast`` looks
at the working tree and leaves the slow part out, ``--only`` runs the checks it names. Every check
answers with one line and, when it fails, the lines a person needs to see.
"""
