"""Which passages answer this question best?

turn        one question of a conversation; the newest is the last
history     the turns before the newest
term        what the question is searched by, with its weight and the turn that it came from
candidates  the passages that hold any of the terms, best first
hit         a candidate as the reader sees it: its passage, its score and why

`understand` makes a question of turns, `search` ranks the passages of a build for it. If the build has vectors, `meaning`
tells what the turns mean, and `search` ranks by it too. `did_you_mean` suggests words for those that no article holds,
and `query_edit` takes something out of a question as it is written.
"""

from indexer.retrieval import query_edit
from indexer.retrieval.did_you_mean import did_you_mean
from indexer.retrieval.embed import Meaning
from indexer.retrieval.question import LONGEST, meaning, understand
from indexer.retrieval.ranking import Ranking, search

__all__ = ["LONGEST", "Meaning", "Ranking", "did_you_mean", "meaning", "query_edit", "search", "understand"]
