"""What a question gets: hits, citations, answers, and the check of a quote."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Self

from indexer.types.laws import require

if TYPE_CHECKING:
    from indexer.types.article import Article, Passage, Place, Span
    from indexer.types.question import Question, TimeExpression
    from indexer.types.status import Entry

Status = Literal["answered", "not_found"]
Strength = Literal["answer", "related", "none"]
Sort = Literal["rank", "date", "oldest"]
"""The best first, the newest first, or the oldest first."""
GroupBy = Literal["passage", "article"]
CompletionKind = Literal["name", "word", "title"]
Standing = Literal["holds", "moved", "changed", "gone"]
LeadKind = Literal["question", "fact", "name", "year"]
Facets = Mapping[str, Mapping[str, int]]
"""Name of a facet (`source`, `folder`, `author`, `name`, `year`, `month`) → value → how many articles."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a score: its reason in words, and its amount."""

    reason: str
    amount: float


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """An article that is nearly the same text as another one: a reprint, or an earlier or later version of it.

    `similarity`, 0 to 1, is an estimate of how many of their runs of words both have; `same_text` says that the texts are
    the same, letter for letter.
    """

    article: Entry
    similarity: float
    same_text: bool = False

    def __post_init__(self) -> None:
        require(0 <= self.similarity <= 1, "a similarity is 0 to 1")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of the result list.

    `highlights` are the spans of the question's words in the article's text; the amounts of `explanation` add up to
    `score`. `also_in` are articles that are nearly the same text as the hit's, the most similar first, of `also_in_total`.
    """

    rank: int
    score: float
    passage: Passage
    article: Article
    highlights: tuple[Span, ...] = ()
    explanation: tuple[Contribution, ...] = ()
    also_in: tuple[NearDuplicate, ...] = ()
    also_in_total: int = 0

    def __post_init__(self) -> None:
        require(len(self.also_in) <= self.also_in_total, "no more near-duplicates are named than there are")
        require(self.rank >= 1, "ranks count from 1")
        require(math.isfinite(self.score), "a score is a finite number")
        require(self.passage.article_id == self.article.id, "a hit's passage is of its article")
        start, end = self.passage.span.start, self.passage.span.end
        inside = all(start <= highlight.start and highlight.end <= end for highlight in self.highlights)
        require(inside, "highlights lie in the passage")


def _require_ranking(hits: tuple[Hit, ...], first: int) -> None:
    require([hit.rank for hit in hits] == list(range(first, first + len(hits))), "ranks count up by one")
    for upper, lower in pairwise(hits):
        require(
            upper.score > lower.score or (upper.score == lower.score and upper.passage.number < lower.passage.number),
            "scores never rise, and equal ones stand in reading order",
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with everything needed to check it.

    `span` is in the article's text. `times` are the relative dates in the quote, with what they mean. `place` is where
    the quote begins in the original (a page, slide, row or time), if the article has places.
    """

    number: int
    article_id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    span: Span
    quote: str
    article_sha256: str
    times: tuple[TimeExpression, ...] = ()
    place: Place | None = None

    def __post_init__(self) -> None:
        require(self.number >= 1, "citations count from 1")
        require(len(self.quote) == len(self.span), "a quote is as long as its span")

    @classmethod
    def of(cls, article: Article, span: Span, *, number: int = 1, times: tuple[TimeExpression, ...] = ()) -> Self:
        """The citation of `article` at `span`; raises `LawError` when the span ends behind the text."""
        by = (article.title, article.source, article.author, article.published, article.url)
        quote, place = article.quote(span), _place(article, span)
        return cls(number, article.id, *by, span, quote, article.sha256, times, place)


