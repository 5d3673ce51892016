"""`python -m tests.bench.exploring`: suggestions, facets, results by article and by date, and more like this.

typed      the beginnings of titles, a few letters longer each time, as a reader types them
common     the words that most passages hold, asked one by one: their results are the longest that there are
whole      totals and facets of all that is found, which every search and answer tells
answered   by the application, all but the socket: what a browser waits for

Each figure is p50 and p95 over its inputs, of the fastest of three rounds, in this process and compiled.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer import Library, rebuild
from indexer.builds import open_current
from indexer.retrieval.whole import facets, matching
from indexer.text.common_terms import is_common
from tests.bench.corpus import ARTICLES, QUERIES, Corpus, write_articles
from tests.bench.load import lacks_input
from tests.bench.machine import machine
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask.testing import FlaskClient

    from indexer import Reading
    from indexer.builds import Build

MOST_TYPED_MS = 10.0
"""p95 of suggestions, also as the application answers them."""
MOST_WHOLE_MS = 10.0
"""p50 of totals and facets of a common word."""
_ROUNDS = 3
_TITLES, _STEP, _LONGEST = 100, 3, 30  # titles that are typed, letters at a time, and at most
_WORDS = 12  # common ones
_SIMILAR = 60  # articles


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 the promises hold, or there is nothing to measure with; 1 one does not hold."""
    given = _parser().parse_args(arguments)
    if given.instance is None and lacks_input(given):
        return 0
    with tempfile.TemporaryDirectory(prefix="footnote-exploring-") as folder:
        instance = given.instance or Path(folder, "instance")
        if given.instance is None:
            write_articles(given.articles, given.size, Corpus(Path(folder)))
            rebuild(instance, [Corpus(Path(folder)).articles])
        with open_current(instance) as build, Library.open(instance, compiled=True) as library:
            print(f"{machine()}\n{len(build.engine):,} passages, {len(build.store.article_names):,} names")
            with library.reading() as reading:
                measured = dict(rows(build, reading)) | dict(answered_rows(instance, build, reading))
    print("| what | p50, ms | p95, ms |\n|---|--:|--:|")
    for name, (p50, p95) in measured.items():
        print(f"| {name} | {p50:.2f} | {p95:.2f} |")
    typed_ms = max(measured[name][1] for name in ("suggestions", "suggestions, answered"))
    kept = typed_ms <= MOST_TYPED_MS and measured["whole, common words"][0] <= MOST_WHOLE_MS
    print("the promises hold" if kept else "a promise does not hold", file=sys.stderr)
    return 0 if kept else 1


def rows(build: Build, reading: Reading) -> Iterator[tuple[str, tuple[float, float]]]:
    """Name → p50 and p95 of each row of the table."""
    chance = random.Random(1)  # noqa: S311  the same each time
    words = common_words(build)
    found = [matching(build, reading._search((word,), None, None, 200, 1)[0].ranking) for word in words]
    ids = [article for article, _ in reading.titles(20_000)]
    yield "suggestions", measure(reading.complete, typed_titles(reading))
    yield "whole, common words", measure(lambda passages: facets(build, passages), found)
    yield "search, common words", measure(reading.search, words)
    yield "search by article, common words", measure(lambda word: reading.search(word, group_by="article"), words)
    yield "search by date, common words", measure(lambda word: reading.search(word, sort="date"), words)
    yield "more like an article", measure(reading.similar, chance.sample(ids, min(_SIMILAR, len(ids))))


def answered_rows(instance: Path, build: Build, reading: Reading) -> Iterator[tuple[str, tuple[float, float]]]:
    """The same, of suggestions and search pages as the application answers them."""
    app = create_app({"INSTANCE": instance})
    client = app.test_client()
    yield "suggestions, answered", measure(partial(_get, client, "/api/suggest"), typed_titles(reading))
    yield "search page, common words, answered", measure(partial(_get, client, "/search"), common_words(build))
    app.extensions["library"].close()


def _get(client: FlaskClient, address: str, text: object) -> None:
    """Asks and reads the answer, which is there."""
    if client.get(address, query_string={"q": str(text)}).status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} does not answer {text!r}")


def typed_titles(reading: Reading) -> list[str]:
    """What is typed on the way to some titles, the same each time."""
    titles = [title for _, title in reading.titles(20_000)]
    return list(typed(random.Random(1).sample(titles, min(_TITLES, len(titles)))))  # noqa: S311  the same each time


def typed(titles: Sequence[str]) -> Iterator[str]:
    """The titles as they are typed."""
    for title in titles:
        yield from (title[:end] for end in range(1, min(len(title), _LONGEST) + 1, _STEP))


def common_words(build: Build) -> list[str]:
    """The words that most passages hold and that are no stop words."""
    terms = [build.vocabulary.term(number) for number in range(len(build.vocabulary))]
    plain = [term for term in terms if not is_common(term) and term.partition(":")[2].isalpha()]
    frequencies = {term: row.passages for term, row in build.engine.statistics(plain).items()}
    return [term.partition(":")[2] for term in sorted(plain, key=lambda term: -frequencies[term])[:_WORDS]]


def measure(ask: Callable[[object], object], inputs: Sequence[object]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, of the fastest of some rounds."""
    times = np.empty((_ROUNDS, len(inputs)))
    for turn in range(_ROUNDS):
        for place, each in enumerate(inputs):
            began = time.perf_counter()
            ask(each)
            times[turn, place] = (time.perf_counter() - began) * 1e3
    p50, p95 = np.percentile(times.min(axis=0), [50, 95])
    return float(p50), float(p95)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.exploring", description=__doc__)
    parser.add_argument("--instance", type=Path, help="an instance to ask instead of building one")
    parser.add_argument("--size", type=int, default=200_000, help="articles to index")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="a .jsonl or .jsonl.xz file, an article a line")
    parser.add_argument("--queries", type=Path, default=QUERIES, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
