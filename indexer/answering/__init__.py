"""Which sentences answer the question, and are they an answer at all?

candidate   a sentence of one of the best passages that may be quoted: not a caption, not too long
kind        what the question asks for: a date, a number, a name …
coverage    how much of the question's weight a sentence or passage holds
not found   the decision that nothing found is an answer, with the reason

Every quote is a slice of a stored article; nothing is composed.
"""

from indexer.answering.answer import answer
from indexer.answering.standing import standing

__all__ = ["answer", "standing"]
