"""A sentence model in ONNX: reads the whole text; its vector is the mean over its word pieces.

After Reimers and Gurevych, "Sentence-BERT: sentence embeddings using siamese BERT-networks", 2019. Each text is read
by itself on one core, several of them in parallel. A batch would be slower, since it is padded to its longest text, and
would change the result: a dynamically quantised model scales its numbers by everything that it reads at once (measured:
similarities down to .992 between a text's vector alone and among fifteen others). Another processor may still differ in the
last digits, so a build is best asked on the kind of machine that made it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from indexer.errors import EmbedderError
from indexer.processes import available_cores
from indexer.text.embedders.base import digest, unit
from indexer.text.embedders.word_pieces import read_tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_LONGEST = 256  # word pieces that are read of a text; such models were trained on no more
_RECIPE = f"onnx: mean of {_LONGEST} pieces, one text at a time, L2; 1"
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
_ONLY_ERRORS = 3


class OnnxEmbedder:
    """An `Embedder` with a network: tens of passages a second and core."""

    def __init__(self, name: str, model: Path, tokenizer: Path) -> None:
        self.name = name
        self.language = None
        self._tokenizer = read_tokenizer(name, tokenizer, longest=_LONGEST)
        self._session = _session(name, model)
        self._inputs = [given.name for given in self._session.get_inputs()]
        if not {"input_ids"} <= set(self._inputs) <= _INPUTS:
            raise EmbedderError(name, f"{model} asks for {', '.join(self._inputs)}; use a model of sentences")
        self._output = self._session.get_outputs()[0].name
        self.digest = digest(_RECIPE, (model, tokenizer))
        self.dimensions = len(self._vector("a"))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The texts' vectors; see `Embedder.embed`."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        if len(texts) == 1:
            vectors[0] = self._vector(texts[0])
            return unit(vectors)
        with ThreadPoolExecutor(available_cores()) as threads:
            for row, vector in enumerate(threads.map(self._vector, texts)):
                vectors[row] = vector
        return unit(vectors)

    def _vector(self, text: str) -> NDArray[np.float32]:
        pieces = np.array([self._tokenizer.encode(text).ids], np.int64)
        given = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        result: Any = self._session.run([self._output], {name: given[name] for name in self._inputs})[0]
        output: NDArray[np.float32] = result[0]
        return output if output.ndim == 1 else output.mean(axis=0)


def _session(name: str, model: Path) -> Any:  # noqa: ANN401  the library has no types
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = _ONLY_ERRORS
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library raises kinds of its own that it does not export
        raise EmbedderError(name, f"{model} cannot be read as an ONNX model ({error}); get it anew") from error
