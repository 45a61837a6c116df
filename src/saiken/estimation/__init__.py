"""The fitters behind ``make estimates``: each writes one committed artefact with its input hashes.

Nothing here runs when a case is simulated; a run reads the artefacts.
"""
