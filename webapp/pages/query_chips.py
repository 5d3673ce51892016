"""The chips of a question: each part that was understood, with the URL that asks again without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from indexer import Filters, query_edit
from webapp.pages.form import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer import Question, QuestionWord, TimeExpression
    from webapp.pages.threads import Thread

MOST_EARLIER = 6
MOST_ALSO = 5
MOST_LIFTED = 4
"""Filters of a search without a result that are taken out one by one."""
_DATES = frozenset({"after", "before"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a question as it was understood.

    `kind` is term, quoted (a name in the answer to that turn), rest, phrase, required, excluded, filter, time, newest,
    without or alone.
    `operator` is that of a filter, such as `source`; `shown` is its value, and the number of words for the rest.
    `time` is the relative date of a time; `shown` are its words.
    `turn` is the number of the question that a term comes from; `without` is the URL that asks without this part, if any.
    `also` are other forms that a word finds, as they are indexed; at most `MOST_ALSO`.
    """

    kind: str
    shown: str
    turn: int
    weight: float = 1.0
    without: str | None = None
    also: tuple[str, ...] = ()
    operator: str = ""
    time: TimeExpression | None = None


def chips(
    thread: Thread,
    question: Question,
    times: Sequence[TimeExpression] = (),
    as_written: Mapping[tuple[str, str], str] = MappingProxyType({}),
    *,
    linked: bool = True,
) -> tuple[Chip, ...]:
    """The chips of a thread's newest question; a word that was typed several times is one chip.

    `times` are the relative dates of the question ("last year"); `as_written` maps filters, by operator and value, to what
    the reader calls them. Of the words of earlier questions, the `MOST_EARLIER` with the greatest weights are shown. Unless
    `linked`, words have no URLs; only the newest turn needs them.
    """
    number = len(thread.questions)
    words: dict[str, QuestionWord] = {}
    for word in question.words:
        words.setdefault(word.shown.casefold(), word)
    earlier = sorted((word for word in words.values() if word.turn < number), key=lambda word: -word.weight)
    left_out = frozenset(earlier[MOST_EARLIER:])
    return (
        *(_word(thread, question, word, linked=linked) for word in words.values() if word not in left_out),
        *((Chip("rest", str(len(left_out)), number),) if left_out else ()),
        *(Chip("phrase", phrase, number, without=_without(thread, "phrase", phrase))
          for phrase in dict.fromkeys(question.phrases)),
        *(Chip("required", each.written, number,
               without=_without(thread, "near" if each.within else "any", each.written))
          for each in dict.fromkeys(question.required)),
        *(Chip("excluded", words, number, without=_without(thread, "excluded", words))
          for words in dict.fromkeys(question.excluded)),
        *(Chip("filter", as_written.get((operator, value), value), number, without=left.address(), operator=operator)
          for operator, value, left in without_each_filter(thread, question.filters)),
        *(Chip("time", time.shown, number, time=time) for time in times),
        *_newest(thread, question),
        *(Chip("without", dropped, number, without=_without(thread, "without", dropped))
          for dropped in question.without),
        *_alone(thread, question),
    )  # fmt: skip


def _word(thread: Thread, question: Question, word: QuestionWord, *, linked: bool) -> Chip:
    if word.quoted:
        dropping = thread.asking(query_edit.dropping(thread.newest, word.shown)).address() if linked else None
        return Chip("quoted", word.shown, word.turn, word.weight, dropping)
    without = _without_word(thread, question, word) if linked else None
    also = () if word.shown.endswith("*") else word.also[:MOST_ALSO]
    return Chip("term", word.shown, word.turn, word.weight, without, also)


def _without_word(thread: Thread, question: Question, word: QuestionWord) -> str | None:
    """The URL without this word in the question that it comes from; without that turn when nothing else is left."""
    before, written, behind = _around(thread.questions, word.turn)
    if word.shown.endswith("*"):
        left = query_edit.without(written, "prefix", word.shown)
    else:
        term = next(term.term for term in question.terms if (term.shown, term.turn) == (word.shown, word.turn))
        left = query_edit.without_word(written, word.shown, term.partition(":")[0])
    if left == written:
        return None
    if not left and behind and query_edit.stands_alone(written):
        behind = (query_edit.alone(behind[0]), *behind[1:])  # what this turn dropped stays dropped
    return replace(thread, questions=(*before, *filter(None, [left]), *behind)).address()


