"""The whole benchmark at one size: build, open, gate, search."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indexer.builds import current_id, open_current
from tests.bench.corpus import Corpus, write_articles
from tests.bench.gate import same_answers, same_scores
from tests.bench.passages import write_passages
from tests.bench.peers import MODULES, load
from tests.bench.processes import run, size_of
from tests.bench.searching import Row, measure, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.bench.corpus import Query
    from tests.bench.peers import Peer

REFERENCES = ("tantivy", "bm25s, numba", "Whoosh, stock")
RETRIEVAL = "Library's retrieval alone"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: files, rounds of queries, builds of each index, openings, and the peers that take part."""

    articles: Path
    queries: Path
    rounds: int
    builds: int
    openings: int
    peers: tuple[str, ...]


def available(names: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The peers that are installed, and why the others are left out."""
    found, missing = [], {}
    for name in names:
        try:
            load(name)
        except ImportError as error:
            missing[name] = f"{error.name or error} is not installed"
        else:
            found.append(name)
    return tuple(found), missing


def suite(plan: Plan, size: int, queries: Sequence[Query], folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Everything measured at one size; raises `GateError` when it must not be reported."""
    corpus = Corpus(folder)
    articles = write_articles(plan.articles, size, corpus)
    peers = {name: load(name) for name in MODULES if name in plan.peers}
    builds = _built(plan, peers, corpus, tell)
    passages = builds["footnote"]["passages"]
    peers = {name: peer for name, peer in peers.items() if peer.rows and (folder / peer.built).exists()}
    tell("the gate: scores as Whoosh's, and answers alike in threads and processes")
    scores = same_scores(folder / "footnote", folder / "whoosh", queries)
    digest = same_answers(folder / "footnote", queries, plan.queries)
    openings = {peer.rows[0]: _opened(plan, name, peer, folder, tell) for name, peer in peers.items()}
    tell(f"searching, {plan.rounds} rounds")
    with ExitStack() as opened:
        rows = {
            row: Row(opened.enter_context(peer.open(folder / peer.built, row)), peer.slow)
            for peer in peers.values()
            for row in peer.rows
        }
        measure(rows, queries, plan.rounds)
    searches = summary(rows, REFERENCES)
    for row in searches.keys() & {*load("library").rows}:
        searches[row]["over_retrieval_ms"] = searches[row]["p50_ms"] - searches[RETRIEVAL]["p50_ms"]
    return {
        "articles": articles,
        "passages": passages,
        "builds": builds,
        "openings": openings,
        "searches": searches,
        "gate": {**asdict(scores), "digest": digest},
    }


def _built(
    plan: Plan, peers: dict[str, Peer], corpus: Corpus, tell: Callable[[str], None]
) -> dict[str, dict[str, Any]]:
    """Each index built so many times, in turns; times and peaks are medians. Footnote's build makes the passages."""
    taken: dict[str, list[dict[str, Any]]] = {}
    passages = 0
    for turn in range(plan.builds):
        for name, peer in peers.items():
            if name != peer.built or (peer.most is not None and passages > peer.most):
                continue
            tell(f"building {name} ({turn + 1} of {plan.builds})")
            folder = corpus.folder / peer.built
            shutil.rmtree(folder, ignore_errors=True)
            taken.setdefault(name, []).append(run("build", name, corpus.folder, folder))
            if name == "footnote" and turn == 0:
                with open_current(folder) as build:
                    passages = write_passages(build, corpus)
    found = {}
    for name, runs in taken.items():
        seconds = float(np.median([one["seconds"] for one in runs]))
        found[name] = {"seconds": seconds, "passages": passages, "rate": passages / seconds, "times": len(runs)}
        found[name]["bytes"] = size_of(corpus.folder / name)
        found[name]["peak"] = float(np.median([one.get("peak", np.nan) for one in runs]))
    published = corpus.folder / "footnote" / "builds" / current_id(corpus.folder / "footnote")
    found["footnote"]["parts"] = {part.name: size_of(part) for part in published.iterdir() if part.is_dir()}
    return found


def _opened(plan: Plan, name: str, peer: Peer, folder: Path, tell: Callable[[str], None]) -> dict[str, float]:
    """Opened in a new process so many times; each figure is a median."""
    tell(f"opening {name}")
    runs = [run("opening", name, peer.rows[0], folder / peer.built, plan.queries) for _ in range(plan.openings)]
    return {figure: float(np.median([one[figure] for one in runs])) for figure in runs[0]}
