"""What is measured in a process of its own: `python -m tests.bench.child TASK ARGUMENTS…` prints one JSON document."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

from tests.bench.corpus import Corpus, read_queries
from tests.bench.peers import load

MEMORY = {"Rss": "rss", "Pss": "pss", "Private_Clean": "private", "Private_Dirty": "private"}
TODAY = "2026-01-01"


def build(name: str, corpus: str, folder: str) -> dict[str, float]:
    """How long the peer took to build its index."""
    peer = load(name)
    began = time.perf_counter()
    peer.build(Corpus(Path(corpus)), Path(folder))
    return {"seconds": time.perf_counter() - began}


def opening(name: str, row: str, folder: str, queries: str) -> dict[str, float]:
    """How long opening took, how long until the first answer, and what the process grew by when all were answered."""
    peer = load(name)
    asked = read_queries(Path(queries))
    before = memory()
    began = time.perf_counter()
    with peer.open(Path(folder), row) as index:
        opened = time.perf_counter()
        index.search(index.prepare(asked[0]), 10)
        answered = time.perf_counter()
        for query in asked[:: 8 if peer.slow else 1]:
            index.search(index.prepare(query), 10)
        grown = {f"{kind}_grown": held - before[kind] for kind, held in memory().items()}
    return {"open_ms": (opened - began) * 1e3, "first_ms": (answered - began) * 1e3, **grown}


def answers(instance: str, queries: str, count: str) -> dict[str, str]:
    """The digest of what the library answers."""
    from indexer import Library  # noqa: PLC0415  the other tasks measure without it

    with Library.open(instance) as library:
        return {"digest": digest(library, [query.text for query in read_queries(Path(queries))[: int(count)]])}


def digest(library, texts) -> str:
    """The SHA-256 of every hit's passage and score, to the last bit, and of every sentence quoted."""
    found = hashlib.sha256()
    for text in texts:
        answer = library.ask([text], today=TODAY)
        found.update(repr([(hit.passage.id, hit.score.hex()) for hit in answer.hits]).encode())
        found.update(repr([(citation.article_id, citation.span) for citation in answer.citations]).encode())
    return found.hexdigest()


def memory() -> dict[str, int]:
    """What this process holds, in bytes: resident, its share of what is shared, and private. Empty but on Linux."""
    path = Path("/proc/self/smaps_rollup")
    if not path.exists():
        return {}
    held = dict.fromkeys(MEMORY.values(), 0)
    for line in path.read_text().splitlines()[1:]:
        kind, size = line.split()[:2]
        if kind[:-1] in MEMORY:
            held[MEMORY[kind[:-1]]] += int(size) * 1024
    return held


if __name__ == "__main__":
    tasks = {"build": build, "opening": opening, "answers": answers}
    print(json.dumps(tasks[sys.argv[1]](*sys.argv[2:])))
