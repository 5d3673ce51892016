"""Writes the measures of each query to a file, to be sorted, searched and plotted with other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from indexer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SUFFIXES = (".tsv", ".jsonl")


def require_suffix(path: Path) -> None:
    """Raises `UsageError` when the file's name has none of the suffixes, or its folder does not exist."""
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path} is neither {' nor '.join(SUFFIXES)}; name the file so")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent} is no folder; make it, or name another file")


def write_per_query(path: Path, values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> int:
    """Writes one line a query, with its text and its values (measure name → value); returns the number of queries.

    A `.tsv` has a header, and an empty cell for a missing text or value; white space in texts becomes single spaces. A
    `.jsonl` has the keys `_id`, `text` (or null) and `measures`.
    """
    lines = _objects(values, texts) if path.suffix == ".jsonl" else _rows(values, texts)
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    return len(values)


def _rows(values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> Iterator[str]:
    names = dict.fromkeys(name for of_query in values.values() for name in of_query)
    yield "\t".join(["query-id", *names, "text"])
    for query, of_query in values.items():
        cells = (f"{of_query[name]:.6g}" if name in of_query else "" for name in names)
        yield "\t".join([query, *cells, " ".join(texts.get(query, "").split())])


def _objects(values: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]) -> Iterator[str]:
    for query, of_query in values.items():
        yield json.dumps({"_id": query, "text": texts.get(query), "measures": dict(of_query)}, ensure_ascii=False)
