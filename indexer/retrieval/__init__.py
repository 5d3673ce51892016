"""Which passages answer this question best?

turn        one question of a conversation; the newest is the last
history     the turns before the newest
term        what the question is searched by, with its weight and the turn that it came from
candidates  the passages that hold any of the terms, best first
hit         a candidate as the reader sees it: its passage, its score and why

`understand` makes a question of turns, `search` ranks the passages of a build for it.
"""

from indexer.retrieval.question import LONGEST, understand
from indexer.retrieval.search import Ranking, search

__all__ = ["LONGEST", "Ranking", "search", "understand"]
