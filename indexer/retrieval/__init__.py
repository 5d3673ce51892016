"""Which passages answer this question best?

turn        one question of a conversation; the newest is the last
history     the turns before the newest
term        what the question is searched by, with its weight and the turn that it came from
worth       a term's weight times its idf in the build (`QueryWeights`)
candidates  the passages that hold any of the terms, best first
hit         a candidate as the reader sees it: its passage, its score and why

`understand` makes a question of turns, `search` ranks the passages of a build for it. In a build with vectors, `meaning`
makes a vector of the turns, and `search` ranks by it too. `suggest` corrects words that no article holds, and `query_edit`
removes words and operators from a question as it is written, or adds them.
"""

from indexer.retrieval import query_edit
from indexer.retrieval.did_you_mean import suggest
from indexer.retrieval.embed import Meaning
from indexer.retrieval.query_weights import QueryWeights
from indexer.retrieval.question import kinds_meant, meaning, understand
from indexer.retrieval.quoted_names import meant_names, names_in
from indexer.retrieval.ranking import Ranking, search

__all__ = [
    "Meaning", "QueryWeights", "Ranking", "kinds_meant", "meaning", "meant_names", "names_in", "query_edit", "search",
    "suggest", "understand",
]  # fmt: skip
