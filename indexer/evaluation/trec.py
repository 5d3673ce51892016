"""Reads and writes runs as TREC files, one item a line: `query Q0 item rank score tag`.

Programs that read such files split lines at white space, ignore the rank, sort by score as a 32-bit float, and break ties by
id. So that they see the same ranking:

- white space, control characters and `%` in an id are written as in a URL, `%20` for a space (qrels given to
  such a program must be written the same way; `escaped` does it);
- a score that is not below the one above it, as a 32-bit float, is written as the next lower such float.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from indexer.evaluation.lines import bad_line, numbered_lines
from indexer.evaluation.runs import RankedItem, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_COLUMNS = 6
_LARGEST = 1e30  # well within a 32-bit float, with room for the ranks below
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def escaped(item: str) -> str:
    """The id with `%`, white space and control characters percent-encoded."""
    return "".join(_percent(character) if _breaks(character) else character for character in item)


def unescaped(item: str) -> str:
    """The id that `escaped` made the text of."""
    return _ESCAPES.sub(lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "surrogatepass"), item)


def write_run(run: Run, path: Path, *, tag: str) -> int:
    """Writes the run as a TREC file; returns the number of lines. `tag` names the system."""
    lines = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for query, ranking in run.rankings.items():
            scores = falling(item.score for item in ranking)
            for rank, (item, score) in enumerate(zip(ranking, scores, strict=True), start=1):
                file.write(f"{escaped(query)} Q0 {escaped(item.id)} {rank} {score:.9g} {escaped(tag)}\n")
                lines += 1
    return lines


def read_run(path: Path) -> Run:
    """The run of a TREC file, ordered as trec_eval orders it; raises `UsageError` naming file and line."""
    rankings: dict[str, dict[str, float]] = {}
    for number, line in numbered_lines(path):
        query, item, score = _columns(path, number, line)
        ranking = rankings.setdefault(query, {})
        if item in ranking:
            raise bad_line(path, number, f"{item!r} is found twice for {query!r}; keep one of the lines")
        ranking[item] = score
    return Run({query: _sorted(ranking) for query, ranking in rankings.items()})


def falling(scores: Iterable[float]) -> Iterator[float]:
    """The scores as 32-bit floats, each below the one before it."""
    above = np.float32(np.inf)
    for score in scores:
        above = min(np.float32(np.clip(score, -_LARGEST, _LARGEST)), np.nextafter(above, np.float32(-np.inf)))
        yield float(above)


def _breaks(character: str) -> bool:
    return character == "%" or character.isspace() or unicodedata.category(character) in {"Cc", "Cs"}


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _columns(path: Path, number: int, line: str) -> tuple[str, str, float]:
    columns = line.split()
    if len(columns) != _COLUMNS:
        raise bad_line(path, number, "a TREC line has six columns: query Q0 item rank score tag")
    try:
        return unescaped(columns[0]), unescaped(columns[2]), float(columns[4])
    except ValueError:
        raise bad_line(path, number, "the score is a number, and % stands before two hexadecimal digits") from None


def _sorted(ranking: dict[str, float]) -> tuple[RankedItem, ...]:
    """The items, best first; equal scores by descending id as written in the file, as in trec_eval."""
    items = sorted(ranking.items(), key=lambda pair: (np.float32(pair[1]), escaped(pair[0]).encode()), reverse=True)
    return tuple(RankedItem(item, score) for item, score in items)
