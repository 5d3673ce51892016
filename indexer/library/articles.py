"""What can be read of one build without asking a question: its articles, and what it tells of itself."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from indexer.answering import facts_in, questions_in, verify_quote
from indexer.errors import ArticleNotFoundError, FootnoteError, LawError, PictureError
from indexer.library.changes import changes_since
from indexer.library.listing import Wanted, list_articles
from indexer.library.status import library_status
from indexer.library.surroundings import sentences_around
from indexer.readers.pdf.quoted_words import file_sha256, pages_of, pages_with, read_by_ocr
from indexer.text.differences import compare_texts
from indexer.types import ArticleTimes, Comparison, Lead, Original, Verification

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.builds import Build
    from indexer.library.page_pictures import PagePictures
    from indexer.settings import Settings
    from indexer.types import (
        Article,
        Changes,
        Citation,
        Entry,
        IncompleteArticle,
        LibraryStatus,
        Listing,
        ListOrder,
        NearDuplicate,
        Passage,
        SourceSummary,
        Span,
    )

Held = TypeVar("Held", bound="ArticleReading")
P = ParamSpec("P")
R = TypeVar("R")


def explains_damage(method: Callable[Concatenate[Held, P], R]) -> Callable[Concatenate[Held, P], R]:
    """The method; an unexpected error in it becomes `DamagedBuildError` if the cause is a damaged file of the build."""

    @wraps(method)
    def explaining(reading: Held, /, *args: P.args, **kwargs: P.kwargs) -> R:
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


class ArticleReading:
    """The articles of one build, held as long as `Library.reading` lasts."""

    def __init__(self, instance: Path, build: Build, settings: Settings, pictures: PagePictures) -> None:
        self._instance = instance
        self._build = build
        self._pictures = pictures
        self._configured = settings
        self._settings = build.effective(settings)

    @property
    def build(self) -> str:
        """The build's id."""
        return self._build.id

    @explains_damage
    def article(self, id: str) -> Article:  # noqa: A002  the name in the public interface
        """The article with that id; raises `ArticleNotFoundError`."""
        return self._build.store.article(self._build.store.article_number(id))

    @explains_damage
    def article_and_passage(self, id: str) -> tuple[Article, Passage | None]:  # noqa: A002  as above
        """The article that an article's or a passage's id names, and the passage; raises `ArticleNotFoundError`."""
        store = self._build.store
        number, passages = store.find_passages(id)
        article = store.article(number)
        return article, None if article.id == id else store.passage(int(passages[0]))

    @explains_damage
    def article_times(self, article_id: str) -> ArticleTimes:
        """Since when the library has the article as it is; raises `ArticleNotFoundError`."""
        number, changes = self._build.store.article_number(article_id), self._build.changes
        return ArticleTimes(
            *(changes.iso(int(times[number])) for times in (changes.article_added, changes.article_changed))
        )

    @explains_damage
    def original(self, article_id: str, span: Span | None = None) -> Original | None:
        """The PDF file that an article was read from, and the pages of the words at `span`; None for other formats."""
        article = self.article(article_id)
        if file_sha256(article) is None:
            return None
        state = self._pictures.state(article, self._build.manifest.sources)
        return Original(state, pages_of(article), pages_with(article, span) if span else (), read_by_ocr(article))

    @explains_damage
    def page_picture(self, article_id: str, page: int, span: Span | None = None) -> bytes:
        """A page of an article's PDF file, counted from 1, as a PNG file; the words at `span` that stand on it are boxed.

        Raises `ArticleNotFoundError`, and `PictureError` when the file has changed, is gone, or cannot be drawn.
        """
        return self._pictures.picture(self.article(article_id), self._build.manifest.sources, page, span)

    @explains_damage
    def quote_picture(self, citation: Citation) -> bytes | None:
        """The page that a quote begins on, as a PNG file with the quote boxed; None when there is none that can be shown."""
        pages = pages_with(self.article(citation.article_id), citation.span)
        try:
            return self.page_picture(citation.article_id, pages[0], citation.span) if pages else None
        except PictureError:
            return None

    @explains_damage
    def verify(self, article_id: str, span: Span, quote: str) -> Verification:
        """Whether the article still says `quote` at `span`."""
        try:
            article = self.article(article_id)
        except ArticleNotFoundError:
            return Verification("gone", article_id, None, None)
        return verify_quote(article, span, quote)

    @explains_damage
    def around(self, citation: Citation, within: Span) -> Span:
        """The quote of a citation with the sentence before it and the one after it, as far as they are within that span."""
        return sentences_around(self._build, citation.article_id, citation.span, within)

    @explains_damage
    def sources(self) -> tuple[SourceSummary, ...]:
        """The sources and how many articles each has, the largest first."""
        return self._build.store.catalogue.sources()

    @explains_damage
    def titles(self, most: int = 100) -> tuple[tuple[str, str], ...]:
        """Id and title of the first `most` articles, in reading order."""
        return self._build.store.catalogue.titles(most)

    @explains_damage
    def browse(
        self,
        source: str | None = None,
        year: str | None = None,
        *,
        title: str = "",
        oldest: bool = False,
        by_title: bool = False,
        offset: int = 0,
        most: int = 50,
    ) -> Listing:
        """A page of the articles of a source (None: any; empty: without one) and a year or month, newest or oldest first.

        Articles without a date come last. Those that do not have all the words of `title` in their titles are left out,
        in any capitals; parts of words will do. `by_title` sorts by titles instead.
        """
        order: ListOrder = "title" if by_title else "oldest" if oldest else "newest"
        return list_articles(self._build, Wanted(source, year, title, order), offset, most)

    @explains_damage
    def browse_added(
        self,
        source: str | None = None,
        year: str | None = None,
        *,
        title: str = "",
        since: str | None = None,
        offset: int = 0,
        most: int = 50,
    ) -> Listing:
        """As `browse`, but the articles that were added last come first, those of one build in reading order.

        `since` (YYYY[-MM[-DD]], UTC) leaves out those that were added earlier.
        """
        return list_articles(self._build, Wanted(source, year, title, "added", since), offset, most)

    @explains_damage
    def changes(self, since: str | None = None, *, offset: int = 0, most: int | None = 100) -> Changes:
        """A page of what was added, changed or removed since a build (its id; None: the build before).

        `since` may be a date too: YYYY[-MM[-DD]], UTC, included.
        Raises `UsageError` for a build that is not known, and for a date before the oldest changes that are known.
        """
        return changes_since(self._build, since, offset, most)

    @explains_damage
    def incomplete(self) -> tuple[IncompleteArticle, ...]:
        """The articles that lack a title, a date, a source or an author, in reading order."""
        store = self._build.store
        return tuple(store.catalogue.incomplete(len(store)))

    @explains_damage
    def near_duplicates(self, article_id: str) -> tuple[tuple[NearDuplicate, ...], int]:
        """The articles that are nearly the same text, the most similar first: the first of them, and how many there are."""
        return self._build.store.groups.near_duplicates(self._build.store.article_number(article_id))

    @explains_damage
    def compare(self, first_id: str, second_id: str) -> Comparison:
        """What became of the first article's text in the second one's; raises `ArticleNotFoundError`.

        The articles need not be near-duplicates.
        """
        store = self._build.store
        first, second = store.article_number(first_id), store.article_number(second_id)
        one, two = store.article(first), store.article(second)
        ours, theirs = (store.sentence_spans(store.article_sentences(number)) for number in (first, second))
        parts = compare_texts(one.text, ours, two.text, theirs)
        return Comparison(one, two, store.groups.similarity(first, second), tuple(parts))

    @explains_damage
    def names(self, article_id: str) -> tuple[str, ...]:
        """The people, organisations and places that an article names, in the order of its text."""
        store = self._build.store
        return store.article_names.of(store.article_number(article_id))

    @explains_damage
    def facts(self, article: Article) -> tuple[Lead, ...]:
        """What sentences of an article state by themselves, in the order of its text."""
        facts = facts_in(article, self.names(article.id))
        return tuple(Lead("fact", fact.subject, article.language, fact=fact) for fact in facts)

    def questions(self, article: Article) -> tuple[str, ...]:
        """The title and the headings of an article that are questions."""
        return tuple(questions_in(article))

    @explains_damage
    def neighbours(self, article_id: str) -> tuple[Entry | None, Entry | None]:
        """The articles before and after this one, in reading order."""
        return self._build.store.catalogue.neighbours(article_id)

    @explains_damage
    def status(self) -> LibraryStatus:
        """What the instance holds, and which settings a rebuild would change."""
        copies = len(self._build.store.catalogue.locations)
        return library_status(self._instance, self._build.manifest, self._settings, self._configured, copies)
