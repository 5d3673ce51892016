"""From a ranking to an answer: the best sentences as citations, or the reason why there are none."""

from __future__ import annotations

from itertools import count, product
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.abstention import estimate_confidence, judge
from indexer.answering.answer_types import expected_answer_types
from indexer.answering.candidates import rank_candidates
from indexer.answering.near_duplicates import independent_texts, nearly_identical, quoted_terms
from indexer.answering.repeated_sentences import at_first_place, best_passage
from indexer.answering.semantic_rerank import rerank_by_meaning
from indexer.answering.times import in_question, in_quote, order_by_date, relative_in_quote
from indexer.retrieval import suggest
from indexer.retrieval.ranking import hits as make_hits
from indexer.text.embedders import BUILTIN
from indexer.types import Answer, Citation, IndependentText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from indexer.answering.candidates import Candidate
    from indexer.builds import Build
    from indexer.retrieval import Meaning, Ranking
    from indexer.settings import Settings
    from indexer.types import Facets, Hit, TimelineEntry

_MOST_QUOTES = 3
_TIMELINE_CANDIDATES = 8
_CLOSE = 3.3  # a further sentence is quoted when its score is at most so much below the best one's
_CLOSER = 2.4  # the same for a sentence that holds no word of the question
_JOINED = 1.5  # a sentence that leans on a quoted one is quoted with it when its score is at most so much below
_DATED = 6.0  # the same for a sentence of a timeline


def answer_question(
    build: Build,
    ranking: Ranking,
    hits: tuple[Hit, ...],
    facets: Facets,
    settings: Settings,
    *,
    unfiltered: Ranking | None = None,
    meaning: Meaning | None = None,
) -> Answer:
    """One to three quotes, the best first, each with its citation; or "not found", with the reason and what is related.

    `hits` and `facets` are those of the ranking, to be shown beside the answer. `unfiltered` is the ranking without
    filters, where the filters left nothing. `meaning` is that of the question, where there is an embedding model.
    """
    question, by_words = ranking.question, ranking.by_words()
    if not len(by_words):  # without a word in common there is no answer to look for
        meaning = None
    candidates = rank_candidates(build, ranking, settings, meaning.embedder if meaning else None)
    suggestions = suggest(build, ranking.weights)
    confidence = estimate_confidence(build, by_words, candidates, meaning, suggestions)
    if meaning is not None and settings.semantic_model != BUILTIN:  # which the ranker has looked at already
        candidates = rerank_by_meaning(build, candidates, meaning.answer_similarity)
    verdict = judge(build, by_words, ranking, confidence, unfiltered, settings)
    chosen = _choose(build, candidates) if verdict.strength != "none" else []
    quoted = [at_first_place(build, ranking, candidate, candidates) for candidate in chosen]
    citations = tuple(_cite(build, candidate, number) for number, candidate in enumerate(quoted, 1))
    times = in_question(question.text, question.today)
    if verdict.reason or not quoted:
        reason = verdict.reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(
            question, "not_found", reason, (), hits, build.id, facets, times, confidence=confidence,
            related=citations, suggestions=suggestions,
        )  # fmt: skip
    passages = np.array([best_passage(build, ranking, candidate) for candidate in quoted])
    asks_when = "when" in expected_answer_types(question.text)
    dated = _timeline(build, citations, candidates, quoted) if asks_when else ()
    texts = _cite_texts(build, citations, dated, independent_texts(build, quoted, candidates, ranking.where))
    return Answer(
        question, "answered", None, citations, hits, build.id, facets, times, dated, texts, confidence,
        suggestions=suggestions, quoted=_hits_at(build, ranking, passages, hits),
    )  # fmt: skip


