"""The sentences of the best passages as candidates for quotes, the likeliest answer first.

A sentence's score is a weighted sum of features. All sentences are scored by their terms, without reading text:

    overlap     share of the question's worth (weight · idf) that the sentence holds
    local       the same, with idf counted among these sentences: what tells a sentence from its neighbours weighs more
    title       what the article's title and the passage's heading add to the overlap
    before      what the sentence before adds to the overlap: "It was signed in May"
    passage     the score of its passage, relative to the best passage's

and the best `_READ` of them also by their text:

    ngrams      share of the question's 4-grams of characters that it holds, each weighed by how few of the sentences
                hold it, relative to the sentence that holds most: other forms of a word, phrases made of stop words
    pairs       share of the question's pairs of neighbouring words that it holds
    type        how much it looks like the type of answer that the question asks for (`answer_types.py`)

The weights were fitted (maximum likelihood of a sentence with the answer, in a softmax over the candidates) on SQuAD and
COVID-QA together, and rounded. Fitted on one of them alone they do as well on the other: the first sentence holds the
answer for .80 of SQuAD (fitted on COVID-QA) and .50 of COVID-QA (fitted on SQuAD), one of three for .93 and .63.
With an embedding model, `semantic_rerank.py` reorders the best of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.answering.answer_types import ExpectedAnswer
from indexer.answering.char_ngrams import ngrams, spaced, spaced_words, words
from indexer.answering.quotes import quotable, quoted_part
from indexer.budget import spend
from indexer.text.languages import joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.retrieval.query_weights import QueryWeights
    from indexer.settings import Settings
    from indexer.store import PassageTerms
    from indexer.types import Span

_PASSAGES = 12  # whose sentences are scored
_READ = 32  # sentences whose text is read
_NGRAM = 4  # characters
_OVERLAP, _LOCAL, _TITLE, _BEFORE, _PASSAGE, _NGRAMS, _PAIRS, _TYPE = 1.7, 1.55, 1.85, 1.8, 5.2, 3.5, 1.5, 1.5
_PRONOUN = re.compile(rf"(?:{joined(lambda language: language.pronouns)})\b", re.IGNORECASE)
_IN_ANTECEDENT = 0.8  # what an n-gram counts that only the sentence before a pronoun holds
_QUESTION_WORD = re.compile(rf"\s*(?:{joined(lambda language: language.question_words)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    `number` is the sentence's number in the store, `article` its article's, `span` what is quoted of it, and `spaced_words`
    the quote's words (`char_ngrams.py`). `overlap` is the share, 0 to 1, of the question's worth that the sentence itself
    holds. `begins_with_pronoun` says that it needs the sentence before it to be understood. `answer_similarity` is that of
    `semantic_rerank.py`, for the candidates that were reranked.
    """

    number: int
    article: int
    span: Span
    spaced_words: str
    overlap: float
    score: float
    begins_with_pronoun: bool = False
    answer_similarity: float | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence scored by its terms; `matched_terms` are those of the question; `begins` says it begins its passage."""

    number: int
    article: int
    begins: bool
    matched_terms: frozenset[int]
    overlap: float
    score: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence scored by its text too; `matched_ngrams` says how much (0 to 1) it holds of each n-gram."""

    sentence: _Scored
    span: Span
    spaced_words: str
    begins_with_pronoun: bool
    matched_ngrams: Mapping[str, float]
    score: float


def rank_candidates(build: Build, ranking: Ranking, settings: Settings) -> list[Candidate]:
    """The quotable sentences of the best passages, best first; of equal scores in reading order."""
    read = list(_read(build, _score_by_terms(build, ranking), ranking.weights, settings))
    candidates = [
        Candidate(
            number=read_sentence.sentence.number,
            article=read_sentence.sentence.article,
            span=read_sentence.span,
            spaced_words=read_sentence.spaced_words,
            overlap=read_sentence.sentence.overlap,
            score=read_sentence.score + by_ngrams,
            begins_with_pronoun=read_sentence.begins_with_pronoun,
        )
        for read_sentence, by_ngrams in zip(read, _ngram_scores(read), strict=True)
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.number))


