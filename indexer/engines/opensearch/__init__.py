"""How does a cluster of OpenSearch choose passages, so that the answers are those of one machine?

impact    what a posting adds to a score, but for its term's rarity: it stands in the cluster as a term frequency
row       a passage's terms, counts and lengths: what its exact score is computed from, here
candidate a passage that the cluster chose by its impacts, which are rounded

The cluster chooses candidates, and their rows come with them. Their scores are computed here, by the formula of the
local engine and with the build's statistics, and `ranking.py` certifies that no passage that was not fetched can be
among the best. So answers do not depend on shards, replicas or versions of the cluster.
"""

from indexer.engines.opensearch.kind import OpenSearchKind

__all__ = ["OpenSearchKind"]
