"""Word pieces: the parts of words that a model reads, as its own tokenizer makes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from indexer.errors import EmbedderError

if TYPE_CHECKING:
    from pathlib import Path


def read_tokenizer(name: str, path: Path, *, longest: int | None = None) -> Tokenizer:
    """The tokenizer in the file, without padding; texts are cut after `longest` word pieces (None: never)."""
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises no kind of its own
        raise EmbedderError(name, f"{path} cannot be read as a tokenizer ({error}); get it anew") from error
    tokenizer.no_padding()
    if longest is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(longest)
    return tokenizer


def unknown_piece(tokenizer: Tokenizer) -> int | None:
    """The number of the piece for everything unknown to the tokenizer; None when it has none."""
    model = json.loads(tokenizer.to_str())["model"]
    unknown = model.get("unk_token")
    return model.get("unk_id") if unknown is None else tokenizer.token_to_id(unknown)
