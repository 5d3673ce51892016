"""`python -m tests.quality.nearest`: how many of the vectors nearest to a question are found by their sign bits.

recall@k   of the k passages that are nearest by the exact product, the share that `Vectors.top` has among its k

The passages are the first ones of the benchmark's corpus, the questions are its queries. What a library holds less than
8 million numbers of is compared exactly, and then recall is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer import rebuild
from indexer.builds import embedder_of, open_current
from indexer.settings import Settings
from tests.bench.corpus import ARTICLES, QUERIES, Corpus, read_queries, write_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indexer.store.vectors import Vectors

DEPTHS = (10, 200)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; also when there is nothing to measure with."""
    given = _parser().parse_args(arguments)
    for path in (given.articles, given.queries):
        if not path.exists():
            print(f"skipped: {path} is not there; name another with --articles or --queries", file=sys.stderr)
            return 0
    with tempfile.TemporaryDirectory(prefix="footnote-nearest-") as folder:
        place = given.keep or Path(folder)
        corpus = Corpus(Path(folder))
        write_articles(given.articles, given.size, corpus)
        rebuild(place / "instance", [corpus.articles], Settings().replaced({"semantic.model": given.model}))
        with open_current(place / "instance") as build:
            embedder = embedder_of(build)
            assert embedder is not None
            assert build.vectors is not None
            questions = embedder.embed([query.text for query in read_queries(given.queries)])
            found = recall(build.vectors, questions)
            print(f"{len(build.vectors):,} passages, {build.vectors.dimensions} dimensions, {len(questions)} questions")
    print(", ".join(f"recall@{depth} {share:.4f}" for depth, share in found.items()))
    return 0


def recall(vectors: Vectors, questions: NDArray[np.float32]) -> dict[int, float]:
    """The mean recall of the questions, by depth."""
    every = np.arange(len(vectors))
    found: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
    for question in questions:
        exact = np.lexsort((every, -vectors.similarities(question, every)))
        for depth, shares in found.items():
            numbers, _ = vectors.top(question, depth)
            shares.append(len(np.intersect1d(numbers, exact[:depth])) / min(depth, len(every)))
    return {depth: float(np.mean(shares)) for depth, shares in found.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.quality.nearest", description="Recall of the sign bits.")
    parser.add_argument("--model", default="wordllama", help="wordllama, or a folder")
    parser.add_argument("--size", type=int, default=50_000, help="how many articles")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, .jsonl or .jsonl.xz")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="queries, .jsonl")
    parser.add_argument("--keep", type=Path, help="a folder to build in; vectors that it holds are not made again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
