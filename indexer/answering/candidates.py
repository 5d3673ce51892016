"""The sentences of the best passages as candidates for quotes, the likeliest answer first.

All sentences of the best `_PASSAGES` passages are scored by their terms, without reading text, by five features:

    overlap     share of the question's worth (weight · idf) that the sentence holds
    local       the same, with idf counted among these sentences: what tells a sentence from its neighbours weighs more
    title       what the article's title and the passage's heading add to the overlap
    before      what the sentence before adds to both: "It was signed in May"
    passage     the score of its passage, relative to the best passage's

The best `_READ` of them that may be quoted are then ranked by `sentence_ranker.py`, which also looks at their texts.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering.answer_types import ExpectedAnswer
from indexer.answering.leaning import leans, with_sentence_before
from indexer.answering.lists import lists_of, may_be_listed, with_list
from indexer.answering.quotes import Quotable, is_byline, is_heading, is_label, quoted_part
from indexer.answering.sentence_features import ReadSentence, TermFeatures, features_of
from indexer.answering.sentence_ranker import scores
from indexer.answering.subjects import named_in
from indexer.budget import spend
from indexer.retrieval.rerank import is_one_of
from indexer.types import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from indexer.builds import Build
    from indexer.retrieval import Ranking
    from indexer.retrieval.query_weights import QueryWeights
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Article

_PASSAGES = 12  # whose sentences are scored
_READ = 16  # sentences whose text is read
_OPENINGS, _OPENING = 4, 4  # articles, and first sentences of each, read besides when a question is about one thing
_HEADING = 2.5  # what a line scores less that looks like a heading
_BYLINE = 3.0  # what a byline scores more, which is read only if it is asked for
_NO_TERMS: frozenset[int] = frozenset()
_OVERLAP, _LOCAL, _TITLE, _BEFORE, _PASSAGE = 1.7, 1.55, 1.85, 1.8, 5.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    `number` is the sentence's number in the store, `article` its article's, `span` what is quoted of it, `spaced_words` its
    words (`char_ngrams.py`), and `terms` the numbers of its distinct terms. `overlap` is the share, 0 to 1, of
    the question's worth that the sentence itself holds. `score` is the logarithm of how likely it answers, but for a
    constant that all candidates of a question share. `first` and `last` are the numbers of the first and the last sentence
    that are quoted: the one before, if the sentence begins with a pronoun that stands for something in it, and the rest of
    its list. `features` are those of `sentence_features.py`.
    """

    number: int
    article: int
    span: Span
    spaced_words: str
    overlap: float
    score: float
    first: int
    last: int
    terms: frozenset[int] = field(hash=False, compare=False)
    features: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence scored by its terms, all of which are `own_terms`; `passage` are the numbers of its passage's sentences."""

    number: int
    article: int
    passage: range
    own_terms: frozenset[int]
    terms: TermFeatures


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence that was read, and what is quoted of it: the span, and the numbers of its first and last sentence."""

    scored: _Scored
    sentence: ReadSentence
    quoted: Span
    first: int
    last: int


def rank_candidates(
    build: Build, ranking: Ranking, settings: Settings, embedder: Embedder | None = None
) -> list[Candidate]:
    """The quotable sentences of the best passages, best first; of equal scores in reading order.

    With an `embedder`, meaning counts too.
    """
    read = list(_read(build, _score_by_terms(build, ranking), ranking.weights, settings))
    features = features_of(ranking.weights, [each.sentence for each in read], embedder)
    candidates = [
        Candidate(
            number=each.scored.number,
            article=each.scored.article,
            span=each.quoted,
            spaced_words=each.sentence.spaced_words,
            overlap=each.scored.terms.overlap,
            score=score + _by_its_kind(build.store.article(each.scored.article), each.quoted),
            first=each.first,
            last=each.last,
            terms=each.scored.own_terms,
            features=own,
        )
        for each, own, score in zip(read, features, scores(features), strict=True)
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.number))


def _by_its_kind(article: Article, quoted: Span) -> float:
    """What a line scores more or less that is no running text."""
    if is_byline(article, quoted):
        return _BYLINE
    return -_HEADING * is_heading(article, quoted)


def _score_by_terms(build: Build, ranking: Ranking) -> Iterator[_Scored]:
    """The sentences of the best passages with their features and scores by terms, best first."""
    store, weights = build.store, ranking.weights
    positions = _positions_read(build, ranking)
    if not len(positions):
        return
    passages = ranking.passages[positions]
    first, last = (store.passages[end][passages].tolist() for end in ("first", "last"))
    ranges = list(map(range, first, last))
    numbers, owner = np.array([*chain(*ranges)]), np.repeat(np.arange(len(ranges)), [*map(len, ranges)])
    terms, sizes = store.sentences_terms(numbers)
    ends = np.cumsum(sizes)
    matched = _matched(terms, ends, weights.by_number)
    columns = _overlaps(build, weights, passages, matched, [*map(len, ranges)])
    passage = (ranking.scores[positions] / float(ranking.scores[0]))[owner]
    kept = np.unique(numbers, return_index=True)[1]  # a sentence of several passages counts in the best of them
    local = np.zeros(len(numbers))
    local[kept] = _local_overlaps([matched[place] for place in kept.tolist()], weights)
    overlap, title, before, _ = columns
    score = _PASSAGE * passage + _OVERLAP * overlap + _LOCAL * local + _TITLE * title + _BEFORE * before
    features = np.stack((passage, *columns, local), axis=1)
    articles = store.passages["article"][passages].tolist()
    for place in kept[np.lexsort((numbers[kept], -score[kept]))].tolist():
        number, rank = int(numbers[place]), int(owner[place])
        position = number - store.article_sentences(articles[rank]).start
        own_terms = frozenset(terms[ends[place] - sizes[place] : ends[place]].tolist())
        own_features = TermFeatures(matched[place], position, *features[place].tolist())
        yield _Scored(number, articles[rank], ranges[rank], own_terms, own_features)


def _overlaps(
    build: Build,
    weights: QueryWeights,
    passages: NDArray[np.int64],
    matched: Sequence[frozenset[int]],
    sizes: Sequence[int],
) -> NDArray[np.float64]:
    """What each sentence of the passages holds of the question's worth, and what title, sentence before and after add to it.

    float64 [4, sentences]. `matched` are the question's terms in each sentence, `sizes` is how many each passage has.
    """
    spend()
    known = weights.by_number.keys()
    titles, title_sizes = build.store.titles_terms(passages)
    above = _matched(titles, np.cumsum(title_sizes), known)
    heading = build.store.passages["heading"][passages]
    for place in np.flatnonzero(heading >= 0).tolist():
        above[place] |= known & set(build.store.sentence_terms(int(heading[place])))
    share = cache(weights.share)  # most sentences hold the same few sets of terms
    sentences = iter(matched)
    rows = []
    for size, title in zip(sizes, above, strict=True):
        run = [_NO_TERMS, *islice(sentences, size), _NO_TERMS]
        for before, own, after in zip(run, run[1:], run[2:], strict=False):
            held = own | title
            rows.append((share(own), share(title - own), share(before - held), share(after - held)))
    return np.array(rows).T


def _matched(terms: NDArray[np.int32], ends: NDArray[np.int64], known: Collection[int]) -> list[frozenset[int]]:
    """Which of the known terms each of some runs holds; `terms` are those of all runs, `ends` where each run ends."""
    at = np.flatnonzero(is_one_of(terms, known))
    held = terms[at].tolist()
    return [frozenset(held[start:end]) for start, end in pairwise([0, *np.searchsorted(at, ends).tolist()])]


def _positions_read(build: Build, ranking: Ranking) -> NDArray[np.int64]:
    """The positions in the ranking of the passages whose sentences are scored, rising.

    What something is stands at the beginning of its article: where a question is about one thing, the first passages of the
    best articles are read too.
    """
    best = np.arange(min(len(ranking), _PASSAGES))
    if named_in(ranking.question.text) is None:
        return best
    articles = build.store.passages["article"][ranking.passages]
    opening = ranking.passages == build.store.articles_passages(articles)[0]
    return np.union1d(best, np.flatnonzero(opening & np.isin(articles, articles[best]))[:_OPENINGS])


def _local_overlaps(sentences: Collection[frozenset[int]], weights: QueryWeights) -> list[float]:
    """For each sentence (its matched terms) its overlap, each term weighed by how few of these sentences hold it."""
    counts = Counter(term for matched in sentences for term in matched)
    rarity = {
        term: worth * math.log1p(len(sentences) / max(1, counts[term])) for term, worth in weights.by_number.items()
    }
    total = sum(rarity.values()) or 1.0
    shares = {matched: sum(rarity[term] for term in sorted(matched)) / total for matched in set(sentences)}
    return [shares[matched] for matched in sentences]


def _read(build: Build, scored: Iterable[_Scored], weights: QueryWeights, settings: Settings) -> Iterator[_Read]:
    """The first `_READ` of the sentences that may be quoted, with their texts and what would be quoted.

    Where the question is about one thing, the first `_OPENING` sentences of each article besides.
    """
    store, quotable = build.store, Quotable.of(weights.question.text)
    expected = ExpectedAnswer.of(weights.question.text)
    lists: dict[int, tuple[Span, ...]] = {}
    read = 0
    for sentence in scored:
        if read >= _READ and expected.subject is None:
            return
        if read >= _READ and sentence.terms.position >= _OPENING:
            continue
        spend()
        article, span = store.article(sentence.article), store.sentence_span(sentence.number)
        if not quotable.allows(article, span):
            continue
        part = quoted_part(article, span, weights.by_term, settings.answer_max_words)
        if part is None:
            continue
        own = ReadSentence.of(article, part, sentence.number, sentence.terms, expected)
        if not (sentence.terms.matched or is_byline(article, span)) and (
            is_heading(article, part) or (not any(own.signs.values()) and is_label(article.quote(part)))
        ):
            continue  # neither a word of the question nor what may be the answer to it
        if sentence.article not in lists:
            lists[sentence.article] = lists_of(article)
        yield _quoted(build, sentence, own, span, lists[sentence.article], settings.answer_max_words)
        read += 1


def _quoted(build: Build, scored: _Scored, own: ReadSentence, whole: Span, lists: Sequence[Span], most: int) -> _Read:
    """What is quoted of a sentence, of which `own` was read: with the rest of its list, or what its pronoun stands for."""
    store, article, number = build.store, build.store.article(scored.article), scored.number
    passage, part = scored.passage, own.span
    if part == whole and may_be_listed(article, store.sentence_span(passage.start).start, whole.end):
        sentences = store.sentence_spans(passage)
        first, last = with_list(article, lists, sentences, number - passage.start, most)
        if first < last:
            quoted = Span(sentences[first].start, sentences[last].end)
            return _Read(scored, own, quoted, passage.start + first, passage.start + last)
    if number == passage.start or part.start != whole.start or not leans(article.quote(part)):
        return _Read(scored, own, part, number, number)
    before = store.sentence_span(number - 1)
    both = with_sentence_before(article, part, before, most)
    return _Read(scored, own.leaning_on(article.quote(before)), both, number - (both.start < part.start), number)
