"""`python -m tests.quality.quote_ranker [--data FOLDER] [--work FOLDER] [--write]`: fits the weights of sentences.

Asks the questions with known answers of the sets in `WEIGHTS`, and those that are made of the articles of the sets in `MADE`,
takes the features of all candidates for quotes, and fits a table by words and one with the model that ships. Prints for each
set the share of questions whose first quote (one of three quotes) holds an answer: fitted on three quarters of every set and
measured on the fourth, and fitted on the other sets alone.
`--write` replaces `indexer/answering/ranker_weights.py`. A candidate is right if what would be quoted of it, without the
sentence that its pronoun leans on, holds one of the answers, regardless of case and punctuation. Takes about 20 minutes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from indexer import Library, rebuild
from indexer.answering import ranker_weights
from indexer.answering.candidates import rank_candidates
from indexer.answering.sentence_features import BY_MEANING, BY_WORDS
from indexer.retrieval import meaning, search, understand
from indexer.settings import Settings
from indexer.text.embedders import BUILTIN
from tests.quality.quote_ranker.fit import Example, Examples, fit
from tests.quality.quote_ranker.made import asked, asked_abbreviations, asked_more, asked_ways
from tests.quality.sets import DATA
from tests.quality.weight_tables import module_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build

WEIGHTS = {"nq_real": 1.5, "squad_dev_sample": 1.0, "covid_qa": 1.5, "xquad_de": 0.5, "timeqa_human": 0.3}
"""Set → what it counts in the fit: real questions and long papers more, lists of offices and years less."""
MADE: tuple[tuple[str, Callable[[Path], Iterable[tuple[str, str]]], float], ...] = (
    ("nq_real", asked, 0.2),
    ("timeqa_human", asked, 0.2),
    ("timeqa_human", asked_more, 0.05),
    ("covid_qa", asked_abbreviations, 0.05),
    ("mtrag_govt", asked_ways, 0.05),
    ("debian", asked_ways, 0.1),
)
"""Set, the questions made of its articles (`made.py`), and what they count."""
MANUALS, MANUALS_READ = "debian", 20_000  # the set of passages of manuals, and how many of them are read
MOST = 700  # questions of a set
FOLDS = 4
WRITTEN_ANSWERS = "clapnq"  # questions of this origin have answers that somebody wrote, not parts of the text
TODAY = "2026-11-25"

_Row = TypeVar("_Row")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits both tables, prints how good they are, and writes them if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "quote_ranker")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    examples = {name: list(_examples(given.data / name, given.work / name)) for name in WEIGHTS}
    weights = dict(WEIGHTS)
    for name, made, weight in MADE:
        corpus = _corpus(name, given.data, given.work)
        if name not in WEIGHTS:
            _build(given.work / name, corpus)
        label = f"{name}, {made.__name__}"
        examples[label], weights[label] = list(_ask(given.work / name, _some(list(made(corpus))))), weight
    tables = {}
    for table, names in (("BY_WORDS", BY_WORDS), ("WITH_MEANING", (*BY_WORDS, *BY_MEANING))):
        sets = {name: Examples.of(own, names, weights[name]) for name, own in examples.items()}
        _report(table, sets)
        tables[table] = dict(zip(names, fit(list(sets.values())).tolist(), strict=True))
    if given.write:
        Path(ranker_weights.__file__).write_text(_module(tables), "utf-8")
    else:
        sys.stdout.write(_module(tables))
    return 0


def _examples(folder: Path, instance: Path) -> Iterator[Example]:
    """The candidates of the set's questions that have an answer in the text."""
    _build(instance, folder / "corpus.jsonl")
    yield from _ask(instance, ((row["text"], *_answers(row)) for row in _some(list(_answered(folder)))))


def _corpus(name: str, data: Path, work: Path) -> Path:
    """The articles of a set; of the manuals, the first ones."""
    if name != MANUALS:
        return data / name / "corpus.jsonl"
    corpus = work / f"{name}.jsonl"
    with lzma.open(data.parent / "scale" / "debian-docs-200k.jsonl.xz", "rt", encoding="utf-8") as lines:
        corpus.write_text("".join(islice(lines, MANUALS_READ)), "utf-8")
    return corpus


def _build(instance: Path, corpus: Path) -> None:
    rebuild(instance, [corpus], Settings.load(instance, {"semantic.model": BUILTIN}))


def _some(rows: Sequence[_Row]) -> Sequence[_Row]:
    """At most `MOST` of the rows, from all parts of them."""
    return rows[:: max(1, -(-len(rows) // MOST))]


def _ask(instance: Path, questions: Iterable[tuple[str, ...]]) -> Iterator[Example]:
    """The candidates of each of the questions, which are given with their answers."""
    with Library.open(instance, {"semantic.model": BUILTIN}) as library, library.reading() as reading:
        for question, *answers in questions:
            yield _example(reading, question, [_plain(answer) for answer in answers])


def _example(reading: Any, question: str, answers: Sequence[str]) -> Example:
    """The candidates of one question; the parts of the reading are taken as `Reading.ask` takes them."""
    build, settings = reading._build, reading._settings
    understood = understand([question], build, settings, filters=None, today=TODAY)
    embedded = meaning([question], reading._embedder, settings)
    ranking = search(build, understood, settings, vector=embedded.vector if embedded else None)
    candidates = rank_candidates(build, ranking, settings, embedded.embedder if embedded else None)
    quotes = [_plain(_own_words(build, one)) for one in candidates]
    return Example(
        [one.features for one in candidates], [any(answer in quote for answer in answers) for quote in quotes]
    )


def _own_words(build: Build, candidate: Candidate) -> str:
    """What is quoted of the candidate's own sentence, without the sentence that it leans on."""
    start = max(candidate.span.start, build.store.sentence_span(candidate.number).start)
    return build.store.article(candidate.article).text[start : candidate.span.end]


def _answered(folder: Path) -> Iterator[dict[str, Any]]:
    judged = {line.split("\t")[0] for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()}
    for line in (folder / "queries.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        origin = str((row.get("metadata") or {}).get("from", ""))
        if row["_id"] in judged and WRITTEN_ANSWERS not in origin and _answers(row):
            yield row


def _answers(row: dict[str, Any]) -> list[str]:
    answers = row["metadata"].get("answers") or []
    return [answer["text"] if isinstance(answer, dict) else answer for answer in answers]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _report(table: str, sets: dict[str, Examples]) -> None:
    for name, own in sets.items():
        others = [one for other, one in sets.items() if other != name]
        folded = _shares(_cross_validated(own, others))
        sys.stdout.write(f"{table:13} {name:22} {folded}   fitted without it {_shares([own.shares(fit(others))])}\n")


def _cross_validated(own: Examples, others: Sequence[Examples]) -> Iterator[tuple[float, float]]:
    fold = np.arange(len(own.features)) % FOLDS
    for number in range(FOLDS):
        weights: NDArray[np.float64] = fit([own.part(fold != number), *others])
        yield own.part(fold == number).shares(weights)


def _shares(pairs: Iterable[tuple[float, float]]) -> str:
    first, three = np.mean(list(pairs), axis=0)
    return f"{first:.3f} ({three:.3f})"


def _module(tables: dict[str, dict[str, float]]) -> str:
    """The source of `ranker_weights.py`."""
    return module_source(ranker_weights.__doc__ or "", tables, digits=2)


if __name__ == "__main__":
    sys.exit(main())
