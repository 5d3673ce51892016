"""How much may be asked at once? The same limits hold in Python, on the command line and over HTTP."""

from __future__ import annotations

LONGEST_QUESTION = 4_000
"""Code points of a question; a longer one is refused."""
MOST_TURNS = 50
"""Questions of a conversation; of more, the first and the newest count."""
MOST_TERMS = 2_000
"""Terms of a question; what earlier turns would add beyond them is left out, the oldest first."""
MOST_OPERATORS = 8
"""Phrases, exclusions, beginnings of words and NEARs of a question; each may have to be looked for in many texts."""
MOST_ALTERNATIVES = 32
"""Words and phrases that are connected by OR, in all."""
MOST_WORDS_APART = 50
"""Words between the two parts of a NEAR, the second one included."""
MOST_PREFIX_TERMS = 256
"""Terms of the words that begin as `guantanam*` does."""
MOST_HITS = 100
"""Passages of one page of results."""
MOST_IN_TABLE = 1_000
"""Results of a search that are saved as a table."""
MOST_COMPLETIONS = 20
"""Suggestions while a question is typed."""
