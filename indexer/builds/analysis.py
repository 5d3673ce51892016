"""Analyses one batch of articles, which is what a worker process does: sentences, passages, terms and postings.

The result is a function of the articles and the settings alone (`batch_files.py` says what it holds).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.builds.batch_files import PASSAGES, SENTENCES, AnalysedBatch
from indexer.engines.base import Postings
from indexer.selection import expanded
from indexer.store.signatures import signatures_of
from indexer.text.common_terms import is_common
from indexer.text.lines import COLONS
from indexer.text.names import name_finder
from indexer.text.passages import split
from indexer.text.sentences import sentences
from indexer.text.tokens import chunks
from indexer.text.word_counts import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from indexer.builds.term_numbers import TermNumbers
    from indexer.settings import Settings
    from indexer.types import Article, MarkKind

_HEADINGS: frozenset[MarkKind] = frozenset({"headline", "heading"})
_JOINING: frozenset[MarkKind] = frozenset({"caption", "dateline"})
_TERMS_END = SENTENCES.index("terms_end")
_MOST = np.iinfo(np.uint16).max  # a term that occurs more often in one passage counts as this


@dataclass(slots=True)
class _Batch:
    """The batch as it grows, article by article; terms have the temporary numbers of `cache`.

    `article_titles` are the terms of the articles' titles; `passage_titles` those of each passage's field `title`.
    """

    cache: TermNumbers
    forward: list[int] = field(default_factory=list)
    sentences: list[tuple[int, ...]] = field(default_factory=list)
    passages: list[tuple[int, int, int, int]] = field(default_factory=list)
    passage_counts: list[int] = field(default_factory=list)
    article_titles: list[int] = field(default_factory=list)
    article_title_ends: list[int] = field(default_factory=list)
    passage_titles: list[int] = field(default_factory=list)
    passage_title_ends: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    name_ends: list[int] = field(default_factory=list)

    def add(self, number: int, article: Article, settings: Settings) -> None:
        """Adds article `number`: sentences and their terms, passages, the terms of its title and headings, and names."""
        self.names += name_finder(article.language).distinct(article.text)
        self.name_ends.append(len(self.names))
        edges = [edge for mark in article.marks for edge in (mark.span.start, mark.span.end)]
        spans = sentences(article.text, article.language, max_words=settings.sentence_max_words, breaks=edges)
        before = len(self.sentences)
        word_counts = self._add_sentences(number, article, spans)
        self._add_passages(number, before, article, spans, word_counts, settings)

    def _add_sentences(self, number: int, article: Article, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Adds the sentences and their terms; returns how many words each has."""
        terms_of, text, ascii_only = self.cache.of(article.language).terms, article.text, article.text.isascii()
        byte = position = 0
        word_counts = []
        for start, end in spans:
            sentence = text[start:end]
            byte += start - position if ascii_only else len(text[position:start].encode())
            byte_start, position = byte, end
            byte += end - start if ascii_only else len(sentence.encode())
            words = chunks(sentence)
            self.forward.extend(terms_of(words))
            self.sentences.append((number, start, end, byte_start, byte, len(self.forward)))
            word_counts.append(len(words) if ascii_only else word_count(sentence))
        return word_counts

    def _add_passages(
        self,
        number: int,
        before: int,
        article: Article,
        spans: Sequence[tuple[int, int]],
        word_counts: Sequence[int],
        settings: Settings,
    ) -> None:
        """Adds the passages of an article whose sentences come after `before` others."""
        title = list(self.cache.of(article.language).terms(chunks(article.title)))
        self.article_titles += title
        self.article_title_ends.append(len(self.article_titles))
        kinds = _sentence_kinds(article, spans)
        gaps = [article.text[span[1] : following[0]] for span, following in pairwise(spans)]
        ranges = split(
            word_counts,
            [kind in _HEADINGS for kind in kinds],
            [True, *("\n\n" in gap for gap in gaps)][: len(spans)],
            joining=[
                kind in _JOINING or ("\n" in gap and article.text.endswith(COLONS, *span))
                for kind, gap, span in zip(kinds, [*gaps, ""], spans, strict=False)  # there may be none at all
            ],
            min_words=settings.passage_min_words,
            max_words=settings.passage_max_words,
        )
        heading, reached = -1, 0
        for first, last in ranges:
            # The heading that a passage stands under is the last before it; one that it begins with is its own.
            for sentence in range(reached, first + 1):
                if kinds[sentence] == "heading":
                    heading = sentence
            reached = first + 1
            self.passage_titles += title
            if 0 <= heading < first:
                self.passage_titles += self.forward[self._terms_of(before + heading)]
            self.passage_title_ends.append(len(self.passage_titles))
            self.passages.append((number, before + first, before + last, before + heading if heading >= 0 else -1))
        self.passage_counts.append(len(ranges))

    def _terms_of(self, sentence: int) -> slice:
        """Where the terms of the sentence are in `forward`."""
        start = self.sentences[sentence - 1][-1] if sentence else 0
        return slice(start, self.sentences[sentence][-1])


