"""The sets, and one figure for each: a measure of the ranking of articles."""

from __future__ import annotations

import dataclasses
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer import Library, rebuild
from indexer.evaluation import MEASURES, evaluate, read_qrels, read_queries, run
from indexer.settings import Settings
from tests.quality.plain import plain_run
from tests.quality.steps import DEFAULT, PLAIN, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.evaluation import Qrels, Query
    from tests.quality.steps import Row

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
DEPTH = 10  # ranks; no measure of `SETS` looks deeper
STRANGERS = " + 2 strangers"  # behind the name of a set: each question after two random others of the set
_SEED = 4


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The name of a set's folder, its measure, and whether it is asked after random other questions too."""

    name: str
    measure: str = "nDCG@10"
    strangers: bool = False


SETS = (
    JudgedSet("mtrag_clapnq", "nDCG@5"),
    JudgedSet("mtrag_govt", "nDCG@5"),
    JudgedSet("nq_real"),
    JudgedSet("squad_dev_sample", strangers=True),
    JudgedSet("covid_qa"),
    JudgedSet("timeqa_human"),
    JudgedSet("xquad_de"),
)


def missing(data: Path, judged: JudgedSet) -> str | None:
    """Why the set cannot be measured, or None when it can."""
    gone = [name for name in FILES if not (data / judged.name / name).is_file()]
    return f"{judged.name}: {data / judged.name / gone[0]} is not there" if gone else None


def measured(data: Path, judged: JudgedSet, rows: Sequence[Row], work: Path) -> dict[str, dict[str, float]]:
    """Column → row → figure, from builds of the set made in `work`; two columns when there are strangers.

    There is an instance for each model. What `work` holds from before is built anew, but for the vectors of passages that
    are the same.
    """
    folder = data / judged.name
    for model in dict.fromkeys(row.model for row in rows):
        instance = instance_of(work, judged, model)
        rebuild(instance, [folder / "corpus.jsonl"], Settings.load(instance, {"semantic.model": model}))
    qrels = read_qrels(folder / "qrels.tsv")
    every = judged_queries(folder / "queries.jsonl")
    asked = [query for query in every if query.id in qrels]
    found = {judged.name: _figures(work, judged, rows, asked, qrels)}
    if judged.strangers:
        after = with_strangers(asked, every)
        default = [row for row in rows if row.name == DEFAULT]
        found[judged.name + STRANGERS] = _figures(work, judged, default, after, qrels)
    return found


def judged_queries(path: Path) -> tuple[Query, ...]:
    """The queries of a file. MT-RAG's later sets have earlier turns, with the newest, in `metadata.user_turns` alone."""
    metadata = (json.loads(line).get("metadata") or {} for line in path.read_text("utf-8").splitlines() if line.strip())
    turns = [tuple(about.get("user_turns") or ()) for about in metadata]
    return tuple(
        dataclasses.replace(query, history=query.history or before[:-1])
        for query, before in zip(read_queries(path), turns, strict=True)
    )


def instance_of(work: Path, judged: JudgedSet, model: str = "") -> Path:
    """Where the builds of a set with a model, or without any, are."""
    return work / judged.name / (short(model) or "words")


def with_strangers(asked: Sequence[Query], every: Sequence[Query], count: int = 2) -> list[Query]:
    """The queries, each after `count` random others; the same ones every time."""
    drawn = random.Random(_SEED)  # noqa: S311  nothing is secret here
    texts = {query.id: query.text for query in every}
    found = []
    for query in asked:
        others = drawn.sample([id_ for id_ in texts if id_ != query.id], count)
        found.append(dataclasses.replace(query, history=tuple(texts[id_] for id_ in others)))
    return found


def _figures(
    work: Path, judged: JudgedSet, rows: Sequence[Row], asked: Sequence[Query], qrels: Qrels
) -> dict[str, float]:
    (measure,) = (measure for measure in MEASURES if measure.name == judged.measure)
    turns = any(query.history for query in asked)
    known: dict[tuple[frozenset[str], str], float] = {}
    found = {}
    for row in rows:
        if row.name == PLAIN:
            plain = plain_run(instance_of(work, judged, row.model), asked, DEPTH)
            found[row.name] = evaluate(plain, qrels, [measure])[measure]
            continue
        # Without earlier questions their weight makes no difference.
        key = (row.off if turns else row.off - {"history"}, row.model)
        if key not in known:
            instance = instance_of(work, judged, row.model)
            with Library.open(instance, row.settings) as library, library.reading() as reading:
                known[key] = evaluate(run(reading, asked, DEPTH, "article"), qrels, [measure])[measure]
        found[row.name] = known[key]
    return found
