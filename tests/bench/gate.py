"""What must hold before a figure is reported: Footnote's scores are Whoosh's, and everybody gets the same answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from whoosh import index

from indexer import Library
from indexer.builds import current_id
from tests.bench.child import digest
from tests.bench.peers import load
from tests.bench.peers.footnote import TITLES
from tests.bench.peers.stock_whoosh import Opened
from tests.bench.processes import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.bench.corpus import Query
    from tests.bench.peers import Index

K = 10
_NEAR = 1e-9
_QUERIES = 40
_ANSWERED = 60
_THREADS = 8
_PROCESSES = 2


class GateError(Exception):
    """Something that must hold does not, so nothing is reported."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the comparison with Whoosh came to."""

    largest_difference: float
    queries: int
    missed_by_whoosh: int  # queries of which Whoosh, asked for ten hits, misses one that it has when asked for all


def same_scores(footnote: Path, stock: Path, queries: Sequence[Query]) -> Scores:
    """Footnote's scores beside those that Whoosh gives to everything it finds; raises `GateError` when they differ.

    The text alone is held against an index that stock Whoosh wrote, text and title against the Whoosh index of
    Footnote's build, opened and searched by Whoosh itself. Whoosh is asked for all hits, since with a limit it skips
    what it thinks cannot be among them, and is sometimes wrong.
    """
    asked = queries[:: max(1, len(queries) // _QUERIES)]
    peer = load("footnote")
    own = Opened(index.open_dir((footnote / "builds" / current_id(footnote) / "whoosh").as_posix()), TITLES)
    largest, missed = 0.0, 0
    with ExitStack() as stack:
        alone = stack.enter_context(load("whoosh").open(stock, ""))
        rows = {row: stack.enter_context(peer.open(footnote, row)) for row in peer.rows}
        for oracle in (alone, stack.enter_context(own)):
            for query in asked:
                prepared = oracle.prepare(query)
                numbers, exact = oracle.everything(prepared)
                missed += oracle is alone and not _near(oracle.search(prepared, K)[1], exact[:K])
                for row, opened in rows.items():
                    if ("title" in row) == (oracle is own):
                        largest = max(largest, _difference(row, opened, query, numbers, exact))
    return Scores(largest, len(asked), missed)


def _difference(row: str, opened: Index, query: Query, wanted: NDArray[np.int64], exact: NDArray[np.float64]) -> float:
    """How far the scores are apart; passages whose scores are equal but for the last digits may change places."""
    numbers, scores = (np.asarray(part) for part in opened.search(opened.prepare(query), K))
    by_number = dict(zip(wanted.tolist(), exact.tolist(), strict=True))
    own = np.array([by_number.get(number, 0.0) for number in numbers.tolist()])
    if not (_near(scores, exact[:K]) and _near(own, exact[:K])):
        raise GateError(
            f"{row} answers {query.text!r} by {numbers.tolist()} {scores.tolist()},"
            f" Whoosh by {wanted[:K].tolist()} {exact[:K].tolist()}"
        )
    return float(np.abs(scores - exact[:K]).max(initial=0.0))


def _near(scores: Sequence[float], exact: NDArray[np.float64]) -> bool:
    return len(scores) == len(exact) and np.allclose(scores, exact, rtol=_NEAR, atol=0)


def same_answers(instance: Path, queries: Sequence[Query], source: Path) -> str:
    """The digest of the answers, which eight threads and two processes agree on; raises `GateError` otherwise.

    The threads share one library with the compiled kernel; alone, and in the processes, it is numpy's.
    """
    texts = [query.text for query in queries[:_ANSWERED]]
    with Library.open(instance) as library:
        alone = digest(library, texts)
    with Library.open(instance, compiled=True) as library, ThreadPoolExecutor(_THREADS) as pool:
        threads = list(pool.map(lambda _: digest(library, texts), range(_THREADS)))
    with ThreadPoolExecutor(_PROCESSES) as pool:
        tasks = [pool.submit(run, "answers", instance, source, len(texts)) for _ in range(_PROCESSES)]
        processes = [task.result()["digest"] for task in tasks]
    for kind, found in (("threads", threads), ("processes", processes)):
        if set(found) != {alone}:
            same = found.count(alone)
            raise GateError(f"of {len(found)} {kind}, {same} answer as one alone does, {len(found) - same} do not")
    return alone
