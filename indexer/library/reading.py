"""What can be asked of one build."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import numpy as np

from indexer.answering import answer_question, verify_quote
from indexer.errors import ArticleNotFoundError, FootnoteError, LawError, PictureError, UsageError
from indexer.library.status import library_status
from indexer.question_limits import MOST_COMPLETIONS, MOST_HITS
from indexer.readers.pdf.quoted_words import file_sha256, pages_of, pages_with, read_by_ocr
from indexer.retrieval import Meaning, Ranking, kinds_meant, meaning, meant_names, search, suggest, understand
from indexer.retrieval.completion import complete
from indexer.retrieval.grouping import article_groups, count_articles
from indexer.retrieval.ranking import RANKED, hits
from indexer.retrieval.similar import similar_articles
from indexer.retrieval.whole import by_date, facets, matching
from indexer.types import Answer, Filters, Original, Question, Results, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds import Build
    from indexer.library.page_pictures import PagePictures
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import (
        Article,
        Citation,
        Completion,
        Entry,
        GroupBy,
        Hit,
        IncompleteArticle,
        LibraryStatus,
        Listing,
        Sort,
        SourceSummary,
        Span,
    )

_DEEPER = 8  # passages that are ranked for each article of a page, at first
_COPIES = 20  # of an article, that may be among those most like it
_ANSWERS = 8  # earlier answers in a row that are made to understand one question
P = ParamSpec("P")
R = TypeVar("R")


def _explains_damage(method: Callable[Concatenate[Reading, P], R]) -> Callable[Concatenate[Reading, P], R]:
    """The method; an unexpected error in it becomes `DamagedBuildError` if the cause is a damaged file of the build."""

    @wraps(method)
    def explaining(reading: Reading, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(reading, *args, **kwargs)
        except Exception as error:
            if isinstance(error, FootnoteError) and not isinstance(error, LawError):
                raise
            explained = reading._build.explained(error)
            if explained is error:
                raise
            raise explained from error

    return explaining


class Reading:
    """One build, held as long as `Library.reading` lasts. All methods read this build. Safe to share between threads."""

    def __init__(
        self,
        instance: Path,
        build: Build,
        settings: Settings,
        pictures: PagePictures,
        embedder: Embedder | None = None,
    ) -> None:
        self._instance = instance
        self._build = build
        self._embedder = embedder
        self._pictures = pictures
        self._configured = settings
        self._settings = build.effective(settings)
        self._quotes: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    @property
    def build(self) -> str:
        """The build's id."""
        return self._build.id

    @_explains_damage
    def search(
        self,
        query: str,
        *,
        history: Sequence[str] = (),
        k: int = 10,
        offset: int = 0,
        filters: Filters | None = None,
        today: str | None = None,
        sort: Sort = "rank",
        group_by: GroupBy = "passage",
    ) -> Results:
        """One page of the passages found: ranks `offset + 1` to `offset + k`. `history` are earlier questions, oldest first.

        With `sort="date"` all passages found are sorted by date, the newest first, before the page is cut; each keeps
        its rank. With `group_by="article"` the page is of articles, each listed once, with its best passages. Raises
        `QuestionError` for an empty or over-long question, and `UsageError` when `k` is not 1 to 100.
        """
        _require_page(k, offset)
        turns, build, last = (*history, query), self._build, offset + k
        by_article = group_by == "article"
        listing = self._ordered_articles if by_article else self._ordered
        ranking, order = listing(turns, filters, today, sort, last)
        passages = matching(build, ranking)
        page = () if by_article else hits(build, ranking, order[offset:last])
        groups = article_groups(build, ranking, order, passages, offset, last) if by_article else ()
        total = count_articles(build, passages) if by_article else len(passages)
        suggestions = suggest(build, ranking.weights)
        return Results(ranking.question, page, build.id, total, facets(build, passages), suggestions, sort, groups)

    def _ordered(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, sort: Sort, passages: int
    ) -> tuple[Ranking, NDArray[np.int64]]:
        """The ranking of so many passages at least, of all if they are sorted by date, and the order to list them in."""
        _, ranking, _ = self._search(turns, filters, today, None if sort == "date" else max(RANKED, passages))
        return ranking, by_date(self._build, ranking) if sort == "date" else np.arange(len(ranking))

    def _ordered_articles(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, sort: Sort, articles: int
    ) -> tuple[Ranking, NDArray[np.int64]]:
        """As `_ordered`, of so many passages that they are of this many articles at least, if so many are found."""
        size = max(RANKED, _DEEPER * articles)
        while True:
            ranking, order = self._ordered(turns, filters, today, sort, size)
            enough = count_articles(self._build, np.sort(ranking.passages)) >= articles
            if enough or sort == "date" or len(ranking) < size:
                return ranking, order
            size *= _DEEPER

    @_explains_damage
    def complete(self, typed: str, *, k: int = 8) -> tuple[Completion, ...]:
        """At most `k` names, words and titles of the library that a text may go on as while it is typed.

        Raises `UsageError` when `k` is not 1 to 20.
        """
        if not 1 <= k <= MOST_COMPLETIONS:
            raise UsageError(f"k is 1 to {MOST_COMPLETIONS}, not {k}")
        return complete(self._build, typed, k)

    @_explains_damage
    def similar(self, id: str, *, k: int = 10) -> tuple[Hit, ...]:  # noqa: A002  the name in the public interface
        """The best passage of each of the `k` articles that are most like an article or a passage, the most similar first.

        `id` is that of the article or of the passage; its article is left out, with those of the same text. Raises
        `ArticleNotFoundError`, and `UsageError` when `k` is not 1 to 100.
        """
        _require_page(k, 0)
        store = self._build.store
        article, passages = store.find_passages(id)
        ranking = similar_articles(self._build, self._settings, passages, article, _today())
        own = store.article(article).sha256
        found = hits(self._build, ranking, np.arange(min(k + _COPIES, len(ranking))))
        others = [hit for hit in found if hit.article.sha256 != own][:k]
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(others, 1))

    @_explains_damage
    def ask(
        self, turns: Sequence[str], *, k: int = 10, filters: Filters | None = None, today: str | None = None
    ) -> Answer:
        """The answer to the last of the questions `turns`, with the `k` best passages; raises as `search` does."""
        _require_page(k, 0)
        question, ranking, embedded = self._search(turns, filters, today, RANKED)
        answer = answer_question(
            self._build,
            ranking,
            hits(self._build, ranking, np.arange(min(k, len(ranking)))),
            facets(self._build, matching(self._build, ranking)),
            self._settings,
            unfiltered=self._unfiltered(question, ranking),
            meaning=embedded,
        )
        return replace(answer, suggestions=suggest(self._build, ranking.weights))

    @_explains_damage
    def ranked(
        self, query: str, *, history: Sequence[str] = (), k: int = RANKED, filters: Filters | None = None
    ) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of the best `k` passages: all that a batch run needs, without making hits."""
        _, ranking, _ = self._search((*history, query), filters, None, max(RANKED, k))
        store, passages = self._build.store, self._build.store.passages["article"]
        pairs = zip(ranking.passages[:k].tolist(), ranking.scores[:k].tolist(), strict=True)
        return iter(
            [(store.passage_id(number), store.article_id(int(passages[number])), score) for number, score in pairs]
        )

    @_explains_damage
    def article(self, id: str) -> Article:  # noqa: A002  the name in the public interface
        """The article with that id; raises `ArticleNotFoundError`."""
        return self._build.store.article(self._build.store.article_number(id))

    @_explains_damage
    def original(self, article_id: str, span: Span | None = None) -> Original | None:
        """The PDF file that an article was read from, and the pages of the words at `span`; None for other formats."""
        article = self.article(article_id)
        if file_sha256(article) is None:
            return None
        state = self._pictures.state(article, self._build.manifest.sources)
        return Original(state, pages_of(article), pages_with(article, span) if span else (), read_by_ocr(article))

    @_explains_damage
    def page_picture(self, article_id: str, page: int, span: Span | None = None) -> bytes:
        """A page of an article's PDF file, counted from 1, as a PNG file; the words at `span` that stand on it are boxed.

        Raises `ArticleNotFoundError`, and `PictureError` when the file has changed, is gone, or cannot be drawn.
        """
        return self._pictures.picture(self.article(article_id), self._build.manifest.sources, page, span)

    @_explains_damage
    def quote_picture(self, citation: Citation) -> bytes | None:
        """The page that a quote begins on, as a PNG file with the quote boxed; None when there is none that can be shown."""
        pages = pages_with(self.article(citation.article_id), citation.span)
        try:
            return self.page_picture(citation.article_id, pages[0], citation.span) if pages else None
        except PictureError:
            return None

    @_explains_damage
    def verify(self, article_id: str, span: Span, quote: str) -> Verification:
        """Whether the article still says `quote` at `span`."""
        try:
            article = self.article(article_id)
        except ArticleNotFoundError:
            return Verification("gone", article_id, None, None)
        return verify_quote(article, span, quote)

    @_explains_damage
    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources and how many articles each has, the largest first."""
        return self._build.store.catalogue.sources()

    @_explains_damage
    def titles(self, most: int = 100) -> tuple[tuple[str, str], ...]:
        """Id and title of the first `most` articles, in reading order."""
        return self._build.store.catalogue.titles(most)

    @_explains_damage
    def browse(
        self,
        source: str | None = None,
        year: str | None = None,
        *,
        oldest: bool = False,
        offset: int = 0,
        most: int = 50,
    ) -> Listing:
        """A page of the articles of a source (None: any; empty: without one) and a year, newest or oldest first.

        Articles without a date come last.
        """
        return self._build.store.catalogue.browse(source, year, oldest, offset, most)

    @_explains_damage
    def incomplete(self) -> tuple[IncompleteArticle, ...]:
        """The articles that lack a title, a date, a source or an author, in reading order."""
        store = self._build.store
        return tuple(store.catalogue.incomplete(len(store)))

    @_explains_damage
    def neighbours(self, article_id: str) -> tuple[Entry | None, Entry | None]:
        """The articles before and after this one, in reading order."""
        return self._build.store.catalogue.neighbours(article_id)

    @_explains_damage
    def status(self) -> LibraryStatus:
        """What the instance holds, and which settings a rebuild would change."""
        return library_status(self._instance, self._build.manifest, self._settings, self._configured)

    def _search(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, k: int | None, answers: int = _ANSWERS
    ) -> tuple[Question, Ranking, Meaning | None]:
        """The question as it was understood, its ranking, and its vector if the build was made with a model."""
        day = today or _today()
        try:
            date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"today is written YYYY-MM-DD, not {day!r}") from None
        names = self._names_meant(turns, day, answers)
        question = understand(turns, self._build, self._settings, filters=filters, today=day, names=names)
        embedded = meaning(turns, self._embedder, self._settings, self._build.languages) if self._embedder else None
        if embedded is None:
            return question, search(self._build, question, self._settings, k=k), None
        vector, least = embedded.vector, embedded.least_cosine
        ranking = search(self._build, question, self._settings, k=k, vector=vector, least_cosine=least)
        return question, ranking, embedded

    def _names_meant(self, turns: Sequence[str], day: str, answers: int) -> Sequence[str]:
        """Names of the answer to the last but one of the turns that pronouns of the last one can stand for.

        At most so many earlier `answers` are made for it: each may need the one before it.
        """
        turns = tuple(turns)
        if not answers or not self._settings.history_answer or not (kinds := kinds_meant(turns, self._build.languages)):
            return ()
        return meant_names(self._quotes_of(turns[:-1], day, answers - 1), kinds, self._build.languages[0])

    def _quotes_of(self, turns: tuple[str, ...], day: str, answers: int) -> tuple[str, ...]:
        """The quotes shown for the last of the turns; kept, for a page shows every turn."""
        if (turns, day) not in self._quotes:
            _, ranking, embedded = self._search(turns, None, day, RANKED, answers)
            answer = answer_question(self._build, ranking, (), {}, self._settings, meaning=embedded)
            self._quotes[turns, day] = tuple(citation.quote for citation in answer.citations or answer.related)
        return self._quotes[turns, day]

    def _unfiltered(self, question: Question, ranking: Ranking) -> Ranking | None:
        """The best passage without the filters, if they leave no passage that holds a word of the question."""
        if not question.filters or ranking.words.any():
            return None
        return search(self._build, replace(question, filters=Filters()), self._settings, k=1)


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()


def _require_page(k: int, offset: int) -> None:
    if not 1 <= k <= MOST_HITS:
        raise UsageError(f"k is 1 to {MOST_HITS}, not {k}")
    if offset < 0:
        raise UsageError(f"offset is 0 or more, not {offset}")
