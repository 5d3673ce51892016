"""The chips of a question: each part that was understood, with the URL that asks again without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from indexer import Filters, query_edit
from indexer.exporting.dates import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer import Question, QuestionWord
    from webapp.pages.threads import Thread

MOST_EARLIER = 6
MOST_ALSO = 5
_DATES = frozenset({"after", "before"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a question as it was understood.

    `kind` is term, quoted (a name in the answer to that turn), rest, phrase, required, excluded, filter, time, newest,
    without or alone.
    `turn` is the number of the question that a term comes from; `without` is the URL that asks without this part, if any.
    `also` are other forms that a word finds, as they are indexed; at most `MOST_ALSO`.
    """

    kind: str
    shown: str
    turn: int
    weight: float = 1.0
    without: str | None = None
    also: tuple[str, ...] = ()


def chips(
    thread: Thread,
    question: Question,
    times: Sequence[str] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
    *,
    linked: bool = True,
) -> tuple[Chip, ...]:
    """The chips of a thread's newest question; a word that was typed several times is one chip.

    `times` explains relative dates in words ("last year: 2025"), and `titles` names the articles of ids. Of the words of
    earlier questions, the `MOST_EARLIER` with the greatest weights are shown. Unless `linked`, words have no URLs; only the
    newest turn needs them.
    """
    number = len(thread.questions)
    words: dict[str, QuestionWord] = {}
    for word in question.words:
        words.setdefault(word.shown.casefold(), word)
    earlier = sorted((word for word in words.values() if word.turn < number), key=lambda word: -word.weight)
    left_out = frozenset(earlier[MOST_EARLIER:])
    return (
        *(_word(thread, question, word, linked=linked) for word in words.values() if word not in left_out),
        *((Chip("rest", f"{len(left_out)} more that weigh less", number),) if left_out else ()),
        *(Chip("phrase", f"“{phrase}”", number, without=_without(thread, "phrase", phrase))
          for phrase in dict.fromkeys(question.phrases)),
        *(Chip("required", each.written, number,
               without=_without(thread, "near" if each.within else "any", each.written))
          for each in dict.fromkeys(question.required)),
        *(Chip("excluded", f"not {words}", number, without=_without(thread, "excluded", words))
          for words in dict.fromkeys(question.excluded)),
        *(Chip("filter", words, number, without=address)
          for words, address in _filters(thread, question.filters, titles)),
        *(Chip("time", explained, number) for explained in times),
        *_newest(thread, question),
        *(Chip("without", f"without {dropped}", number, without=_without(thread, "without", dropped))
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
        yield Chip("newest", f"{question.newest}: newer articles first", len(thread.questions), without=dropping)


def _around(questions: tuple[str, ...], turn: int) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The questions before this turn, the question of this turn, and the questions after it."""
    return questions[: turn - 1], questions[turn - 1], questions[turn:]


def _without(thread: Thread, kind: str, value: str = "") -> str | None:
    """The URL without this operator in the newest question; None when nothing would change."""
    left = query_edit.without(thread.newest, kind, value)
    return None if left == thread.newest else thread.asking(left).address()


def _filters(
    thread: Thread, filters: Filters, titles: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, str]]:
    """Every filter in words, with the URL without it, whether it stands in the question or in the form."""
    for kind, value in filters.pairs:
        words = {"after": "from {}", "before": "to {}", "id": "only in {}"}.get(kind, f"{kind}: {{}}")
        beside = thread.filters.pairs
        left = Filters.of(pair for pair in beside if pair[0] != kind or (kind not in _DATES and pair[1] != value))
        address = thread.within(left).asking(query_edit.without(thread.newest, kind, value)).address()
        shown = day(value) if kind in _DATES else titles.get(value, value) if kind == "id" else value
        yield words.format(shown), address


def _alone(thread: Thread, question: Question) -> Iterator[Chip]:
    """The chip `alone` of a question that drops its history, with the URL that brings the history back."""
    number = len(thread.questions)
    if number > 1 and query_edit.stands_alone(question.text):
        yield Chip("alone", "alone", number, without=thread.asking(query_edit.with_history(thread.newest)).address())


@dataclass(frozen=True, slots=True)
class Attempt:
    """A suggestion what to try when nothing was found, and its URL."""

    words: str
    address: str


def attempts(thread: Thread, question: Question) -> tuple[Attempt, ...]:
    """What to try instead, the most promising first."""
    return tuple(_attempts(thread, question))


def _attempts(thread: Thread, question: Question) -> Iterator[Attempt]:
    number = len(thread.questions)
    filters = [address for _, address in _filters(thread, question.filters)]
    if len(filters) == 1:
        yield Attempt("Lift the limit to some articles", filters[0])
    elif filters:
        yield Attempt("Lift all limits to some articles", _unlimited(thread))
    if question.phrases or question.required:
        yield Attempt(
            "Look for these words anywhere in a passage", thread.asking(_as_words(thread, question)).address()
        )
    if any(term.turn < number for term in question.terms):
        yield Attempt(
            "Ask this without what was asked before", thread.asking(query_edit.alone(thread.newest)).address()
        )
    if query_edit.stands_alone(question.text) and number > 1:
        yield Attempt(
            "Ask this with what was asked before", thread.asking(query_edit.with_history(thread.newest)).address()
        )
    if thread.endpoint != "pages.search":
        yield Attempt("Search all passages for these words", thread.searched())


def _as_words(thread: Thread, question: Question) -> str:
    """The newest question without quotation marks, OR and NEAR; their words stay."""
    left = thread.newest
    for phrase in question.phrases:
        left = query_edit.without(left, "phrase", phrase)
    for each in question.required:
        left = query_edit.without(left, "near" if each.within else "any", each.written)
    return left


def _unlimited(thread: Thread) -> str:
    return thread.within(Filters()).asking(query_edit.without_filters(thread.newest)).address()
