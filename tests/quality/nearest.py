"""`python -m tests.quality.nearest`: how many of the vectors nearest to a question are found by their sign bits.

recall@k   of the k passages that are nearest by the exact product, the share that `Vectors.top` has among its k
all@k      for how many questions these are all of them

With `--graph`, the same of the graph that search engines keep beside their shards for `knn` (HNSW, with the 16 neighbours
and 100 candidates of OpenSearch's defaults), by the library faiss, which is to be installed for it.

The passages are the first ones of the benchmark's corpus, the questions are its queries. What a library holds less than
8 million numbers of is compared exactly, and then recall is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer import rebuild
from indexer.builds import embedder_of, open_current
from indexer.settings import Settings
from tests.bench.corpus import ARTICLES, QUERIES, Corpus, read_queries, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.store.vectors import Vectors

DEPTHS = (10, 50, 200)


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
            print(f"sign bits: {_shown(found)}")
            for wide, shares in _by_graph(build.vectors, questions) if given.graph else ():
                print(f"graph, {wide} candidates: {_shown(shares)}")
    return 0


def _shown(found: dict[int, list[float]]) -> str:
    return ", ".join(
        f"recall@{depth} {np.mean(shares):.4f}, all@{depth} {np.mean(np.array(shares) == 1):.3f}"
        for depth, shares in found.items()
    )


def recall(vectors: Vectors, questions: NDArray[np.float32]) -> dict[int, list[float]]:
    """The recall of each question, by depth."""
    exact = list(zip(questions, _exact(vectors, questions), strict=True))
    return {
        depth: [_share(vectors.top(question, depth)[0], nearest, depth) for question, nearest in exact]
        for depth in DEPTHS
    }


def _exact(vectors: Vectors, questions: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """The nearest passages of each question, as many as the greatest depth."""
    every = np.arange(len(vectors))
    return [np.lexsort((every, -vectors.similarities(each, every)))[: max(DEPTHS)] for each in questions]


def _share(numbers: NDArray[np.int64], nearest: NDArray[np.int64], depth: int) -> float:
    return len(np.intersect1d(numbers, nearest[:depth])) / min(depth, len(nearest))


def _by_graph(vectors: Vectors, questions: NDArray[np.float32]) -> Iterator[tuple[int, dict[int, list[float]]]]:
    """The same of HNSW, by how many candidates it keeps while it searches."""
    import faiss  # noqa: PLC0415  no dependency: only this looks at it

    faiss.omp_set_num_threads(1)
    graph = faiss.IndexHNSWFlat(vectors.dimensions, 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 100
    began = time.process_time()
    graph.add(vectors.rows.astype(np.float32) * vectors.scales[:, None])
    print(f"graph: made in {time.process_time() - began:.0f} s of computing")
    exact = _exact(vectors, questions)
    for wide in (100, 256, 1000):
        found = {}
        for depth in DEPTHS:
            graph.hnsw.efSearch = max(wide, depth)
            _, numbers = graph.search(questions, depth)
            found[depth] = [_share(own, nearest, depth) for own, nearest in zip(numbers, exact, strict=True)]
        yield wide, found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.quality.nearest", description="Recall of the sign bits.")
    parser.add_argument("--model", default="wordllama", help="wordllama, or a folder")
    parser.add_argument("--size", type=int, default=50_000, help="how many articles")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="articles, .jsonl or .jsonl.xz")
    parser.add_argument("--queries", type=Path, default=QUERIES, help="queries, .jsonl")
    parser.add_argument("--graph", action="store_true", help="measure a graph of neighbours, too; needs faiss")
    parser.add_argument("--keep", type=Path, help="a folder to build in; vectors that it holds are not made again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
