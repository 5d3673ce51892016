"""How much may be asked at once? The same limits hold in Python, on the command line and over HTTP."""

from __future__ import annotations

LONGEST_QUESTION = 4_000
"""Code points of a question; a longer one is refused."""
MOST_TURNS = 50
"""Questions of a conversation; of more, the first and the newest count."""
MOST_TERMS = 2_000
"""Terms of a question; what earlier turns would add beyond them is left out, the oldest first."""
MOST_OPERATORS = 8
"""Phrases and exclusions of a question; each may have to be looked for in many texts."""
MOST_HITS = 100
"""Passages of one page of results."""
