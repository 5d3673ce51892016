"""Reads a store: articles, passages, texts and terms by number, many at a time, and which passages satisfy filters."""

from __future__ import annotations

import itertools
import os
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.arrays import CUT_SHORT, Runs, open_array
from indexer.damage import open_plain, translated
from indexer.errors import ArticleNotFoundError, DamagedBuildError
from indexer.iso_dates import days_of
from indexer.store.article_names import ArticleNames
from indexer.store.catalogue import Catalogue
from indexer.store.columns import ARTICLE_COLUMNS, BUILD_COLUMNS, PASSAGE_COLUMNS, SENTENCE_COLUMNS
from indexer.store.folders import Folders
from indexer.store.groups import Groups
from indexer.store.names import Names
from indexer.store.word_starts import WordStarts, folded_line
from indexer.text.names import forms_of
from indexer.types import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.store.columns import Column
    from indexer.types import Article, Filters

_NOT_THE_COLUMN = "is not the column that belongs there"
_FIRST_OF_1970 = date(1970, 1, 1).toordinal()
MONTHS = 13  # numbers that the months of a year take: none, and twelve
_AT_HAND = 8 * 2**20  # bytes of articles that are kept as they were read …
_ABOUT = 1_024  # … of which so many are for what is not text
_PLACE = 200  # bytes of a place in memory
_IDS_AT_HAND = 65_536
_LONGEST_NUMBER = 12  # digits


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The numbers of a passage's terms, in order: of each of its sentences, of its article's title, and of its heading."""

    sentences: list[list[int]]
    title: list[int]
    heading: list[int]

    @property
    def every(self) -> set[int]:
        """The distinct terms of the passage, its title and its heading."""
        return {*self.title, *self.heading}.union(*self.sentences)


class Store:
    """One build's articles. Columns are public: `sentences["start"][n]`; rows are numbers, in reading order."""

    def __init__(self, folder: Path, *, compiled: bool = False) -> None:
        self._folder = folder
        self.sentences = _columns(folder, "sentence", SENTENCE_COLUMNS)
        self.passages = _columns(folder, "passage", PASSAGE_COLUMNS)
        self.articles = _columns(folder, "article", ARTICLE_COLUMNS)
        self.article_names = ArticleNames(folder, self.articles["names_end"], compiled=compiled)
        self.title_starts, self.name_starts = (WordStarts(folder, kind) for kind in ("title", "name"))
        with ExitStack() as opened:
            self.forward = opened.enter_context(closing(Runs(folder / "forward.npy")))
            self.titles = opened.enter_context(closing(Runs(folder / "titles.npy")))
            self._texts = opened.enter_context(open_plain(folder / "texts.utf8"))
            self.catalogue = opened.enter_context(closing(Catalogue(folder / "articles.sqlite")))
            self.names = {kind: self.catalogue.names(kind) for kind in ("source", "author")}
            self.folders = Folders(self.catalogue, len(self))
            self.groups = Groups(folder, self.articles["group"], self.catalogue)
            self._opened = opened.pop_all()
        self._at_hand: dict[int, Article] = {}
        self._room = _AT_HAND
        self.article_id = lru_cache(_IDS_AT_HAND)(self.catalogue.id)
        self._names = {kind: Names(names) for kind, names in self.names.items()}

    @cached_property
    def by_date(self) -> NDArray[np.int32]:
        """The rank of every article by date, 0 for the newest; articles of one date share a rank, undated ones are last."""
        ranks = np.empty(len(self), np.int32)
        for number, rank in self.catalogue.by_date():
            ranks[number] = rank
        return ranks

    @cached_property
    def months(self) -> NDArray[np.int32]:
        """Year · `MONTHS` + month of every article's date: month 0 for a date without one, and 0 for one without a date."""
        (first_year, first), (last_year, last) = (_months(self.articles[name]) for name in ("first_day", "last_day"))
        month = np.where((first_year == last_year) & (first == last), first, 0)
        return np.where(self.articles["first_day"] > 0, first_year * MONTHS + month, 0).astype(np.int32)

    @cached_property
    def years(self) -> NDArray[np.int32]:
        """The year of every article's date, 0 for one without a date."""
        return self.months // MONTHS

    @cached_property
    def article_lengths(self) -> NDArray[np.int32]:
        """How many terms every article has, in its title and its sentences."""
        ends = np.concatenate(([0], self.sentences["terms_end"])).astype(np.int64)[self.articles["sentences_end"]]
        ends += self.articles["title_end"]
        return np.diff(ends, prepend=0).astype(np.int32)

    @cached_property
    def build_columns(self) -> dict[str, Column]:
        """The columns of articles that only the next build needs (`BUILD_COLUMNS`)."""
        return _columns(self._folder, "article", BUILD_COLUMNS)

    def sentence_spans(self, sentences: range) -> list[Span]:
        """Where each of some successive sentences stands in its article's text."""
        starts, ends = (self.sentences[end][sentences.start : sentences.stop].tolist() for end in ("start", "end"))
        return list(map(Span, starts, ends))

    def article_terms(self, number: int) -> Column:
        """The numbers of the terms of the article's sentences, in order."""
        own, ends = self.article_sentences(number), self.sentences["terms_end"]
        return self.forward.between([_start(ends, own.start)], [_start(ends, own.stop)])

    def close(self) -> None:
        """Closes the files."""
        self._opened.close()

    def __len__(self) -> int:
        return len(self.articles["source"])

    def article(self, number: int) -> Article:
        """The article of that number."""
        return self._at_hand.get(number) or self.fetch_articles((number,))[number]

    def fetch_articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        """The articles of these numbers, by number, in one look-up; `article` then has them at hand."""
        at_hand, wanted = self._at_hand, set(numbers)
        articles = {number: at_hand[number] for number in wanted if number in at_hand}
        missing = sorted(wanted - articles.keys())
        copies = self.catalogue.locations.of(missing)
        for row in self.catalogue.rows(missing) if missing else ():
            text = self.bytes_between(row[-2], row[-1])
            article = articles[row[0]] = self.catalogue.article(row, text, copies.get(row[0], ()))
            self._keep(row[0], article, len(text) + _ABOUT + _PLACE * len(article.places))
        if len(articles) != len(wanted):
            raise DamagedBuildError(self._texts.name, "has no article of a number that is looked for")
        return articles

    def _keep(self, number: int, article: Article, size: int) -> None:
        if size > self._room:
            self._at_hand = {}  # another one, not this one emptied: another thread may be reading it
            self._room = _AT_HAND
        self._at_hand[number] = article
        self._room -= size

    def text_size(self) -> int:
        """How many bytes all texts have together."""
        return os.fstat(self._texts.fileno()).st_size

    def bytes_between(self, start: int, end: int) -> bytes:
        """The bytes from `start` to `end` of the text file; raises `DamagedBuildError` when the file has become shorter."""
        try:
            read = os.pread(self._texts.fileno(), end - start, start)
        except Exception as error:
            if self._texts.closed:
                raise
            raise translated(error, self._texts.name) from error
        if len(read) != end - start:
            raise DamagedBuildError(self._texts.name, CUT_SHORT)
        return read

    def article_number(self, article_id: str) -> int:
        """The number of the article with that id; raises `ArticleNotFoundError`."""
        number = self.catalogue.number(article_id)
        if number is None:
            raise ArticleNotFoundError(article_id)
        return number

    def find_passages(self, name: str) -> tuple[int, Column]:
        """The number of the article, and those of its passages or of the one, that an article's or passage's id names.

        Raises `ArticleNotFoundError`.
        """
        number = self.catalogue.number(name)
        if number is not None:
            return number, np.array(self.article_passages(number), np.int64)
        article_id, _, start = name.rpartition("#")
        number = self.article_number(article_id) if start.isdecimal() and start.isascii() else None
        if number is not None:
            passages = np.array(self.article_passages(number), np.int64)
            own = passages[self.sentences["start"][self.passages["first"][passages]] == int(start[:_LONGEST_NUMBER])]
            if len(own):
                return number, own
        raise ArticleNotFoundError(name)

    def passage_start(self, number: int) -> int:
        """Where the passage of that number starts in its article's text."""
        return int(self.sentences["start"][self.passages["first"][number]])

    def passage(self, number: int) -> Passage:
        """The passage of that number."""
        return self.fetch_passages(np.array([number]))[0][0]

    def fetch_passages(self, numbers: Column) -> list[tuple[Passage, Article]]:
        """The passages of these numbers with their articles, in their order; all articles are read in one look-up."""
        columns = [self.passages[name][numbers].tolist() for name in ("article", "first", "last", "heading")]
        articles = self.fetch_articles(columns[0])
        return [
            (self._passage(number, articles[article], first, last, heading), articles[article])
            for number, article, first, last, heading in zip(numbers.tolist(), *columns, strict=True)
        ]

    def _passage(self, number: int, article: Article, first: int, last: int, heading: int) -> Passage:
        span = Span(int(self.sentences["start"][first]), int(self.sentences["end"][last - 1]))
        above = article.quote(self.sentence_span(heading)) if heading >= 0 else None
        return Passage.of(article, span, number=number, heading=above)

    def fetch_texts(self, numbers: Column) -> list[str]:
        """The texts of the passages of these numbers, in their order, without their articles."""
        starts = self.sentences["byte_start"][self.passages["first"][numbers]].tolist()
        ends = self.sentences["byte_end"][self.passages["last"][numbers] - 1].tolist()
        try:
            return [self.bytes_between(start, end).decode() for start, end in zip(starts, ends, strict=True)]
        except UnicodeDecodeError as error:
            raise translated(error, self._texts.name) from error

    def sentence_span(self, number: int) -> Span:
        """Where the sentence stands in its article's text."""
        return Span(int(self.sentences["start"][number]), int(self.sentences["end"][number]))

    def sentence_terms(self, number: int) -> list[int]:
        """The numbers of the sentence's terms, in order."""
        ends = self.sentences["terms_end"]
        return self.forward.between([_start(ends, number)], [int(ends[number])]).tolist()  # type: ignore[no-any-return]

    def fetch_sentence_terms(self, numbers: Sequence[int] | Column) -> list[list[int]]:
        """The numbers of the terms of each of the sentences, in order; sentences that follow each other are read at once."""
        return _lists(*self.sentences_terms(np.asarray(numbers, np.int64)))

    def sentences_terms(self, numbers: Column) -> tuple[Column, Column]:
        """The term numbers of the sentences, as `passages_terms` gives those of passages."""
        ends = self.sentences["terms_end"]
        return _runs(self.forward, np.where(numbers > 0, ends[numbers - 1], 0), ends[numbers])

    def fetch_terms(self, numbers: Column) -> list[PassageTerms]:
        """The terms of each of the passages, in their order."""
        first, last, heading = (self.passages[name][numbers].tolist() for name in ("first", "last", "heading"))
        ranges = list(itertools.starmap(range, zip(first, last, strict=True)))
        headings = [sentence for sentence in heading if sentence >= 0]
        sentences = iter(self.fetch_sentence_terms([*itertools.chain(*ranges), *headings]))
        own = [list(itertools.islice(sentences, len(numbers))) for numbers in ranges]
        above = [next(sentences) if sentence >= 0 else [] for sentence in heading]
        titles = _lists(*self.titles_terms(numbers))
        return list(map(PassageTerms, own, titles, above))

    def passages_terms(self, numbers: Column) -> tuple[Column, Column]:
        """The term numbers of the passages, one passage after the other in one array, and how many terms each passage has."""
        first, last = self.passages["first"][numbers], self.passages["last"][numbers]
        ends = self.sentences["terms_end"]
        return _runs(self.forward, np.where(first > 0, ends[first - 1], 0), ends[last - 1])

    def titles_terms(self, numbers: Column) -> tuple[Column, Column]:
        """The term numbers of the titles of the passages' articles, as `passages_terms` gives those of passages."""
        articles, ends = self.passages["article"][numbers], self.articles["title_end"]
        return _runs(self.titles, np.where(articles > 0, ends[articles - 1], 0), ends[articles])

    def article_sentences(self, number: int) -> range:
        """The numbers of the article's sentences."""
        return _range(self.articles["sentences_end"], number)

    def article_passages(self, number: int) -> range:
        """The numbers of the article's passages."""
        return _range(self.articles["passages_end"], number)

    def articles_passages(self, numbers: Column) -> tuple[Column, Column]:
        """The number of the first passage of each of the articles, and the one after that of its last."""
        return _ranges(self.articles["passages_end"], numbers)

    def satisfying(self, filters: Filters, passages: NDArray[np.integer] | slice) -> NDArray[np.bool_]:
        """Whether the article of each of the passages satisfies the filters; `slice(None)` stands for all passages.

        Titles are left to whoever knows the terms (`retrieval/requirements.py`).
        """
        articles = self.passages["article"][passages]
        if not filters:
            return np.ones(len(articles), np.bool_)
        if len(articles) > len(self):  # once for each article, then
            return self._satisfying(filters, slice(None))[articles]
        return self._satisfying(filters, articles)

    def _satisfying(self, filters: Filters, articles: NDArray[np.integer] | slice) -> NDArray[np.bool_]:
        """Whether each of the articles satisfies the filters."""
        mask = np.ones(len(self.articles["source"][articles]), np.bool_)
        for kind, wanted in (("source", filters.sources), ("author", filters.authors)):
            if wanted:
                mask &= np.isin(
                    self.articles[kind][articles], self._names[kind].numbers(wanted, whole=kind == "source")
                )
        if filters.ids:
            mask &= self.folders.below(filters.ids)[articles]
        if filters.folders:
            mask &= self.folders.within(filters.folders)[articles]
        for name in filters.names:
            mask &= self.article_names.having(self.name_starts.whole(*map(folded_line, forms_of(name))))[articles]
        if filters.after:
            mask &= self.articles["last_day"][articles] >= days_of(filters.after)[0]
        if filters.before:
            first_days = self.articles["first_day"][articles]
            mask &= (first_days > 0) & (first_days <= days_of(filters.before)[1])
        return mask