def _place(article: Article, span: Span) -> Place | None:
    """Where a quote begins; read by OCR if any of it is."""
    place = article.place_at(span.start)
    if place is None or place.ocr:
        return place
    recognised = any(other.ocr and span.start < other.start < span.end for other in article.places)
    return replace(place, ocr=True) if recognised else place


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A quote and the expression in it that dates it; `time.span` is in the text of the cited article."""

    time: TimeExpression
    citation: Citation


@dataclass(frozen=True, slots=True)
class IndependentText:
    """A text that says what an answer quotes, cited once for each article that has a copy of it.

    The citations that the answer quotes come first, under their own numbers.
    """

    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        require(bool(self.citations), "a text is that of an article")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A correction of the question: a `word` that no article has, the word to take `instead`, and the new `question`."""

    word: str
    instead: str
    question: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What a text that is being typed may go on as: the title of an article, a name, or the text with its last word whole.

    `article_id` is that of the titled article; `articles` says how many have the name.
    """

    kind: CompletionKind
    text: str
    article_id: str | None = None
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleGroup:
    """An article that a search finds: its best passages, the best first, and how many `passages` of it are found."""

    hits: tuple[Hit, ...]
    passages: int

    def __post_init__(self) -> None:
        require(bool(self.hits) and self.passages >= len(self.hits), "an article is found by its passages")
        require(len({hit.article.id for hit in self.hits}) == 1, "a group is of one article")

    @property
    def article(self) -> Article:
        """The article."""
        return self.hits[0].article


@dataclass(frozen=True, slots=True)
class Fact:
    """A question that a sentence of an article answers by itself: what or who the subject is, or when it was `done`.

    `subject` reads as within a sentence (“the Oslo tram”), `verb` is as written (“was”), `done` is empty but for "when"
    (“opened”); `span` is the beginning of the sentence, with the words that answer.
    """

    kind: Literal["what", "who", "when"]
    subject: str
    verb: str
    done: str
    span: Span


@dataclass(frozen=True, slots=True)
class Lead:
    """What a reader may want to know next: a `question` of an article, a `fact` that it states, a `name` or `year` in it.

    `words` of a fact are its subject; `before` is the article of a name, where the text has one (“the ”), and `language` that
    of the article.
    """

    kind: LeadKind
    words: str
    language: str
    before: str = ""
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a search's hits. `total` counts the hits on all pages.

    Grouped by article, `groups` are the articles of the page, `total` counts those of all pages, and there are no `hits`.

    `facets` counts the articles of all hits: see `Facets`; the empty source stands for articles without one.
    `suggestions` are for words that no article has; `reason` says why nothing is found, if so. Sorted by date,
    hits keep their ranks.
    """

    question: Question
    hits: tuple[Hit, ...]
    build: str
    total: int = 0
    facets: Facets = field(default_factory=dict, hash=False)
    suggestions: tuple[Suggestion, ...] = ()
    sort: Sort = "rank"
    groups: tuple[ArticleGroup, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.sort == "rank":
            _require_ranking(self.hits, self.hits[0].rank if self.hits else 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """The citations that answer a question, or the reason why there are none.

    citations    one a quote, numbered from 1
    related      without citations: quotes that come near to the question and perhaps do not answer it, numbered likewise;
                 their numbers are not shown
    hits         the best passages of the ranking
    times        the dates that the question names; their spans are in its text
    timeline     dated quotes of several articles, in date order; their numbers follow those of the citations
    texts        the independent texts that say what is quoted; the numbers of further citations follow too
    confidence   the probability, 0 to 1, that the library answers the question
    suggestions  corrections of words that no article has
    quoted       for each citation the passage that holds it, as a hit of the ranking
    """

    question: Question
    status: Status
    reason: str | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    build: str
    facets: Facets = field(default_factory=dict, hash=False)
    times: tuple[TimeExpression, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    texts: tuple[IndependentText, ...] = ()
    confidence: float = 0.0
    suggestions: tuple[Suggestion, ...] = ()
    quoted: tuple[Hit, ...] = ()
    related: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        _require_ranking(self.hits, 1)
        if self.status == "answered":
            require(bool(self.citations) and self.reason is None, "an answer has a citation and needs no reason")
        else:
            require(not self.citations and bool(self.reason), "no answer means no citation, and a reason")
        require(not (self.citations and self.related), "quotes answer, or are only related")
        numbers = [citation.number for citation in self.citations or self.related]
        require(numbers == list(range(1, len(numbers) + 1)), "citations count up from 1")
        pairs = zip(self.citations, self.quoted, strict=False)
        require(all(_holds(hit, citation) for citation, hit in pairs), "a citation's passage holds its quote")

    @property
    def strength(self) -> Strength:
        """What was found: an `answer`, only `related` passages that perhaps hold none, or nothing to quote (`none`)."""
        return "answer" if self.citations else "related" if self.related else "none"


def _holds(hit: Hit, citation: Citation) -> bool:
    return hit.article.id == citation.article_id and hit.passage.span.covers(citation.span)


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether an article still says a quote.

    `standing` is `holds` (at the cited place), `moved` (elsewhere in the article, at `span`), `changed` (the article no
    longer says it) or `gone` (there is no such article).
    """

    standing: Standing
    article_id: str
    span: Span | None
    article_sha256: str | None