def _hits_at(build: Build, ranking: Ranking, positions: NDArray[np.int64], made: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits at these positions of the ranking; the first of it are `made` already."""
    further = sorted({position for position in positions.tolist() if position >= len(made)})
    others = make_hits(build, ranking, np.array(further, np.int64)) if further else ()
    at = {hit.rank - 1: hit for hit in (*made, *others)}
    return tuple(at[position] for position in positions.tolist())


def _cite(build: Build, candidate: Candidate, number: int) -> Citation:
    """The candidate's citation, with what its relative dates ("last year") mean; absolute dates explain themselves."""
    article = build.store.article(candidate.article)
    times = relative_in_quote(candidate.span.of(article.text), article.published, candidate.span.start)
    return Citation.of(article, candidate.span, number=number, times=times)


def _timeline(
    build: Build, citations: tuple[Citation, ...], candidates: list[Candidate], quoted: list[Candidate]
) -> tuple[TimelineEntry, ...]:
    """The dated ones of the best sentences, in the order of their dates; empty when they are all of one article."""
    cited = [
        citation
        for citation, candidate in zip(citations, quoted, strict=True)
        if _is_close(candidate, candidates, _DATED)
    ]
    close = (candidate for candidate in candidates[:_TIMELINE_CANDIDATES] if _is_close(candidate, candidates, _DATED))
    not_quoted = _distinct(build, [*quoted, *close])[len(quoted) :]
    dated = (candidate for candidate in not_quoted if _is_dated(build, candidate))
    more = (_cite(build, candidate, number) for number, candidate in enumerate(dated, len(citations) + 1))
    entries = order_by_date((*cited, *more))
    return entries if len({entry.citation.article_id for entry in entries}) > 1 else ()


def _is_dated(build: Build, candidate: Candidate) -> bool:
    article = build.store.article(candidate.article)
    return bool(in_quote(candidate.span.of(article.text), article.published))


def _cite_texts(
    build: Build,
    citations: tuple[Citation, ...],
    dated: tuple[TimelineEntry, ...],
    texts: Sequence[Sequence[Candidate]],
) -> tuple[IndependentText, ...]:
    """The independent texts as citations: with the number that a citation already has, or else the next free one."""
    numbered = [*(entry.citation for entry in dated), *citations]
    by_span = {(citation.article_id, citation.span): citation for citation in numbered}
    free_numbers = count(1 + max(citation.number for citation in numbered))

    def cite(candidate: Candidate) -> Citation:
        cited = by_span.get((build.store.article_id(candidate.article), candidate.span))
        return cited or _cite(build, candidate, next(free_numbers))

    return tuple(IndependentText(tuple(map(cite, text))) for text in texts)


def _is_close(candidate: Candidate, candidates: list[Candidate], distance: float) -> bool:
    """Whether the candidate's score is at most this much below the best one's."""
    return candidate.score >= candidates[0].score - distance


def _choose(build: Build, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates to quote: the best ones, and of those that say nearly the same the best one alone.

    A sentence that holds no word of the question must score higher.
    """
    close = [
        candidate
        for candidate in candidates
        if _is_close(candidate, candidates, _CLOSE if candidate.overlap else _CLOSER)
    ]
    return _distinct(build, (_with_sentence_after(candidate, close) for candidate in close), _MOST_QUOTES)


def _with_sentence_after(quoted: Candidate, close: Sequence[Candidate]) -> Candidate:
    """The candidate, or the one that is quoted with it because it leans on it, if that scores nearly as well.

    "It was opened in 1931." may answer what the sentence before it is chosen for; all the more when that one is about
    another year than the question, and this one is about it.
    """
    leaning = (other for other in close if other.first == quoted.number < other.number)
    other_year = quoted.features.get("other year")
    return next(
        (
            other
            for other in leaning
            if other.score >= quoted.score - _JOINED or (other_year and other.features.get("year asked for"))
        ),
        quoted,
    )


def _distinct(build: Build, candidates: Iterable[Candidate], most: int | None = None) -> list[Candidate]:
    """The first `most` of the candidates (None: all), without those that quote nearly a sentence of an earlier one."""
    kept: dict[Candidate, list[frozenset[int]]] = {}
    for candidate in candidates:
        if len(kept) == most:
            break
        sentences = quoted_terms(build, candidate)
        if not any(nearly_identical(one, other) for own in kept.values() for one, other in product(sentences, own)):
            kept[candidate] = sentences
    return list(kept)