def _score_by_terms(build: Build, ranking: Ranking) -> list[tuple[float, _Scored]]:
    """The sentences of the best passages with their scores by terms, best first."""
    weights, best = ranking.weights, float(ranking.scores[0]) if len(ranking) else 1.0
    ranked = list(zip(ranking.passages[:_PASSAGES].tolist(), ranking.scores[:_PASSAGES].tolist(), strict=True))
    terms = build.store.fetch_terms(ranking.passages[:_PASSAGES])
    # A sentence of several passages counts in the best of them, which comes last here.
    sentences = {
        sentence.number: sentence
        for (passage, score), passage_terms in reversed(list(zip(ranked, terms, strict=True)))
        for sentence in _sentences_of(build, passage, passage_terms, score / best, weights)
    }
    local = _local_scores(sentences.values(), weights)
    scored = [(sentence.score + more, sentence) for sentence, more in zip(sentences.values(), local, strict=True)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].number))


def _sentences_of(
    build: Build, passage: int, passage_terms: PassageTerms, relative_score: float, weights: QueryWeights
) -> Iterator[_Scored]:
    """The sentences of one passage, whose score is `relative_score` times the best passage's."""
    spend()
    known_terms = weights.by_number.keys()
    article, first = (int(build.store.passages[name][passage]) for name in ("article", "first"))
    in_title = known_terms & passage_terms.above
    in_sentence_before: frozenset[int] = frozenset()
    for number, terms in enumerate(passage_terms.sentences, first):
        matched = frozenset(known_terms & set(terms))
        overlap = weights.share(matched)
        score = _PASSAGE * relative_score + _OVERLAP * overlap
        score += _TITLE * weights.share(in_title - matched) + _BEFORE * weights.share(in_sentence_before - matched)
        yield _Scored(number, article, number == first, matched, overlap, score)
        in_sentence_before = matched


def _local_scores(sentences: Collection[_Scored], weights: QueryWeights) -> list[float]:
    """For each sentence its overlap, with each term weighed by how few of these sentences hold it."""
    counts = Counter(term for sentence in sentences for term in sentence.matched_terms)
    rarity = {
        term: worth * math.log1p(len(sentences) / max(1, counts[term])) for term, worth in weights.by_number.items()
    }
    total = sum(rarity.values()) or 1.0
    return [_LOCAL * sum(rarity[term] for term in sorted(sentence.matched_terms)) / total for sentence in sentences]


def _read(
    build: Build, scored: Sequence[tuple[float, _Scored]], weights: QueryWeights, settings: Settings
) -> Iterator[_Read]:
    """The first `_READ` of the sentences that may be quoted, with the scores that their text adds."""
    store, question = build.store, weights.question.text
    expected, pairs = ExpectedAnswer.of(question), set(pairwise(words(question)))
    wanted = ngrams(spaced_words(_QUESTION_WORD.sub("", question)), _NGRAM)
    read = 0
    for score, sentence in scored:
        spend()
        article, span = store.article(sentence.article), store.sentence_span(sentence.number)
        part = (
            quoted_part(article, span, weights.by_term, settings.answer_max_words) if quotable(article, span) else None
        )
        if part is None:
            continue
        text = article.quote(part)
        own_words = words(text)
        pronoun = not sentence.begins and _PRONOUN.match(text) is not None
        before = spaced_words(article.quote(store.sentence_span(sentence.number - 1))) if pronoun else ""
        own = spaced(own_words)
        more = _TYPE * expected.score(text) + _PAIRS * len(pairs.intersection(pairwise(own_words))) / (len(pairs) or 1)
        yield _Read(sentence, part, own, pronoun, _matched_ngrams(wanted, own, before), score + more)
        read += 1
        if read == _READ:
            return


def _matched_ngrams(wanted: Sequence[str], own: str, before: str) -> dict[str, float]:
    """The n-grams in a sentence's own words: 1 each; those only in the sentence before its pronoun: `_IN_ANTECEDENT`."""
    matched = {ngram: 1.0 for ngram in wanted if ngram in own}
    if not before:
        return matched
    return matched | {ngram: _IN_ANTECEDENT for ngram in wanted if ngram in before and ngram not in matched}


def _ngram_scores(read: Sequence[_Read]) -> list[float]:
    """For each sentence the n-grams that it holds, weighed by how few hold them, relative to the one that holds most."""
    counts = Counter(ngram for sentence in read for ngram in sentence.matched_ngrams)
    rarity = {ngram: math.log1p(len(read) / count) for ngram, count in counts.items()}
    amounts = [sum(rarity[ngram] * part for ngram, part in sentence.matched_ngrams.items()) for sentence in read]
    most = max(amounts, default=0.0) or 1.0
    return [_NGRAMS * amount / most for amount in amounts]
