"""A file of what a run got for each query, to be sorted, searched and plotted with other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUFFIXES = (".tsv", ".jsonl")


def require_suffix(path: Path) -> None:
    """Raises `UsageError` when the file's name does not say how it is to be written, or its folder is not there."""
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path} is neither {' nor '.join(SUFFIXES)}; name the file so")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent} is no folder; make it, or name another file")


def write_per_query(path: Path, values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> int:
    """Writes a line for every query, with its text and its values by the name of their measure; returns how many lines.

    A `.tsv` has a header, and an empty cell for a text or value that there is not; white space in texts is made single
    spaces. A `.jsonl` has the keys `_id`, `text` (or null) and `measures`.
    """
    lines = _objects(values, texts) if path.suffix == ".jsonl" else _rows(values, texts)
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return len(values)


def _rows(values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> Iterator[str]:
    names = dict.fromkeys(name for found in values.values() for name in found)
    yield "\t".join(["query-id", *names, "text"])
    for query, found in values.items():
        cells = (f"{found[name]:.6g}" if name in found else "" for name in names)
        yield "\t".join([query, *cells, " ".join(texts.get(query, "").split())])


def _objects(values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> Iterator[str]:
    for query, found in values.items():
        yield json.dumps({"_id": query, "text": texts.get(query), "measures": dict(found)}, ensure_ascii=False)
