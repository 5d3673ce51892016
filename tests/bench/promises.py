"""What the figures must show, and whether they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COMPILED, NUMPY = "Footnote, compiled", "Footnote, numpy"


def promises(size: int, found: Mapping[str, Any]) -> Iterator[tuple[str, float, float]]:
    """What is promised of this size, the figure, and what it may be at most; peers that are missing promise nothing."""
    if size >= 10_000:
        yield from _ratios(found, COMPILED, "tantivy", 0.5)
        yield from _ratios(found, COMPILED, "bm25s, numba", 1.0)
    if size >= 50_000:
        yield from _ratios(found, NUMPY, "tantivy", 3.0)
        over = found["searches"]["Library.search, BM25 alone"]["over_retrieval_ms"]
        yield "Library.search, BM25 alone, over its retrieval, p50, ms", over, 1.0
        builds = found["builds"]
        yield "build time, of stock Whoosh's", builds["footnote"]["seconds"] / builds["whoosh"]["seconds"], 1 / 3
    if size >= 200_000:
        yield "peak memory of a build, MB", found["builds"]["footnote"]["peak"] / 1e6, 1_000
        opening = found["openings"]["Library.ask"]
        yield "opening the library, ms", opening["open_ms"], 100
        if "private_grown" in opening:
            yield "private memory grown, MB", opening["private_grown"] / 1e6, 200
            yield "resident memory grown, MB", opening["rss_grown"] / 1e6, 200


def _ratios(found: Mapping[str, Any], row: str, reference: str, most: float) -> Iterator[tuple[str, float, float]]:
    for percentile, ratio in found["searches"][row]["ratios"].get(reference, {}).items():
        yield f"{row}, {percentile}, of {reference}'s", ratio, most