def _columns(folder: Path, kind: str, columns: Mapping[str, type[np.generic]]) -> dict[str, Column]:
    """The columns, each of its type and all of one length; raises `DamagedBuildError`."""
    opened = {name: open_array(folder / f"{kind}_{name}.npy") for name in columns}
    for name, dtype in columns.items():
        if (
            opened[name].dtype != dtype
            or opened[name].ndim != 1
            or len(opened[name]) != len(opened[next(iter(opened))])
        ):
            raise DamagedBuildError(folder / f"{kind}_{name}.npy", _NOT_THE_COLUMN)
    return opened


def _months(days: Column) -> tuple[Column, Column]:
    """The year and the month, 1 to 12, of days that are proleptic ordinals."""
    months = (days - _FIRST_OF_1970).astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    return months // 12 + 1970, months % 12 + 1


def _start(ends: Column, number: int) -> int:
    return int(ends[number - 1]) if number else 0


def _ranges(ends: Column, numbers: Column) -> tuple[Column, Column]:
    """Where each of the rows begins and ends, whose ends are those of a column."""
    return np.where(numbers > 0, ends[numbers - 1], 0).astype(np.int64), ends[numbers].astype(np.int64)


def _range(ends: Column, number: int) -> range:
    return range(_start(ends, number), int(ends[number]))


def _runs(terms: Runs, starts: Column, ends: Column) -> tuple[Column, Column]:
    """The runs from each start to its end, one after the other, and how long each is."""
    return terms.between(starts, ends), ends - starts


def _lists(terms: Column, sizes: Column) -> list[list[int]]:
    """The runs that stand one after the other in `terms`, each as a list."""
    every, ends = terms.tolist(), np.cumsum(sizes).tolist()
    return [every[start:end] for start, end in pairwise([0, *ends])]
