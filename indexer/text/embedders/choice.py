"""Chooses the embedder that the setting `semantic.model` names."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import EmbedderError
from indexer.text.embedders.base import MODEL_FILES, TOKENIZER
from indexer.text.embedders.builtin import shipped
from indexer.text.embedders.shipped_table import BUILTIN

if TYPE_CHECKING:
    from indexer.text.embedders.base import Embedder

WORDLLAMA = "wordllama"
_TABLE = "weights/l2_supercat_256.safetensors"
_TABLE_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_INSTALL = "run `pip install 'footnote-search[semantic]'`"


def embedder(name: str) -> Embedder | None:
    """The embedder called `name`: None for "", `builtin`, `wordllama`, or a folder with a model and its tokenizer.

    A folder holds `tokenizer.json` and either `model.safetensors` (static vectors, as model2vec saves them) or
    `model.onnx`. Raises `EmbedderError`, whose message says what to install or to change.
    """
    if not name:
        return None
    if name == BUILTIN:
        return shipped()
    try:
        return _wordllama() if name == WORDLLAMA else _of_folder(Path(name))
    except ModuleNotFoundError as error:
        raise EmbedderError(name, f"needs the Python package {error.name}; {_INSTALL}") from None


def _wordllama() -> Embedder:
    """The table in the installed package. The package's code is not run: it would look for its files on the network."""
    from indexer.text.embedders.static import StaticEmbedder  # noqa: PLC0415  an extra: imported when asked for

    package = importlib.util.find_spec(WORDLLAMA)
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError(name=WORDLLAMA)
    folder = Path(next(iter(package.submodule_search_locations)))
    return StaticEmbedder(WORDLLAMA, folder / _TABLE, folder / _TABLE_TOKENIZER)


def _of_folder(folder: Path) -> Embedder:
    present = [file for file in MODEL_FILES if (folder / file).is_file()]
    if len(present) != 1 or not (folder / TOKENIZER).is_file():
        problem = "holds both" if len(present) > 1 else "has to be `builtin`, `wordllama` or a folder that holds"
        raise EmbedderError(
            str(folder), f"{problem} {' and '.join(present) or ' or '.join(MODEL_FILES)}; "
            f"set semantic.model to a folder with one of them and its {TOKENIZER}"
        )  # fmt: skip
    name = folder.resolve().name
    if present == ["model.onnx"]:
        from indexer.text.embedders.onnx import OnnxEmbedder  # noqa: PLC0415  an extra: imported when asked for

        return OnnxEmbedder(name, folder / "model.onnx", folder / TOKENIZER)
    from indexer.text.embedders.static import StaticEmbedder  # noqa: PLC0415  an extra: imported when asked for

    return StaticEmbedder(name, folder / "model.safetensors", folder / TOKENIZER)
