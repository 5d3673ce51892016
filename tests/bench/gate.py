"""What must hold before a figure is reported: Footnote's scores are Whoosh's, and everybody gets the same answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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


def same_scores(footnote: Path, stock: Path, queries: Sequence[Query]) -> float:
    """The largest difference between Footnote's scores and Whoosh's; raises `GateError` when a ranking differs.

    The text alone is held against an index that stock Whoosh wrote, text and title against the Whoosh index of
    Footnote's build, opened and searched by Whoosh itself.
    """
    asked = queries[:: max(1, len(queries) // _QUERIES)]
    peer = load("footnote")
    own = Opened(index.open_dir((footnote / "builds" / current_id(footnote) / "whoosh").as_posix()), TITLES)
    largest = 0.0
    for oracle, rows in ((load("whoosh").open(stock, ""), peer.rows[:2]), (own, peer.rows[2:])):
        for row in rows:
            opened = peer.open(footnote, row)
            largest = max([largest, *(_difference(row, opened, oracle, query) for query in asked)])
    return largest


def _difference(row: str, opened: Index, oracle: Index, query: Query) -> float:
    """How far the scores are apart; passages whose scores are equal but for the last digits may change places."""
    numbers, scores = (np.asarray(part) for part in opened.search(opened.prepare(query), K))
    wanted, exact = (np.asarray(part) for part in oracle.search(oracle.prepare(query), 2 * K))
    by_number = dict(zip(wanted.tolist(), exact.tolist(), strict=True))
    own = np.array([by_number.get(number, 0.0) for number in numbers.tolist()])
    if len(scores) != min(K, len(exact)) or not np.allclose([scores, own], exact[:K], rtol=_NEAR, atol=0):
        raise GateError(
            f"{row} answers {query.text!r} by {numbers.tolist()} {scores.tolist()},"
            f" Whoosh by {wanted[:K].tolist()} {exact[:K].tolist()}"
        )
    return float(np.abs(scores - exact[:K]).max(initial=0.0))


def same_answers(instance: Path, queries: Sequence[Query], source: Path) -> str:
    """The digest of the answers, which eight threads and two processes agree on; raises `GateError` otherwise."""
    texts = [query.text for query in queries[:_ANSWERED]]
    with Library.open(instance) as library:
        alone = digest(library, texts)
    with Library.open(instance) as library, ThreadPoolExecutor(_THREADS) as pool:
        found = list(pool.map(lambda _: digest(library, texts), range(_THREADS)))
    with ThreadPoolExecutor(_PROCESSES) as pool:
        tasks = [pool.submit(run, "answers", instance, source, len(texts)) for _ in range(_PROCESSES)]
        found += [task.result()["digest"] for task in tasks]
    if set(found) != {alone}:
        raise GateError(f"{_THREADS} threads and {_PROCESSES} processes do not all answer as one does")
    return alone