def _sentence_kinds(article: Article, spans: Sequence[tuple[int, int]]) -> list[str | None]:
    """For each sentence, the kind of the heading, caption or dateline that it lies in; None for running text."""
    wanted = _HEADINGS | _JOINING
    marks = sorted((mark.span.start, mark.span.end, mark.kind) for mark in article.marks if mark.kind in wanted)
    kinds: list[str | None] = []
    mark = 0
    for start, end in spans:
        while mark < len(marks) and marks[mark][1] <= start:
            mark += 1
        inside = mark < len(marks) and marks[mark][0] <= start and end <= marks[mark][1]
        kinds.append(marks[mark][2] if inside else None)
    return kinds


def analyse(articles: Sequence[Article], settings: Settings, cache: TermNumbers) -> AnalysedBatch:
    """The analysis of a batch; `cache` makes it faster and changes nothing."""
    cache.shrink()
    batch = _Batch(cache)
    for number, article in enumerate(articles):
        batch.add(number, article, settings)
    temporary = [np.array(ids, np.int64) for ids in (batch.forward, batch.passage_titles, batch.article_titles)]
    terms, numbers = cache.sorted_terms(*temporary)
    every, passage_titles, article_titles = (numbers[ids] for ids in temporary)
    sentence_rows, passage_rows = _table(batch.sentences, len(SENTENCES)), _table(batch.passages, len(PASSAGES))
    common = np.array([is_common(term) for term in terms], np.bool_)
    postings = _fields(
        every, passage_titles, np.array(batch.passage_title_ends, np.int64), sentence_rows, passage_rows, common
    )
    forward, sentence_rows[:, _TERMS_END] = _without(common, every, sentence_rows[:, _TERMS_END])
    titles, title_ends = _without(common, article_titles, np.array(batch.article_title_ends, np.int64))
    sentences_end = np.cumsum(np.bincount(sentence_rows[:, 0], minlength=len(articles)))
    names, article_names = _numbered(batch.names)
    return AnalysedBatch(
        terms=terms,
        forward=forward,
        titles=titles,
        title_ends=title_ends,
        sentences=sentence_rows,
        passages=passage_rows,
        passage_counts=np.array(batch.passage_counts, np.int64),
        signatures=signatures_of(terms, forward, np.append(0, sentence_rows[:, _TERMS_END])[sentences_end]),
        names=names,
        article_names=article_names,
        name_ends=np.array(batch.name_ends, np.int64),
        postings=postings,
    )


def _numbered(names: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    """The distinct names, sorted, and for each of the names its number among them."""
    distinct = sorted(set(names))
    numbers = {name: number for number, name in enumerate(distinct)}
    return distinct, np.array([numbers[name] for name in names], np.int32)


def _without(
    common: NDArray[np.bool_], terms: NDArray[np.int32], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The terms without common ones, and where each run of them ends now."""
    kept = ~common[terms] if len(terms) else np.empty(0, np.bool_)
    return terms[kept], np.concatenate(([0], np.cumsum(kept)))[ends]


def _fields(
    forward: NDArray[np.int32],
    titles: NDArray[np.int32],
    title_ends: NDArray[np.int64],
    sentences: NDArray[np.int64],
    passages: NDArray[np.int64],
    common: NDArray[np.bool_],
) -> dict[str, Postings]:
    """The postings of both fields; the text holds its own terms, and those of the title that it does not hold itself.

    Common terms have postings, but do not count in a field's length: what a passage is about does not change with them.
    """
    size = len(passages)
    ends = np.concatenate(([0], sentences[:, _TERMS_END]))
    first, last = (passages[:, PASSAGES.index(name)] for name in ("first", "last"))
    in_text = _occurrences(forward, ends[first], ends[last])
    in_title = _occurrences(titles, np.concatenate(([0], title_ends[:-1])), title_ends)
    return {
        "text": _postings(np.append(in_text, in_title[~_among(in_title, in_text)]), size, common),
        "title": _postings(in_title, size, common),
    }


def _table(rows: Sequence[tuple[int, ...]], columns: int) -> NDArray[np.int64]:
    return np.array(rows, np.int64).reshape(-1, columns)


def _occurrences(terms: NDArray[np.int32], starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[np.int64]:
    """Term · (number of passages) + passage for each occurrence, of passages whose terms are `terms[start:end]`."""
    sizes = ends - starts
    owners = np.repeat(np.arange(len(sizes)), sizes)
    return np.asarray(terms[expanded(starts, sizes)].astype(np.int64) * len(sizes) + owners)


def _among(wanted: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of `wanted` is one of the keys. `np.isin` would take many times as long."""
    keys = np.sort(keys)
    places = np.searchsorted(keys, wanted)
    among = np.zeros(len(wanted), np.bool_)
    inside = places < len(keys)
    among[inside] = keys[places[inside]] == wanted[inside]
    return among


def _postings(occurrences: NDArray[np.int64], size: int, common: NDArray[np.bool_]) -> Postings:
    """The postings of `size` passages, by sorting what `_occurrences` gives."""
    keys, counts = np.unique(occurrences, return_counts=True)
    own_terms, passages = np.divmod(keys, size)
    present, firsts = np.unique(own_terms, return_index=True)
    counted = ~common[own_terms] if len(own_terms) else np.empty(0, np.bool_)
    return Postings(
        present.astype(np.int32),
        np.append(firsts[1:], len(keys)).astype(np.int64) if len(present) else np.empty(0, np.int64),
        passages.astype(np.int32),
        np.minimum(counts, _MOST).astype(np.int32),
        np.bincount(passages[counted], counts[counted], minlength=size).astype(np.int32),
    )
