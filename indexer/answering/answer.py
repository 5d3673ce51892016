"""From a ranking to an answer: the best sentences as citations, or the reason why there are none."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.abstention import estimate_confidence, judge
from indexer.answering.answer_types import expected_answer_types
from indexer.answering.candidates import rank_candidates
from indexer.answering.near_duplicates import independent_texts, nearly_identical, sentence_terms
from indexer.answering.semantic_rerank import rerank_by_meaning
from indexer.answering.times import in_question, in_quote, order_by_date
from indexer.retrieval.ranking import hits as hits_at
from indexer.types import Answer, Citation, IndependentText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.answering.candidates import Candidate
    from indexer.answering.semantic_rerank import AnswerSimilarity
    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.settings import Settings
    from indexer.types import Facets, Hit, TimelineEntry

_MOST_QUOTES = 3
_TIMELINE_CANDIDATES = 8
_CLOSE = 0.35  # a further sentence is quoted when it scores at least this share of the best one's score
_CLOSER = 0.5  # the same for a sentence that holds no word of the question, and for one of a timeline


def answer_question(
    build: Build,
    ranking: Ranking,
    hits: tuple[Hit, ...],
    facets: Facets,
    settings: Settings,
    *,
    unfiltered: Ranking | None = None,
    answer_similarity: AnswerSimilarity | None = None,
) -> Answer:
    """One to three quotes, the best first, each with its citation; or "not found", with the reason and what is related.

    `hits` and `facets` are those of the ranking, to be shown beside the answer. `unfiltered` is the ranking without
    filters, where the filters left nothing. With `answer_similarity`, an embedding model reranks the sentences.
    """
    question, by_words = ranking.question, ranking.by_words()
    candidates = rank_candidates(build, ranking, settings)
    if answer_similarity is not None and len(by_words):  # without a word in common there is no answer to look for
        candidates = rerank_by_meaning(build, candidates, answer_similarity)
    confidence = estimate_confidence(build, by_words, candidates)
    verdict = judge(build, by_words, confidence, unfiltered, settings)
    quoted = _choose(build, candidates) if verdict.strength != "none" else []
    citations = tuple(_cite(build, candidate, number) for number, candidate in enumerate(quoted, 1))
    times = in_question(question.text, question.today)
    if verdict.reason or not quoted:
        reason = verdict.reason or "Passages were found, but no sentence in them can be quoted as an answer."
        return Answer(
            question, "not_found", reason, (), hits, build.id, facets, times, confidence=confidence.overall,
            related=citations,
        )  # fmt: skip
    passages = np.array([_best_passage(build, ranking, candidate) for candidate in quoted])
    asks_when = "when" in expected_answer_types(question.text)
    dated = _timeline(build, citations, candidates, quoted) if asks_when else ()
    texts = _cite_texts(build, citations, dated, independent_texts(build, quoted, candidates))
    return Answer(
        question, "answered", None, citations, hits, build.id, facets, times, dated, texts, confidence.overall,
        quoted=hits_at(build, ranking, passages),
    )  # fmt: skip


def _best_passage(build: Build, ranking: Ranking, candidate: Candidate) -> int:
    """The position in the ranking, 0 first, of the best passage that contains the candidate's sentence."""
    first, last = (build.store.passages[end][ranking.passages] for end in ("first", "last"))
    return int(np.argmax((first <= candidate.number) & (candidate.number < last)))


def _cite(build: Build, candidate: Candidate, number: int) -> Citation:
    """The candidate's citation, with what its relative dates ("last year") mean; absolute dates explain themselves."""
    article = build.store.article(candidate.article)
    times = in_quote(candidate.span.of(article.text), article.published, candidate.span.start)
    return Citation.of(article, candidate.span, number=number, times=tuple(time for time in times if time.relative))


def _timeline(
    build: Build, citations: tuple[Citation, ...], candidates: list[Candidate], quoted: list[Candidate]
) -> tuple[TimelineEntry, ...]:
    """The dated ones of the best sentences, in the order of their dates; empty when they are all of one article."""
    cited = [
        citation
        for citation, candidate in zip(citations, quoted, strict=True)
        if _is_close(candidate, candidates, _CLOSER)
    ]
    close = (candidate for candidate in candidates[:_TIMELINE_CANDIDATES] if _is_close(candidate, candidates, _CLOSER))
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


def _is_close(candidate: Candidate, candidates: list[Candidate], share: float) -> bool:
    """Whether the candidate scores at least this share of the best one's score."""
    return candidate.score >= share * candidates[0].score


def _choose(build: Build, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates to quote: the best ones, and of those that say nearly the same the best one alone.

    A sentence that holds no word of the question must score higher. A first sentence that begins with a pronoun is followed
    by the sentence before it in the article, which says what the pronoun stands for.
    """
    close = [
        candidate
        for candidate in candidates
        if _is_close(candidate, candidates, _CLOSE if candidate.overlap else _CLOSER)
    ]
    return _distinct(build, _with_antecedent(close), _MOST_QUOTES)


def _distinct(build: Build, candidates: Iterable[Candidate], most: int | None = None) -> list[Candidate]:
    """The first `most` of the candidates (None: all), without those that say nearly the same as an earlier one."""
    kept: dict[Candidate, frozenset[int]] = {}
    for candidate in candidates:
        if len(kept) == most:
            break
        terms = sentence_terms(build, candidate)
        if not any(nearly_identical(terms, other) for other in kept.values()):
            kept[candidate] = terms
    return list(kept)


def _with_antecedent(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates; after a first one that begins with a pronoun comes the sentence before it, if it is among them."""
    if not candidates or not candidates[0].begins_with_pronoun:
        return candidates
    first, others = candidates[0], candidates[1:]
    before = [candidate for candidate in others if candidate.number == first.number - 1]
    return [first, *before, *(candidate for candidate in others if candidate not in before)]
