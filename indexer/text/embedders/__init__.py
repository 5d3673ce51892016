"""What does a text mean, as far as a model can tell: which other texts is it near to?

vector      a text's place among all texts, as `dimensions` numbers of together length 1; near texts have similar ones
similarity  the product of two vectors: 1 for the same text, about 0 for texts that have nothing to do with each other
embedder    makes vectors of texts; the extra `[semantic]` brings what its adapters need
static      a vector for every word piece, from a table; a text's is their mean. Fast, and blind to word order
ONNX        a small neural network that reads the whole text; better, and some hundred times slower

`embedder` loads the one that the setting `semantic.model` names; `calibrated_similarity` makes cosines of different models
comparable. Nothing is ever downloaded.
"""

from indexer.text.embedders.base import Embedder
from indexer.text.embedders.choice import WORDLLAMA, embedder
from indexer.text.embedders.scale import calibrated_similarity

__all__ = ["WORDLLAMA", "Embedder", "calibrated_similarity", "embedder"]