def _newest(thread: Thread, question: Question) -> Iterator[Chip]:
    """The chip of a question that prefers newer articles, with the URL that does not."""
    if question.newest:
        dropping = thread.asking(query_edit.dropping(thread.newest, question.newest)).address()
        yield Chip("newest", question.newest, len(thread.questions), without=dropping)


def _around(questions: tuple[str, ...], turn: int) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The questions before this turn, the question of this turn, and the questions after it."""
    return questions[: turn - 1], questions[turn - 1], questions[turn:]


def _without(thread: Thread, kind: str, value: str = "") -> str | None:
    """The URL without this operator in the newest question; None when nothing would change."""
    left = query_edit.without(thread.newest, kind, value)
    return None if left == thread.newest else thread.asking(left).address()


def without_each_filter(thread: Thread, filters: Filters) -> Iterator[tuple[str, str, Thread]]:
    """Every filter as its operator and value, with the thread without it, whether it stands in the question or beside it."""
    for kind, value in filters.pairs:
        beside = thread.filters.pairs
        left = Filters.of(pair for pair in beside if pair[0] != kind or (kind not in _DATES and pair[1] != value))
        yield kind, value, thread.within(left).asking(query_edit.without(thread.newest, kind, value))


def _alone(thread: Thread, question: Question) -> Iterator[Chip]:
    """The chip `alone` of a question that drops its history, with the URL that brings the history back."""
    number = len(thread.questions)
    if number > 1 and query_edit.stands_alone(question.text):
        yield Chip("alone", "", number, without=thread.asking(query_edit.with_history(thread.newest)).address())


@dataclass(frozen=True, slots=True)
class Attempt:
    """A suggestion what to try when nothing was found, and its URL; `kind` is the name of its text.

    `found` is how much it finds, where that was counted. `lifted` is the filter, as operator and value, that it does without.
    """

    kind: str
    address: str
    found: int | None = None
    lifted: tuple[str, str] | None = None


def attempts(thread: Thread, question: Question) -> tuple[Attempt, ...]:
    """What to try instead, the most promising first."""
    return tuple(Attempt(kind, tried.address()) for kind, tried in _attempts(thread, question))


def counted_attempts(thread: Thread, question: Question, count: Callable[[Thread], int]) -> tuple[Attempt, ...]:
    """What to try instead, and how much each attempt finds: none that finds nothing. Of several filters, each is tried."""
    filters = list(without_each_filter(thread, question.filters))
    lifted = filters[:MOST_LIFTED] if len(filters) > 1 else ()
    every = (
        *(("lift", tried, (operator, value)) for operator, value, tried in lifted),
        *((kind, tried, None) for kind, tried in _attempts(thread, question)),
    )
    tries = (Attempt(kind, tried.address(), count(tried), without) for kind, tried, without in every if tried.questions)
    return tuple(attempt for attempt in tries if attempt.found)


def _attempts(thread: Thread, question: Question) -> Iterator[tuple[str, Thread]]:
    """The kind of each attempt, and the thread to ask."""
    number, asked = len(thread.questions), question.filters
    if asked.after and asked.before and first_day(asked.after) > last_day(asked.before):
        yield "exchange", within_dates(thread, asked.before, asked.after)
    filters = [left for _, _, left in without_each_filter(thread, question.filters)]
    if len(filters) == 1:
        yield "lift_one", filters[0]
    elif filters:
        yield "lift_all", thread.within(Filters()).asking(query_edit.without_filters(thread.newest))
    if question.phrases or question.required:
        yield "anywhere", thread.asking(_as_words(thread, question))
    if any(term.turn < number for term in question.terms):
        yield "alone", thread.asking(query_edit.alone(thread.newest))
    if query_edit.stands_alone(question.text) and number > 1:
        yield "with_history", thread.asking(query_edit.with_history(thread.newest))
    if not thread.is_search:
        yield "search", thread.searching()


def within_dates(thread: Thread, after: str | None, before: str | None) -> Thread:
    """The thread with these dates in place of those beside the question and in it."""
    left = query_edit.without(query_edit.without(thread.newest, "after"), "before")
    return thread.asking(left).within(replace(thread.filters, after=after, before=before))


def _as_words(thread: Thread, question: Question) -> str:
    """The newest question without quotation marks, OR and NEAR; their words stay."""
    left = thread.newest
    for phrase in question.phrases:
        left = query_edit.without(left, "phrase", phrase)
    for each in question.required:
        left = query_edit.without(left, "near" if each.within else "any", each.written)
    return left
