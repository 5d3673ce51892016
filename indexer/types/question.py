"""What a question asks: its weighted terms, its filters and the dates in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from indexer.iso_dates import PERIOD
from indexer.types.laws import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.types.article import Span


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A term of a question: how it is indexed, the word it stands for, its weight, and the turn that it comes from.

    `term` carries its language (`en:run`); `shown` is the word as it was typed. A word may have several terms, which share
    its weight. `other` says that the term is another form of the word: it is found too, and makes the word count no more.
    Turns count from 1, the first question of the conversation. `quoted` says that the word is a name that the answer to that
    turn quotes.
    """

    term: str
    shown: str
    weight: float = 1.0
    turn: int = 1
    other: bool = False
    quoted: bool = False

    def __post_init__(self) -> None:
        require(math.isfinite(self.weight) and self.weight > 0, "a term's weight is a positive number")
        require(self.turn >= 1, "turns count from 1")


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word of a question as it was understood: its weight, its turn, and in `also` the other forms that it finds.

    `quoted` says that it is a name of the answer to that turn, which the newest question can mean.
    """

    shown: str
    weight: float
    turn: int
    also: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What the article of a hit must satisfy.

    Sources, authors, titles and names are case-folded. A source and a name are compared whole, an author and a title by
    their words (see `Store.satisfying`). An id names its article, or all below it as a folder or a file of several; a
    folder is a run of parts of an article's path. Of several values one must fit, but for titles and names, which all must.
    `after` and `before` are periods, both included.
    """

    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    titles: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*self.sources, *self.authors, *self.titles, *self.names):
            require(
                name == name.casefold() and bool(name), "sources, authors, titles and names are case-folded, not empty"
            )
        require(all((*self.ids, *self.folders)), "an id and a folder are not empty")
        for period in [period for period in (self.after, self.before) if period is not None]:
            written = PERIOD.fullmatch(period) is not None
            require(written, f"a date is written YYYY, YYYY-MM or YYYY-MM-DD, not {period!r}")

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """The filters of these pairs of operator and value; of two dates for one limit the last holds."""
        values: dict[str, dict[str, None]] = {}
        for kind, value in pairs:
            values.setdefault(kind, {})[value] = None
        source, author, title, id_, folder, name = (
            tuple(values.get(kind, ())) for kind in ("source", "author", "title", "id", "folder", "name")
        )
        after, before = (([None, *values.get(kind, ())])[-1] for kind in ("after", "before"))
        return cls(source, author, after, before, title, id_, folder, name)

    def __bool__(self) -> bool:
        return bool(self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each filter as its operator and its value: source first, then author, title, id, folder, name, after, before."""
        named = (
            ("source", self.sources), ("author", self.authors), ("title", self.titles), ("id", self.ids),
            ("folder", self.folders), ("name", self.names),
        )  # fmt: skip
        periods = (("after", self.after), ("before", self.before))
        return (
            *((kind, value) for kind, values in named for value in values),
            *((name, period) for name, period in periods if period),
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    """Words that a passage must hold: one of the `parts` at least, or, with `within`, both at most so many words apart.

    A part is as written: a phrase if it has several words, the beginning of a word if it ends in `*`. Words that stand next
    to each other are one word apart.
    """

    parts: tuple[str, ...]
    within: int = 0

    def __post_init__(self) -> None:
        require(self.within >= 0, "a distance is a number of words")
        require(len(self.parts) == 2 if self.within else len(self.parts) > 1, "words are connected with other words")
        require(all(self.parts), "a connected word is not empty")

    @property
    def written(self) -> str:
        """The requirement as it is written in a question."""
        parts = [f"“{part}”" if " " in part else part for part in self.parts]
        return (f" NEAR/{self.within} " if self.within else " OR ").join(parts)


@dataclass(frozen=True, slots=True)
class Question:
    """The newest question as it was written, and the weighted terms that it is searched by.

    `phrases` must occur and `excluded` words must not; both are as written. Each of the `required` must be met too. `today`
    (ISO 8601) is the day of asking. `notes` tell the reader, in sentences, what was understood otherwise than written.
    `newest` are the words that ask for the newest articles; `without` is what was understood before and shall not count.
    """

    text: str
    today: str
    terms: tuple[QuestionTerm, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = Filters()
    required: tuple[Requirement, ...] = ()
    notes: tuple[str, ...] = ()
    newest: str = ""
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        distinct = {term.term for term in self.terms}
        require(len(distinct) == len(self.terms), "a question names each term once")

    @property
    def terms_by_word(self) -> dict[tuple[str, int], list[QuestionTerm]]:
        """The terms of each word, by the word as it was typed and its turn, in the order of the words."""
        words: dict[tuple[str, int], list[QuestionTerm]] = {}
        for term in self.terms:
            words.setdefault((term.shown, term.turn), []).append(term)
        return words

    @property
    def words(self) -> tuple[QuestionWord, ...]:
        """The words that the terms stand for, in their order; a word weighs what its terms in one language do together.

        Of a name of several terms that an answer quotes, each weighs as much as the name.
        """
        return tuple(_word(shown, turn, terms) for (shown, turn), terms in self.terms_by_word.items())


def _word(shown: str, turn: int, terms: Iterable[QuestionTerm]) -> QuestionWord:
    by_language: dict[str, float] = {}
    others: list[QuestionTerm] = []
    quoted = False
    for term in terms:
        language = term.term.partition(":")[0]
        quoted = quoted or term.quoted
        if term.other:
            others.append(term)
        else:
            before = by_language.get(language, 0.0)
            by_language[language] = max(before, term.weight) if term.quoted else before + term.weight
    weight = max(by_language.values(), default=max((term.weight for term in others), default=0.0))
    return QuestionWord(shown, weight, turn, tuple(term.term.partition(":")[2] for term in others), quoted)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a period, and that period.

    `first` and `last` are days as `YYYY-MM-DD`, both included; None means an open end. `relative` says whether the
    period counts from another date ("yesterday"). `iso` is the period as short as ISO 8601 allows, `written` the same in
    English.
    """

    span: Span
    shown: str
    first: str | None
    last: str | None
    relative: bool
    iso: str
    written: str

    def __post_init__(self) -> None:
        require(len(self.shown) == len(self.span), "an expression is as long as its span")
        require(bool(self.first or self.last), "an expression's period has an end")
        require(not (self.first and self.last) or self.first <= self.last, "a period does not end before it begins")
