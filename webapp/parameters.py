"""Reads the parameters of a request as checked values.

Parameters are read in the same way from a URL and from a JSON body. What cannot be read raises `BadParameterError`,
whose message says what to write instead; `read_all` reports all errors of a request at once. The limits here are also
those in the schemas of `/openapi.json`.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from werkzeug.datastructures import MultiDict

from indexer import LONGEST_QUESTION, MOST_HITS, MOST_TURNS, Filters, ListOrder, Message, Span, has_surrogate, is_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

DEFAULT_K = 10
DEFAULT_COMPLETIONS = 8
GREATEST_OFFSET = 10_000
LIST_SORTS: tuple[ListOrder, ...] = get_args(ListOrder)
LISTS = frozenset({"q", "source", "author", "id", "folder", "name"})
"""Parameters of a conversation that may be repeated. An address that opens one article has none."""
NUMBERS = frozenset({"k", "offset", "start", "end"})
NOT_BLANK_IN_BODY = frozenset({"after", "before", "today", "span", "sort"})
"""Parameters that may be empty in a URL, since forms send empty fields, but not in a JSON body."""
SWITCH_VALUES = {"0": False, "1": True, "false": False, "true": True}

_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_LONGEST_ECHO = 40
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

Parameters = MultiDict[str, str]
Value = TypeVar("Value", bound=str)


class BadParameterError(ValueError):
    """One or more parameters are missing or wrong; `errors` are pairs of a name and what to write instead.

    `status` is 400, or 422 for a value that can be read and makes no sense.
    """

    def __init__(self, name: str, problem: str, status: int = 400, others: Sequence[tuple[str, str]] = ()) -> None:
        self.errors = ((name, problem), *others)
        self.status = status
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in self.errors))

    @classmethod
    def of(cls, several: Sequence[BadParameterError]) -> BadParameterError:
        """Several errors as one, with the status of the first."""
        first, *others = (pair for error in several for pair in error.errors)
        return cls(*first, several[0].status, others)


def read_all(*readers: Callable[[], Any]) -> list[Any]:
    """The result of each reader, in order; raises one `BadParameterError` for all that fail."""
    values, wrong = [], []
    for reader in readers:
        try:
            values.append(reader())
        except BadParameterError as error:
            wrong.append(error)
    if wrong:
        raise BadParameterError.of(wrong)
    return values


@dataclass(frozen=True, slots=True)
class AskedConversation:
    """A conversation as it was sent: its questions, newest last, with `k`, filters and day for the newest."""

    turns: tuple[str, ...]
    k: int
    filters: Filters
    today: str | None


def conversation(parameters: Parameters) -> AskedConversation:
    """The conversation in a request; raises `BadParameterError`."""
    return AskedConversation(
        *read_all(
            partial(_turns, parameters),
            partial(number, parameters, "k", DEFAULT_K, 1, MOST_HITS),
            partial(filters, parameters),
            partial(today, parameters),
        )
    )


def _turns(parameters: Parameters) -> tuple[str, ...]:
    turns = tuple(parameters.getlist("q"))
    if not turns or not all(turn.strip() for turn in turns):
        raise BadParameterError("q", Message("write a question, as in q=Who signed it?"))
    return limited_turns(turns)


def limited_turns(turns: tuple[str, ...]) -> tuple[str, ...]:
    """The same turns; raises `BadParameterError` when there are more than `MOST_TURNS`."""
    if len(turns) > MOST_TURNS:
        raise BadParameterError(
            "q", Message("a conversation has at most {most} questions; begin a new one", most=MOST_TURNS)
        )
    return turns


def typed(parameters: Parameters) -> str:
    """The text that is being typed, which may be empty; raises `BadParameterError` when it is missing or too long."""
    texts = parameters.getlist("q")
    if len(texts) != 1:
        raise BadParameterError("q", "write what was typed so far, once, as in q=how do i a")
    (text,) = texts
    if len(text) > LONGEST_QUESTION:
        raise BadParameterError("q", f"has {len(text):,} characters, and {LONGEST_QUESTION:,} are the most; write less")
    return text


def filters(parameters: Parameters) -> Filters:
    """The filters in a request; empty fields filter nothing. Raises `BadParameterError`."""
    after, before = read_all(partial(_period, parameters, "after"), partial(_period, parameters, "before"))
    sources, authors = _names(parameters.getlist("source")), _names(parameters.getlist("author"))
    ids = tuple(dict.fromkeys(filter(str.strip, parameters.getlist("id"))))
    folders = tuple(dict.fromkeys(filter(None, (name.strip().strip("/") for name in parameters.getlist("folder")))))
    names = _names(parameters.getlist("name"))
    return Filters(sources, authors, after, before, ids=ids, folders=folders, names=names)


@dataclass(frozen=True, slots=True)
class ListedArticles:
    """A list of articles as it was asked for: of a source and a year or month (None: any), with a title, in an order.

    `added_since` leaves out what was added earlier; only a list sorted by `added` has it.
    """

    source: str | None
    year: str | None
    sort: ListOrder
    added_since: str | None
    title: str = ""


def listed(parameters: Parameters) -> ListedArticles:
    """The list of articles that a request asks for; raises `BadParameterError`."""
    sort, since = read_all(partial(choice, parameters, "sort", LIST_SORTS), partial(_period, parameters, "added_since"))
    if since and sort != "added":
        raise BadParameterError("added_since", "is for lists sorted by added; write sort=added, or leave it out", 422)
    title = parameters.get("title", "").strip()[:LONGEST_QUESTION]
    return ListedArticles(parameters.get("source"), parameters.get("year") or None, sort, since, title)


def today(parameters: Parameters) -> str | None:
    """The day to count from, as YYYY-MM-DD; None when the request names none. Raises `BadParameterError`."""
    written = parameters.get("today", "").strip()
    if not written:
        return None
    if len(written) != len("2016-10-25"):
        raise BadParameterError("today", Message("write a date as YYYY-MM-DD, not {value}", value=_short(written)))
    return _real_period("today", written)


def number(parameters: Parameters, name: str, default: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`; raises `BadParameterError`."""
    written = parameters.get(name, "").strip()
    if not written:
        return default
    if not _WHOLE_NUMBER.fullmatch(written) or not low <= int(written) <= high:
        limits = {"low": str(low), "high": str(high)}
        wanted = Message("write a whole number from {low} to {high}, not {value}", value=_short(written), **limits)
        raise BadParameterError(name, wanted)
    return int(written)


