"""What can be asked of one build."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np

from indexer.answering import answer_question, leads_of, reason_without_results
from indexer.errors import UsageError
from indexer.library.articles import ArticleReading, explains_damage
from indexer.question_limits import MOST_COMPLETIONS, MOST_HITS, MOST_IN_TABLE
from indexer.retrieval import Meaning, Ranking, kinds_meant, meaning, meant_names, search, suggest, understand
from indexer.retrieval.completion import complete
from indexer.retrieval.copies import DistinctRanking, count_distinct, search_distinct
from indexer.retrieval.grouping import article_groups, count_articles
from indexer.retrieval.newest_matches import newest_matching
from indexer.retrieval.ranking import RANKED, hits
from indexer.retrieval.similar import similar_articles
from indexer.retrieval.whole import by_date, facets, matching
from indexer.types import AddedPassage, Answer, Filters, Question, Results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.builds import Build
    from indexer.library.page_pictures import PagePictures
    from indexer.settings import Settings
    from indexer.text.embedders import Embedder
    from indexer.types import Completion, GroupBy, Hit, Lead, Sort

_DEEPER = 8  # passages that are ranked for each article of a page, at first
_ANSWERS = 8  # earlier answers in a row that are made to understand one question


class Reading(ArticleReading):
    """One build, held as long as `Library.reading` lasts. All methods read this build. Safe to share between threads."""

    def __init__(
        self,
        instance: Path,
        build: Build,
        settings: Settings,
        pictures: PagePictures,
        embedder: Embedder | None = None,
    ) -> None:
        super().__init__(instance, build, settings, pictures)
        self._embedder = embedder
        self._quotes: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

    @explains_damage
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

        Of articles that are nearly the same text, one is found; its hits name the others (`also_in`).
        With `sort="date"` all passages found are sorted by date, the newest first, before the page is cut, and with
        `sort="oldest"` the oldest first; each keeps its rank. With `group_by="article"` the page is of articles, each listed
        once, with its best passages. Raises `QuestionError` for an empty or over-long question, and `UsageError` when `k` is
        not 1 to 100.
        """
        _require_page(k, offset)
        return self._results((*history, query), offset, offset + k, filters, today, sort, group_by)

    @explains_damage
    def search_table(
        self, query: str, *, filters: Filters | None = None, sort: Sort = "rank", group_by: GroupBy = "passage"
    ) -> Results:
        """As `search`: the first 1,000 results at once, for a table of them."""
        return self._results((query,), 0, MOST_IN_TABLE, filters, None, sort, group_by)

    def _results(
        self,
        turns: Sequence[str],
        offset: int,
        last: int,
        filters: Filters | None,
        today: str | None,
        sort: Sort,
        group_by: GroupBy,
    ) -> Results:
        """The results behind the first `offset` up to the one of number `last`."""
        build, by_article = self._build, group_by == "article"
        listing = self._ordered_articles if by_article else self._ordered
        distinct, order = listing(turns, filters, today, sort, last)
        ranking = distinct.ranking
        passages = matching(build, ranking)
        page = () if by_article else hits(build, ranking, order[offset:last])
        groups = article_groups(build, ranking, order, passages, offset, last) if by_article else ()
        count, articles = count_distinct(build, distinct, passages, self._settings)
        unfiltered = None if count else self._unfiltered(ranking.question, ranking)
        return Results(
            ranking.question,
            page,
            build.id,
            articles if by_article else count,
            facets(build, passages),
            suggest(build, ranking.weights),
            sort,
            groups,
            None if count else reason_without_results(build, ranking, unfiltered),
        )

    def _ordered(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, sort: Sort, passages: int
    ) -> tuple[DistinctRanking, NDArray[np.int64]]:
        """The ranking of so many passages at least, of all if they are sorted by date, and the order to list them in."""
        size = max(RANKED, passages) if sort == "rank" else None
        distinct, _ = self._search(turns, filters, today, size, passages)
        if sort == "rank":
            return distinct, np.arange(len(distinct.ranking))
        return distinct, by_date(self._build, distinct.ranking, oldest=sort == "oldest")

    def _ordered_articles(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, sort: Sort, articles: int
    ) -> tuple[DistinctRanking, NDArray[np.int64]]:
        """As `_ordered`, of so many passages that they are of this many articles at least, if so many are found."""
        size = max(RANKED, _DEEPER * articles)
        while True:
            distinct, order = self._ordered(turns, filters, today, sort, size)
            found = distinct.ranking.passages
            if count_articles(self._build, np.sort(found)) >= articles or sort != "rank" or len(found) < size:
                return distinct, order
            size *= _DEEPER

    @explains_damage
    def complete(self, typed: str, *, k: int = 8) -> tuple[Completion, ...]:
        """At most `k` names, words and titles of the library that a text may go on as while it is typed.

        Raises `UsageError` when `k` is not 1 to 20.
        """
        if not 1 <= k <= MOST_COMPLETIONS:
            raise UsageError(f"k is 1 to {MOST_COMPLETIONS}, not {k}")
        return complete(self._build, typed, k)

    @explains_damage
    def similar(self, id: str, *, k: int = 10) -> tuple[Hit, ...]:  # noqa: A002  the name in the public interface
        """The best passage of each of the `k` articles that are most like an article or a passage, the most similar first.

        `id` is that of the article or of the passage; its article is left out, with those of nearly the same text, and so
        are near-duplicates of each other but the first. Raises `ArticleNotFoundError`, and `UsageError` when `k` is not 1
        to 100.
        """
        _require_page(k, 0)
        store = self._build.store
        article, passages = store.find_passages(id)
        ranking = similar_articles(self._build, self._settings, passages, article, _today())
        groups = store.articles["group"][store.passages["article"][ranking.passages]]
        firsts = np.sort(np.unique(groups, return_index=True)[1])
        others = firsts[groups[firsts] != store.articles["group"][article]][:k]
        found = hits(self._build, ranking, others)
        return tuple(replace(hit, rank=rank) for rank, hit in enumerate(found, 1))

    @explains_damage
    def ask(
        self, turns: Sequence[str], *, k: int = 10, filters: Filters | None = None, today: str | None = None
    ) -> Answer:
        """The answer to the last of the questions `turns`, with the `k` best passages; raises as `search` does."""
        _require_page(k, 0)
        distinct, embedded = self._search(turns, filters, today, RANKED, k)
        ranking = distinct.ranking
        return answer_question(
            self._build,
            ranking,
            hits(self._build, ranking, np.arange(min(k, len(ranking)))),
            facets(self._build, matching(self._build, ranking)),
            self._settings,
            unfiltered=self._unfiltered(ranking.question, ranking),
            meaning=embedded,
        )

    @explains_damage
    def ranked(
        self, query: str, *, history: Sequence[str] = (), k: int = RANKED, filters: Filters | None = None
    ) -> Iterator[tuple[str, str, float]]:
        """Passage id, article id and score of the best `k` passages: all that a batch run needs, without making hits.

        Near-duplicates are ranked as any other article, and copies right after the article that they are of.
        """
        ranking = self._search((*history, query), filters, None, max(RANKED, k), 0)[0].whole
        store, passages = self._build.store, self._build.store.passages["article"]
        best, scores = ranking.passages[:k], ranking.scores[:k].tolist()
        copies = store.catalogue.locations.of(passages[best].tolist())
        ranked = []
        for number, score in zip(best.tolist(), scores, strict=True):
            article, start = int(passages[number]), store.passage_start(number)
            ids = (store.article_id(article), *(copy.id for copy in copies.get(article, ())))
            ranked += [(f"{each}#{start}", each, score) for each in ids]
        return iter(ranked)

    @explains_damage
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

    @explains_damage
    def leads(self, answer: Answer, turns: Sequence[str]) -> tuple[Lead, ...]:
        """What a reader may want to know after the answer to the last of the questions `turns`, the best first."""
        return leads_of(answer, turns)

    def _search(
        self,
        turns: Sequence[str],
        filters: Filters | None,
        today: str | None,
        k: int | None,
        wanted: int,
        answers: int = _ANSWERS,
    ) -> tuple[DistinctRanking, Meaning | None]:
        """The ranking of the last of the questions, and its vector if the build was made with a model."""
        question = self._understood(turns, filters, today, answers)
        names = [word.shown for word in question.words if word.quoted]
        embedded = (
            meaning(turns, self._embedder, self._settings, self._build.languages, names) if self._embedder else None
        )
        return search_distinct(self._build, question, self._settings, embedded, k=k, wanted=wanted), embedded

    def _understood(
        self, turns: Sequence[str], filters: Filters | None, today: str | None, answers: int = _ANSWERS
    ) -> Question:
        """The last of the questions as it is understood."""
        day = today or _today()
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
            distinct, embedded = self._search(turns, None, day, RANKED, 1, answers)
            answer = answer_question(self._build, distinct.ranking, (), {}, self._settings, meaning=embedded)
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
