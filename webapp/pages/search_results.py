"""One page of what a search finds: articles, each with its best passages, or passages one by one; and where it leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from webapp import parameters
from webapp.pages.article_titles import values_as_written
from webapp.pages.facets import Facets, facet_choices
from webapp.pages.query_chips import Attempt, Chip, chips, counted_attempts
from webapp.pages.threads import SEARCH, Thread
from webapp.pages.turns import SHOWN
from webapp.pages.word_fields import with_word_fields
from webapp.parameters import AskedConversation
from webapp.ranking import SORTS, ranked

if TYPE_CHECKING:
    from indexer import GroupBy, Hit, Reading, Results, Sort
    from webapp.parameters import Parameters

GROUPINGS: tuple[GroupBy, ...] = ("article", "passage")
MOST_PAGES = parameters.GREATEST_OFFSET // SHOWN


@dataclass(frozen=True, slots=True)
class Found:
    """One result: its number among all, its best passage, further ones, and how many passages of the article are found."""

    number: int
    best: Hit
    more: tuple[Hit, ...] = ()
    passages: int = 1


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results, of `pages`; there are at most `MOST_PAGES`. `attempts` are what to try if nothing is found."""

    thread: Thread
    results: Results
    number: int
    sort: Sort
    group_by: GroupBy
    chips: tuple[Chip, ...]
    facets: Facets
    attempts: tuple[Attempt, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return min(-(-self.results.total // SHOWN), MOST_PAGES)

    @property
    def reached(self) -> int:
        """How many results the pages show, of all."""
        return min(self.results.total, MOST_PAGES * SHOWN)

    @property
    def found(self) -> tuple[Found, ...]:
        """The results on this page."""
        first = (self.number - 1) * SHOWN + 1
        if self.group_by == "passage":
            return tuple(Found(number, hit) for number, hit in enumerate(self.results.hits, first))
        return tuple(
            Found(number, group.hits[0], group.hits[1:], group.passages)
            for number, group in enumerate(self.results.groups, first)
        )

    def within(self, article_id: str) -> str:
        """The URL of all passages of an article that are found."""
        arranged = (*(pair for pair in self.thread.arranged if pair[0] != "group_by"), ("group_by", "passage"))
        filters = replace(self.thread.filters, ids=(article_id,))
        return replace(self.thread, filters=filters, arranged=arranged).address()


def kept_arrangement(given: Parameters) -> tuple[tuple[str, str], ...]:
    """The parameters of order and grouping of a request, if they are not the usual ones; raises `BadParameterError`."""
    chosen = zip(("sort", "group_by"), _arrangement(given), (SORTS[0], GROUPINGS[0]), strict=True)
    return tuple((name, value) for name, value, usual in chosen if value != usual)


def search_page(reading: Reading, query: str, given: Parameters) -> SearchPage:
    """The page of results that a request asks for; raises `BadParameterError`."""
    number, (sort, group_by), filters = parameters.read_all(
        partial(parameters.number, given, "page", 1, 1, MOST_PAGES),
        partial(_arrangement, given),
        partial(parameters.filters, given),
    )
    thread = Thread((query,), filters, SEARCH, kept_arrangement(given))
    asked = AskedConversation((query,), SHOWN, filters, None)
    results, _ = ranked(reading, asked, (number - 1) * SHOWN, sort, group_by)
    question = results.question
    return SearchPage(
        thread, results, number, sort, group_by,
        chips(thread, question, as_written=values_as_written(reading, question.filters, results.facets)),
        facet_choices(thread, question, results.facets),
        () if results.total else counted_attempts(thread, question, partial(_count, reading, group_by)),
    )  # fmt: skip


def results_for_table(reading: Reading, given: Parameters) -> Results:
    """The first results of the search that a request asks for, for a table; raises `BadParameterError`."""
    query = with_word_fields(parameters.required(given, "q"), given)
    (sort, group_by), filters = parameters.read_all(partial(_arrangement, given), partial(parameters.filters, given))
    return reading.search_table(query, filters=filters, sort=sort, group_by=group_by)


def _arrangement(given: Parameters) -> tuple[Sort, GroupBy]:
    """The order and the grouping."""
    sort, group_by = parameters.read_all(
        partial(parameters.choice, given, "sort", SORTS), partial(parameters.choice, given, "group_by", GROUPINGS)
    )
    return sort, group_by


def _count(reading: Reading, group_by: GroupBy, thread: Thread) -> int:
    """How much another search would find."""
    return reading.search(thread.newest, k=1, filters=thread.filters, group_by=group_by).total
