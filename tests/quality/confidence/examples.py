"""Questions with the features of their confidence, asked of libraries that answer them and of libraries that do not.

Libraries of 1, 3, 10, 100 and 600 articles of each set, of a random half and of the whole of it are asked:

    own        questions whose article is there
    left out   questions of the set whose article is not there; its neighbours may be
    foreign    questions of the other sets
    strangers  greetings, thanks and general knowledge (`strangers.txt`)
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer import Library, rebuild
from indexer.answering.candidates import rank_candidates
from indexer.answering.confidence_features import meaning_features, word_features
from indexer.evaluation import read_qrels
from indexer.retrieval import meaning, search, suggest, understand
from indexer.settings import Settings
from indexer.text.embedders import BUILTIN
from tests.quality.sets import judged_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETS = ("squad_dev_sample", "nq_real", "covid_qa", "xquad_de", "mtrag_govt")
TRANSLATED = {"squad_dev_sample": "xquad_de", "xquad_de": "squad_dev_sample"}
"""Sets with the same articles in another language: their questions are not foreign to each other."""
LIBRARIES: dict[int | str, int] = {"half": 1, 10: 3, 100: 1, 1: 8, 3: 5, "whole": 1, 600: 1}
"""How many articles → how many libraries."""
MOST = 200  # own questions of one size, and left out ones; of foreign ones and strangers fewer
TODAY = "2026-11-28"
STRANGERS = tuple(Path(__file__).with_name("strangers.txt").read_text("utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked of a library: the features of its confidence, None where nothing is found.

    Those by meaning are left out where the model does not know the language.
    """

    set: str
    size: str
    kind: str
    turns: tuple[str, ...]
    features: dict[str, float] | None

    @property
    def answerable(self) -> bool:
        """Whether the library has the article that answers."""
        return self.kind == "own"


class JudgedArticles:
    """A set: its articles by id, the turns of its questions, and the articles that answer each."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
        self.articles: dict[str, str] = {json.loads(line)["_id"]: line for line in lines}
        self.turns = {query.id: (*query.history, query.text) for query in judged_queries(folder / "queries.jsonl")}
        qrels = read_qrels(folder / "qrels.tsv")
        self.relevant = {
            query: {article for article, grade in grades.items() if grade > 0}
            for query, grades in qrels.items()
            if query in self.turns
        }

    def drawn(self, size: int | str, drawing: random.Random) -> list[str]:
        """The ids of the articles of one library of that size; of a small one each answers a question."""
        if size == "whole":
            return list(self.articles)
        if size == "half":
            return [article for article in self.articles if drawing.random() < 0.5]
        answering = sorted(
            {article for articles in self.relevant.values() for article in articles} & set(self.articles)
        )
        first = drawing.sample(answering, min(int(size), len(answering)))
        others = [article for article in self.articles if article not in set(first)]
        return [*first, *drawing.sample(others, int(size) - len(first))]


def examples(data: Path, name: str, seed: int = 11) -> Iterator[Example]:
    """All questions asked of all libraries of one set."""
    drawing = random.Random(seed)  # noqa: S311  nothing is secret here
    judged = {each: JudgedArticles(data / each) for each in SETS}
    own = judged[name]
    foreign = [
        turns for each in SETS if each not in (name, TRANSLATED.get(name)) for turns in judged[each].turns.values()
    ]
    for size, count in LIBRARIES.items():
        if isinstance(size, int) and size > 0.7 * len(own.articles):
            continue
        most = MOST if count == 1 else max(8, MOST // count)
        for _ in range(count):
            ids = own.drawn(size, drawing)
            yield from _asked(name, size, own, ids, foreign, most, drawing)


def _asked(
    name: str,
    size: int | str,
    judged: JudgedArticles,
    ids: Sequence[str],
    foreign: Sequence[tuple[str, ...]],
    most: int,
    drawing: random.Random,
) -> Iterator[Example]:
    there = set(ids)
    answered = [judged.turns[query] for query, articles in judged.relevant.items() if articles & there]
    left_out = [judged.turns[query] for query, articles in judged.relevant.items() if not articles & there]
    fewer = max(8, most // 3)
    kinds = {
        "own": _some(answered, most, drawing),
        "left out": _some(left_out, most, drawing),
        "foreign": _some(foreign, fewer, drawing),
        "strangers": _some([(text,) for text in STRANGERS], fewer, drawing),
    }
    with tempfile.TemporaryDirectory() as folder:
        corpus, instance = Path(folder) / "corpus.jsonl", Path(folder) / "instance"
        corpus.write_text("".join(f"{judged.articles[each]}\n" for each in ids), "utf-8")
        rebuild(instance, [corpus], Settings.load(instance, {"semantic.model": BUILTIN, "build.workers": 1}))
        with Library.open(instance, {"semantic.model": BUILTIN}) as library, library.reading() as reading:
            for kind, questions in kinds.items():
                for turns in questions:
                    yield Example(name, str(size), kind, turns, _features(reading, turns))


def _some(questions: Sequence[tuple[str, ...]], most: int, drawing: random.Random) -> list[tuple[str, ...]]:
    return drawing.sample(questions, min(most, len(questions)))


def _features(reading: Any, turns: Sequence[str]) -> dict[str, float] | None:
    """The features of one question; the parts of the reading are taken as `Reading.ask` takes them."""
    build, settings = reading._build, reading._settings
    question = understand(turns, build, settings, filters=None, today=TODAY)
    embedded = meaning(turns, reading._embedder, settings, build.languages)
    ranking = search(build, question, settings, vector=embedded.vector if embedded else None)
    by_words = ranking.by_words()
    if not len(by_words) or not question.terms:
        return None
    candidates = rank_candidates(build, ranking, settings, embedded.embedder if embedded else None)
    features = word_features(build, by_words, candidates, suggest(build, ranking.weights))
    return features if embedded is None else features | meaning_features(build, by_words, candidates, embedded)
