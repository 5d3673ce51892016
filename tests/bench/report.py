"""The figures as tables to read, in Markdown."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.bench.promises import promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NAMES = {"footnote": "Footnote, whole build", "whoosh": "Whoosh, stock", "fts5": "SQLite FTS5",
         "analysis": "(reading and analysis alone)"}  # fmt: skip


def tables(found: Mapping[str, Any]) -> str:
    """All of it: the machine, an overview, then each size, then what was left out."""
    lines = [f"{name}: {value}" for name, value in found["machine"].items()]
    lines += ["", "## Overview", *_overview(found["sizes"])]
    for size, measured in found["sizes"].items():
        lines += ["", *_size(int(size), measured)]
    lines += ["", *(f"left out: {name}: {reason}" for name, reason in found["left_out"].items())]
    return "\n".join(lines).rstrip() + "\n"


def _overview(sizes: Mapping[str, Any]) -> Iterator[str]:
    """What the README shows: every row and every build, a column for each size."""
    passages = [f"{size['passages']:,}" for size in sizes.values()]
    rows = dict.fromkeys(row for size in sizes.values() for row in size["searches"])
    asked = [[size["searches"].get(row) for size in sizes.values()] for row in rows]
    times = [[f"{_short(one['p50_ms'])} / {_short(one['p95_ms'])}" if one else "–" for one in row] for row in asked]
    yield from _table(
        ("p50 / p95, ms, of passages:", *passages), [(row, *own) for row, own in zip(rows, times, strict=True)]
    )
    builds = dict.fromkeys(name for size in sizes.values() for name in size["builds"])
    made = [[size["builds"].get(name) for size in sizes.values()] for name in builds]
    rates = [[f"{_short(one['seconds'])} s, {_mb(one['peak'])} MB" if one else "–" for one in row] for row in made]
    yield from _table(
        ("built in, with at most:", *passages),
        [(NAMES.get(name, name), *own) for name, own in zip(builds, rates, strict=True)],
    )


def _size(size: int, found: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {found['articles']:,} articles, {found['passages']:,} passages"
    gate = found["gate"]
    yield f"Scores differ from Whoosh's by {gate['largest_difference']:.1e} at most; threads and processes agree."
    yield f"Whoosh, asked for ten hits only, misses some of {gate['missed_by_whoosh']} in {gate['queries']} queries."
    yield ""
    yield from _table(
        ("top 10", "p50 ms", "p95 ms", "of tantivy's", "of bm25s-numba's", "queries"),
        [
            (name, _short(row["p50_ms"]), _short(row["p95_ms"]), _ratio(row, "tantivy"), _ratio(row, "bm25s, numba"),
             row["queries"])
            for name, row in found["searches"].items()
        ],
    )  # fmt: skip
    for name, row in found["searches"].items():
        if over := row.get("over_retrieval_ms"):
            yield f"{name} over retrieval, p50: {over:.2f} ms"
    yield ""
    yield from _table(
        ("build", "seconds", "passages/s", "peak MB", "disk MB"),
        [
            (NAMES.get(name, name), _short(row["seconds"]), f"{row['rate']:,.0f}", _mb(row["peak"]), _mb(row["bytes"]))
            for name, row in found["builds"].items()
        ],
    )
    yield f"Footnote's parts, MB: {', '.join(f'{k} {_mb(v)}' for k, v in found['builds']['footnote']['parts'].items())}"
    yield ""
    yield from _table(
        ("opened in a new process", "open ms", "first answer ms", "RSS +MB", "PSS +MB", "private +MB"),
        [
            (name, _short(row["open_ms"]), _short(row["first_ms"]),
             *(_mb(row.get(f"{kind}_grown", math.nan)) for kind in ("rss", "pss", "private")))
            for name, row in found["openings"].items()
        ],
    )  # fmt: skip
    for text, figure, most in promises(size, found):
        yield f"- {'holds' if figure <= most else 'FAILS'}: {text}: {_short(figure)} (at most {_short(most)})"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    cells = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for place, row in enumerate(cells):
        first, *rest = (cell.ljust(width) if not column else cell.rjust(width)
                        for column, (cell, width) in enumerate(zip(row, widths, strict=True)))  # fmt: skip
        yield f"| {' | '.join((first, *rest))} |"
        if not place:
            yield f"|{'|'.join('-' * (width + 1) + (':' if column else '-') for column, width in enumerate(widths))}|"
    yield ""


def _ratio(row: Mapping[str, Any], reference: str) -> str:
    ratios = row["ratios"].get(reference)
    return f"{_short(ratios['p50'])} / {_short(ratios['p95'])}" if ratios else "–"


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def _mb(size: float) -> str:
    return "–" if math.isnan(size) else _short(size / 1e6)