def span(parameters: Parameters) -> Span | None:
    """The span in a request, `span=120-180` or `start=120&end=180`; `None` when none is given."""
    written = parameters.get("span", "").strip()
    if not written and ("start" in parameters or "end" in parameters):
        written = f"{parameters.get('start', '')}-{parameters.get('end', '')}"
    if not written:
        return None
    match = _SPAN.fullmatch(written)
    if match is None:
        raise BadParameterError("span", Message("write start-end, as in 120-180, not {value}", value=_short(written)))
    if int(match[1]) >= int(match[2]):
        wanted = Message("its end comes after its start, not as in {value}", value=_short(written))
        raise BadParameterError("span", wanted, 422)
    return Span(int(match[1]), int(match[2]))


def choice(parameters: Parameters, name: str, values: tuple[Value, ...]) -> Value:
    """One of `values`, the first when none is given; raises `BadParameterError`."""
    written = parameters.get(name, "").strip() or values[0]
    for value in values:
        if value == written:
            return value
    choices = " or ".join(values)
    raise BadParameterError(name, Message("write {choices}, not {value}", choices=choices, value=_short(written)))


def switch(parameters: Parameters, name: str) -> bool:
    """A parameter that is true or false; raises `BadParameterError`."""
    return SWITCH_VALUES[choice(parameters, name, tuple(SWITCH_VALUES))]


def required(parameters: Parameters, name: str) -> str:
    """The value of a parameter that must be given; raises `BadParameterError` when it is missing or empty."""
    value = parameters.get(name, "")
    if not value:
        raise BadParameterError(name, Message("is missing"))
    return value


def from_body(body: Mapping[str, object], lists: frozenset[str] = LISTS) -> Parameters:
    """A JSON body as parameters: an object with the URL's names; raises `BadParameterError`.

    Those of `lists` may be lists. An unknown name is kept with an empty value, so that it can be reported.
    """
    fields = (partial(_pairs, name, value, repeated=name in lists) for name, value in body.items())
    return MultiDict(pair for pairs in read_all(*fields) for pair in pairs)


BODY_NAMES = frozenset(
    "q k offset sort explain source author folder name after before today id span start end quote sha256".split()
)


def _pairs(name: str, value: object, *, repeated: bool) -> list[tuple[str, str]]:
    return [(name, text) for text in _texts(name, value, repeated=repeated)]


def _texts(name: str, value: object, *, repeated: bool) -> Iterator[str]:
    """One field of a body as the texts that a URL would have."""
    if name not in BODY_NAMES:
        yield ""
    elif repeated and isinstance(value, list):
        for item in cast("list[object]", value):
            yield _text(name, item, repeated=True)
    elif name == "explain":
        yield _switch(name, value)
    elif name in NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    else:
        yield _text(name, value, repeated=repeated)


def _switch(name: str, value: object) -> str:
    if isinstance(value, int) and value in (0, 1):  # true and false are among them
        return str(int(value))
    raise BadParameterError(name, f"write true or false, not {json_kind(value)}", 422)


def _text(name: str, value: object, *, repeated: bool) -> str:
    if not isinstance(value, str) or name in NUMBERS:
        wanted = "a whole number" if name in NUMBERS else "text, or a list of texts" if repeated else "text"
        raise BadParameterError(name, f"write {wanted}, not {json_kind(value)}", 422)
    if name in NOT_BLANK_IN_BODY and not value.strip():
        raise BadParameterError(name, "is empty; write something, or leave it out", 422)
    if has_surrogate(value):
        raise BadParameterError(name, "holds half a surrogate pair, which is not text", 422)
    return value


def json_kind(value: object) -> str:
    """The type of a JSON value in words, for a message."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    kinds = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")


def _names(written: Iterable[str]) -> tuple[str, ...]:
    """Names as filters compare them: stripped, case-folded, without duplicates."""
    return tuple(dict.fromkeys(name.strip().casefold() for name in written if name.strip()))


def _period(parameters: Parameters, name: str) -> str | None:
    written = parameters.get(name, "").strip()
    return _real_period(name, written) if written else None


def _real_period(name: str, written: str) -> str:
    """The period unchanged; raises `BadParameterError` unless it is a year, month or day that exists."""
    if not is_period(written):
        wanted = Message("write a date as YYYY, YYYY-MM or YYYY-MM-DD, not {value}", value=_short(written))
        raise BadParameterError(name, wanted)
    return written


def _short(written: str) -> str:
    """The value shortened and quoted, for a message."""
    return repr(textwrap.shorten(written, _LONGEST_ECHO, placeholder="…"))
