"""What whole articles say of a question, against a plain loop over their passages."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from indexer import check, rebuild
from indexer.builds import open_current
from indexer.engines.whoosh.article_counts import count_articles
from indexer.engines.whoosh.kind import WhooshKind
from indexer.retrieval import QueryWeights, understand
from indexer.retrieval.article_evidence import article_scores
from indexer.settings import Settings

SEEDS = Path(__file__).parents[2] / "seeds" / "news"
FILLER = " ".join(f"Sentence {number} of nothing much stands here for a while." for number in range(60))
ARTICLES = {
    "throughout": ("Harbour", f"The harbour froze. {FILLER} Ships left the harbour. {FILLER} No ship came in winter."),
    "once": ("Weather", f"The harbour froze in winter. {FILLER} {FILLER}"),
    "short": ("", "Ships and ice."),
    "foreign": ("Tea", "Tea is green."),
}


def library(tmp_path, **settings):
    """A build of the articles, without the handbook."""
    lines = [json.dumps({"_id": id_, "title": title, "text": text}) for id_, (title, text) in ARTICLES.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    given = {"library.handbook": False, "language": "en", **settings}
    rebuild(tmp_path / "instance", [tmp_path / "corpus.jsonl"], Settings().replaced(given))
    return open_current(tmp_path / "instance")


def by_hand(build, question):
    """The formula for each article: its text field's counts, passage by passage."""
    sizes, scores = [], []
    for article in range(len(build.store)):
        terms = [
            term for sentence in build.store.article_sentences(article) for term in build.store.sentence_terms(sentence)
        ]
        title = build.store.fetch_terms(np.array([build.store.article_passages(article)[0]]))[0].title
        sizes.append(len(terms) + len(title))
    average = sum(sizes) / len(sizes)
    counts = {
        term.term: [
            int(build.engine.occurrences([term.term], np.array([run[0]]), np.array([run[-1] + 1]))[0, 0])
            for run in map(build.store.article_passages, range(len(build.store)))
        ]
        for term in question.terms
    }
    k1, b = build.settings.bm25_k1, build.settings.bm25_b
    for article, size in enumerate(sizes):
        score = 0.0
        for term in question.terms:
            df = sum(count > 0 for count in counts[term.term])
            tf = counts[term.term][article]
            idf = math.log(1 + (len(sizes) - df + 0.5) / (df + 0.5))
            norm = k1 * ((1 - b) + b * size / average)
            score += term.weight * idf * tf * (k1 + 1) / (tf + norm) if tf else 0.0
        scores.append(score)
    return scores


@pytest.mark.parametrize(("k1", "b"), [(0.9, 0.3), (1.2, 0.75), (0.0, 0.0), (2.0, 1.0)])
def test_it_is_bm25_of_the_whole_article(tmp_path, k1, b) -> None:
    """Every passage gets its article's score by the formula, with the terms of earlier questions by their weight."""
    with library(tmp_path, **{"bm25.k1": k1, "bm25.b": b}) as build:
        question = understand(
            ("harbour ships", "unheard winter ice"), build, Settings(), filters=None, today="2026-01-01"
        )
        passages = np.arange(len(build.engine))[::-1]
        scores = article_scores(build, QueryWeights.of(build, question), passages)
        expected = np.array(by_hand(build, question))[build.store.passages["article"][passages]]
        np.testing.assert_allclose(scores, expected, rtol=1e-12)
        assert len(passages) > len(build.store) > 0


def test_what_the_rest_of_the_article_says_decides(tmp_path) -> None:
    """Of passages with the same words the one whose article tells of the question throughout comes first, and says why."""
    with library(tmp_path) as build:
        question = understand(("winter harbour froze ships",), build, Settings(), filters=None, today="2026-01-01")
        weights = QueryWeights.of(build, question)
        first = np.array([build.store.article_passages(number)[0] for number in range(len(build.store))])
        throughout, once, short, foreign = article_scores(build, weights, first)
        assert throughout > once > 0
        assert short > 0 == foreign


def test_no_known_word_is_no_evidence(tmp_path) -> None:
    """A question whose words no article holds gives 0 for each passage, and no passages give none."""
    with library(tmp_path) as build:
        question = understand(("zeppelin",), build, Settings(), filters=None, today="2026-01-01")
        weights = QueryWeights.of(build, question)
        assert article_scores(build, weights, np.array([0, 1])).tolist() == [0.0, 0.0]
        assert article_scores(build, weights, np.empty(0, np.int64)).tolist() == []


@pytest.mark.parametrize("at_once", [1, 7, 10**6])
def test_a_build_knows_in_how_many_articles_each_term_is(tmp_path, monkeypatch, at_once) -> None:
    """The count of each term is that of the articles of all passages that hold it, however many are read at a time."""
    monkeypatch.setattr("indexer.engines.whoosh.article_counts._AT_ONCE", at_once)
    with library(tmp_path) as build:
        owners = build.store.passages["article"]
        held = (build.engine.holding((build.vocabulary.term(term),)) for term in range(len(build.vocabulary)))
        assert build.article_counts.tolist() == [len(np.unique(owners[passages])) for passages in held]


def test_a_check_counts_the_articles_of_each_term_again(tmp_path, monkeypatch) -> None:
    """Numbers of articles that were written wrong, or of other terms, are found out by a check of the build."""
    for wrong, said in ((lambda counts: counts // 2, "another number of"), (lambda counts: counts[1:], "do not fit")):
        monkeypatch.setattr(
            WhooshKind,
            "article_counts",
            lambda *given, wrong=wrong: wrong(count_articles(given[1] / "impacts", *given[2:])),
        )
        rebuild(tmp_path / "instance", [SEEDS], Settings().replaced({"library.handbook": False}))
        monkeypatch.undo()
        (problem,) = check(tmp_path / "instance").problems
        assert said in problem
