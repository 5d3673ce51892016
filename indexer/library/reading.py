"""What can be asked of one build."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import numpy as np

from indexer.answering import answer_question, leads_of, verify_quote
from indexer.errors import ArticleNotFoundError, FootnoteError, LawError, PictureError, UsageError
from indexer.library.changes import browse_added, changes_since
from indexer.library.status import library_status
from indexer.library.surroundings import sentences_around
from indexer.question_limits import MOST_HITS
from indexer.readers.pdf.quoted_words import file_sha256, pages_of, pages_with, read_by_ocr
from indexer.retrieval import Meaning, Ranking, kinds_meant, meaning, meant_names, search, suggest, understand
from indexer.retrieval.newest_matches import newest_matching
from indexer.retrieval.ranking import RANKED, hits
from indexer.retrieval.whole import by_date, facets, matching
from indexer.types import AddedPassage, Answer, Filters, Original, Question, Results, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.builds import Build
    from indexer.library.page_pictures import PagePictures
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import (
        Article,
        Changes,
        Citation,
        Entry,
        IncompleteArticle,
        Lead,
        LibraryStatus,
        Listing,
        Sort,
        SourceSummary,
        Span,
    )

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
    ) -> Results:
        """One page of the passages found: ranks `offset + 1` to `offset + k`. `history` are earlier questions, oldest first.

        With `sort="date"` all passages found are sorted by date, the newest first, before the page is cut; each keeps
        its rank. Raises `QuestionError` for an empty or over-long question, and `UsageError` when `k` is not 1 to 100.
        """
        _require_page(k, offset)
        size = None if sort == "date" else max(RANKED, offset + k)
        _, ranking, _ = self._search((*history, query), filters, today, size)
        order = by_date(self._build, ranking) if sort == "date" else np.arange(len(ranking))
        page = hits(self._build, ranking, order[offset : offset + k])
        passages = matching(self._build, ranking)
        return Results(
            ranking.question, page, self._build.id, len(passages), facets(self._build, passages),
            suggest(self._build, ranking.weights), sort,
        )  # fmt: skip

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
    def added_passages(
        self, turns: Sequence[str], *, filters: Filters | None = None, most: int = 50
    ) -> tuple[AddedPassage, ...]:
        """The passages that match the last of the questions `turns`, the last added first; raises `QuestionError`.

        A passage matches when it holds two thirds of the question's words, whatever other passages there are.
        """
        question, changes = self._understood(turns, filters, None), self._build.changes
        numbers = newest_matching(self._build, question, changes.passage_added, most)
        times = map(changes.iso, changes.passage_added[numbers].tolist())
        return tuple(
            AddedPassage(passage, article, time)
            for (passage, article), time in zip(self._build.store.fetch_passages(numbers), times, strict=True)
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
    def leads(self, answer: Answer, turns: Sequence[str]) -> tuple[Lead, ...]:
        """What a reader may want to know after the answer to the last of the questions `turns`, the best first."""
        return leads_of(answer, turns)

    @_explains_damage
    def around(self, citation: Citation, within: Span) -> Span:
        """The quote of a citation with the sentence before it and the one after it, as far as they are within that span."""
        return sentences_around(self._build, citation.article_id, citation.span, within)

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
    def browse_added(
        self,
        source: str | None = None,
        year: str | None = None,
        *,
        since: str | None = None,
        offset: int = 0,
        most: int = 50,
    ) -> Listing:
        """As `browse`, but the articles that were added last come first, those of one build in reading order.

        `since` (YYYY[-MM[-DD]], UTC) leaves out those that were added earlier.
        """
        return browse_added(self._build, source, year, since, offset, most)

    @_explains_damage
    def changes(self, since: str | None = None, *, offset: int = 0, most: int | None = 100) -> Changes:
        """A page of what was added, changed or removed since a build (its id; None: the build before).

        `since` may be a date too: YYYY[-MM[-DD]], UTC, included.
        Raises `UsageError` for a build that is not known, and for a date before the oldest changes that are known.
        """
        return changes_since(self._build, since, offset, most)

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
        question = self._understood(turns, filters, today, answers)
        embedded = meaning(turns, self._embedder, self._settings, self._build.languages) if self._embedder else None
        if embedded is None:
            return question, search(self._build, question, self._settings, k=k), None
        vector, least = embedded.vector, embedded.least_cosine
        ranking = search(self._build, question, self._settings, k=k, vector=vector, least_cosine=least)
        return question, ranking, embedded

    def _understood(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, answers: int = _ANSWERS
    ) -> Question:
        """The last of the questions as it is understood."""
        day = today or datetime.now(UTC).astimezone().date().isoformat()
        try:
            date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"today is written YYYY-MM-DD, not {day!r}") from None
        names = self._names_meant(turns, day, answers)
        return understand(turns, self._build, self._settings, filters=filters, today=day, names=names)

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


def _require_page(k: int, offset: int) -> None:
    if not 1 <= k <= MOST_HITS:
        raise UsageError(f"k is 1 to {MOST_HITS}, not {k}")
    if offset < 0:
        raise UsageError(f"offset is 0 or more, not {offset}")
