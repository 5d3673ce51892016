"""The library: everything a reader can ask of an instance, with all the rooms put together."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

import numpy as np

from indexer.answering import answer_question, verify_quote
from indexer.builds import current_id
from indexer.builds.byte_checks import last_check
from indexer.builds.publication import builds_of
from indexer.builds.served import ServedBuilds
from indexer.errors import ArticleNotFoundError, BuildError, FootnoteError, LawError, UsageError
from indexer.question_limits import MOST_HITS
from indexer.readers.file_walk import shown
from indexer.retrieval import Meaning, Ranking, meaning, search, suggest, understand
from indexer.retrieval.ranking import RANKED, hits
from indexer.retrieval.whole import by_date, facets, matching
from indexer.settings import Settings
from indexer.types import Answer, Condition, Filters, LibraryStatus, Note, Question, Results, Skipped, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.builds import Build
    from indexer.errors import DamagedBuildError
    from indexer.text.embedders import Embedder
    from indexer.types import Article, Entry, Listing, Sort, SourceSummary, Span

P = ParamSpec("P")
R = TypeVar("R")


def _sound(method: Callable[Concatenate[Reading, P], R]) -> Callable[Concatenate[Reading, P], R]:
    """The method, which says that the build is damaged when its numbers led astray, instead of what they led to."""

    @wraps(method)
    def sound(reading: Reading, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(reading, *args, **kwargs)
        except Exception as error:
            if isinstance(error, FootnoteError) and not isinstance(error, LawError):
                raise
            explained = reading._build.explained(error)
            if explained is error:
                raise
            raise explained from error

    return sound


class Reading:
    """One build, held for as long as `Library.reading` lasts. All methods answer from it. Safe to share between threads."""

    def __init__(self, instance: Path, build: Build, settings: Settings, embedder: Embedder | None = None) -> None:
        self._instance = instance
        self._build = build
        self._embedder = embedder
        self._configured = settings
        self._settings = build.effective(settings)

    @property
    def build(self) -> str:
        """The build's id."""
        return self._build.id

    @_sound
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
        """The passages at ranks `offset + 1` to `offset + k`; `history` are earlier questions, the oldest first.

        With `sort="date"`, those at these places of all that is found, the newest first; each keeps its rank.
        Raises `QuestionError` for an empty or over-long question, and `UsageError` when `k` is not 1 to 100.
        """
        _require_page(k, offset)
        wanted = None if sort == "date" else max(RANKED, offset + k)
        question, ranking, _ = self._search((*history, query), filters, today, wanted)
        order = by_date(self._build, ranking) if sort == "date" else np.arange(len(ranking))
        shown = hits(self._build, ranking, order[offset : offset + k])
        found = matching(self._build, ranking)
        counted, meant = facets(self._build, found), suggest(self._build, ranking.weights)
        return Results(question, shown, self._build.id, len(found), counted, meant, sort)

    @_sound
    def ask(
        self, turns: Sequence[str], *, k: int = 10, filters: Filters | None = None, today: str | None = None
    ) -> Answer:
        """The answer to the newest (last) of the turns, with the `k` best passages; raises as `search` does."""
        _require_page(k, 0)
        question, ranking, meant = self._search(turns, filters, today, RANKED)
        unfiltered: Ranking | None = None
        if question.filters and not ranking.words.any():
            bare = Question(question.text, question.today, question.terms, question.phrases, question.excluded)
            unfiltered = search(self._build, bare, self._settings, k=1)
        found = hits(self._build, ranking, np.arange(min(k, len(ranking))))
        counted = facets(self._build, matching(self._build, ranking))
        similarity = meant.answer_similarity if meant else None
        answer = answer_question(
            self._build, ranking, found, counted, self._settings, unfiltered=unfiltered, answer_similarity=similarity
        )
        return replace(answer, suggestions=suggest(self._build, ranking.weights))

    @_sound
    def ranked(
        self, query: str, *, history: Sequence[str] = (), k: int = RANKED, filters: Filters | None = None
    ) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of the best `k` passages, without making hits of them; for batch runs."""
        _, ranking, _ = self._search((*history, query), filters, None, max(RANKED, k))
        store, passages = self._build.store, self._build.store.passages["article"]
        pairs = zip(ranking.passages[:k].tolist(), ranking.scores[:k].tolist(), strict=True)
        return iter(
            [(store.passage_id(number), store.article_id(int(passages[number])), score) for number, score in pairs]
        )

    @_sound
    def article(self, id: str) -> Article:  # noqa: A002  the word of the contract
        """The article with that id; raises `ArticleNotFoundError`."""
        return self._build.store.article(self._build.store.article_number(id))

    @_sound
    def verify(self, article_id: str, span: Span, quote: str) -> Verification:
        """Whether the article still says `quote` at `span`."""
        try:
            article = self.article(article_id)
        except ArticleNotFoundError:
            return Verification("gone", article_id, None, None)
        return verify_quote(article, span, quote)

    @_sound
    def sources(self) -> tuple[SourceSummary, ...]:
        """Every source with how many articles it has, the one with most first."""
        return self._build.store.catalogue.sources()

    @_sound
    def titles(self, most: int = 100) -> tuple[tuple[str, str], ...]:
        """Id and title of the first `most` articles, in reading order."""
        return self._build.store.catalogue.titles(most)

    @_sound
    def browse(
        self,
        source: str | None = None,
        year: str | None = None,
        *,
        oldest: bool = False,
        offset: int = 0,
        most: int = 50,
    ) -> Listing:
        """The articles of a source (empty: of none) and a year, the newest or the oldest first, undated ones last."""
        return self._build.store.catalogue.browse(source, year, oldest, offset, most)

    @_sound
    def neighbours(self, article_id: str) -> tuple[Entry | None, Entry | None]:
        """The articles before and after this one, in reading order."""
        return self._build.store.catalogue.neighbours(article_id)

    @_sound
    def status(self) -> LibraryStatus:
        """What the instance holds, and where its settings differ from those that the build was made with."""
        manifest = self._build.manifest
        configured = self._configured.as_dict(build=True)
        return LibraryStatus(
            build=manifest.id,
            built=manifest.built,
            **manifest.counts,
            sources=tuple(shown(Path(source)) for source in manifest.sources),
            skipped=tuple(Skipped(path, reason) for path, reason in manifest.skipped),
            notes=tuple(Note(*note) for note in manifest.notes),
            previous=tuple(build for build in builds_of(self._instance) if build != manifest.id),
            versions=manifest.versions,
            settings=self._settings.as_dict(),
            differing={
                name: (value, configured[name])
                for name, value in manifest.settings.items()
                if name in configured and configured[name] != value
            },
        )

    def _search(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, k: int | None
    ) -> tuple[Question, Ranking, Meaning | None]:
        """The question, what was found, and what it means if the build was made with a model."""
        day = today or datetime.now(UTC).astimezone().date().isoformat()
        try:
            date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"today is written YYYY-MM-DD, not {day!r}") from None
        question = understand(turns, self._build, self._settings, filters=filters, today=day)
        meant = meaning(turns, self._embedder, self._settings) if self._embedder else None
        vector = meant.vector if meant else None
        return question, search(self._build, question, self._settings, k=k, vector=vector), meant


def _on_the_newest(method: Callable[Concatenate[Reading, P], R]) -> Callable[Concatenate[Library, P], R]:
    """The method of `Reading`, on whatever build is the newest at each call."""

    @wraps(method)
    def on_the_newest(library: Library, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with library.reading() as reading:
            return method(reading, *args, **kwargs)

    return on_the_newest


class Library:
    """An instance, open for reading; moves to a newly published build by itself. Safe to share between threads.

    `search`, `ask`, `article`, `verify`, `sources` and `status` are those of `Reading`, each on the newest build; use
    `reading()` when several calls must see the same one.
    """

    def __init__(
        self,
        instance: Path,
        settings: Settings,
        *,
        compiled: bool = False,
        fallback: bool = False,
        patience: float | None = None,
    ) -> None:
        """The first reading opens a build; `fallback` and `patience` are those of `ServedBuilds`, for servers."""
        self._instance = instance
        self._settings = settings
        self._builds = ServedBuilds(instance, compiled=compiled, fallback=fallback, patience=patience)

    @classmethod
    def open(cls, instance: Path | str, given: Mapping[str, object] | None = None, *, compiled: bool = False) -> Self:
        """The library of an instance; `given` settings come before those of environment and `config.toml`.

        With `compiled`, searching is compiled by numba where it is installed (extra `[speed]`): for servers and batch
        runs, not for short commands, which would wait for it longer than for their answer.

        Raises `NoBuildError`, `DamagedBuildError`, `IncompatibleBuildError`, `EmbedderError` or `SettingError`.
        """
        library = cls(Path(instance), Settings.load(Path(instance), given), compiled=compiled)
        library._builds.open()
        return library

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Holds the newest build, so that several calls see the same one; the last good one if that cannot be opened."""
        with self._builds.reading() as opened:
            yield Reading(self._instance, opened.build, self._settings, opened.embedder)

    def condition(self) -> Condition:
        """How the build stands that readers get now."""
        with self._builds.reading() as opened:
            build, trouble = opened.build.id, self._builds.trouble
        checked = last_check(self._instance, build)
        current: str | None = None
        with suppress(BuildError):
            current = current_id(self._instance)
        return Condition(
            build, current, trouble.error if trouble else None, trouble.since if trouble else None, checked
        )

    def suspect(self, error: DamagedBuildError) -> None:
        """Tells that a reading met damage in the build; it is then checked in the background, and `condition` says so."""
        self._builds.suspect(error)

    search = _on_the_newest(Reading.search)
    ask = _on_the_newest(Reading.ask)
    article = _on_the_newest(Reading.article)
    verify = _on_the_newest(Reading.verify)
    sources = _on_the_newest(Reading.sources)
    status = _on_the_newest(Reading.status)

    def close(self) -> None:
        """Lets go of the build; what is being read stays open until its reader is done."""
        self._builds.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _require_page(k: int, offset: int) -> None:
    if not 1 <= k <= MOST_HITS:
        raise UsageError(f"k is 1 to {MOST_HITS}, not {k}")
    if offset < 0:
        raise UsageError(f"offset is 0 or more, not {offset}")
