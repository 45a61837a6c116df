"""The claims that started it, each answered from data as of a date, with a verdict that can fail.

Nineteen statements of a news article of 2 May 2025. A verdict is *holds*, *holds roughly*, *does
not hold* or *cannot be shown*; the rule behind each stands in ``facts.yaml`` next to the claim,
with its thresholds. Claims about consequences need an engine result; claims that need a room not
built yet say so and show what the data can say now.
"""

from saiken.facts.check import check_facts
from saiken.facts.claims import Claim, claims
from saiken.facts.verdict import Part, Result, Verdict

__all__ = ["Claim", "Part", "Result", "Verdict", "check_facts", "claims"]
