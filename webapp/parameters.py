"""What a request asks for, as checked values.

A request's parameters are read the same way whether they come in the URL or as a JSON body; whatever cannot
be read raises `BadParameterError`, whose message says what to write instead. `every` names all that is wrong at once.
The limits stand here, and in the schemas of `/openapi.json` by these names.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from werkzeug.datastructures import MultiDict

from indexer import MOST_HITS, MOST_TURNS, Filters, Span, has_surrogate, is_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

DEFAULT_K = 10
GREATEST_OFFSET = 10_000
LISTS = frozenset({"q", "source", "author"})
NUMBERS = frozenset({"k", "offset", "start", "end"})
FILLED = frozenset({"after", "before", "today", "span", "sort"})
"""What may be left empty in a URL, as forms do, but not in a body."""
TRUTHS = {"0": False, "1": True, "false": False, "true": True}

_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_LONGEST_ECHO = 40
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

Parameters = MultiDict[str, str]
Value = TypeVar("Value", bound=str)


class BadParameterError(ValueError):
    """Parameters that are missing or wrong: `errors` are their names, each with what to write instead.

    `status` is 400, or 422 for what can be read and makes no sense.
    """

    def __init__(self, name: str, problem: str, status: int = 400, others: Sequence[tuple[str, str]] = ()) -> None:
        self.errors = ((name, problem), *others)
        self.status = status
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in self.errors))

    @classmethod
    def of(cls, several: Sequence[BadParameterError]) -> BadParameterError:
        """Several as one, with the status of the first."""
        first, *others = (error for each in several for error in each.errors)
        return cls(*first, several[0].status, others)


def every(*readers: Callable[[], Any]) -> list[Any]:
    """What each of the readers reads; raises one `BadParameterError` for all that cannot be read."""
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
    """A conversation as it was asked: its questions, newest last, and what belongs to the newest."""

    turns: tuple[str, ...]
    k: int
    filters: Filters
    today: str | None


def conversation(parameters: Parameters) -> AskedConversation:
    """The conversation in a request; raises `BadParameterError`."""
    return AskedConversation(
        *every(
            partial(_turns, parameters),
            partial(number, parameters, "k", DEFAULT_K, 1, MOST_HITS),
            partial(filters, parameters),
            partial(today, parameters),
        )
    )


def _turns(parameters: Parameters) -> tuple[str, ...]:
    turns = tuple(parameters.getlist("q"))
    if not turns or not all(turn.strip() for turn in turns):
        raise BadParameterError("q", "write a question, as in q=Who signed it?")
    return few_enough(turns)


def few_enough(turns: tuple[str, ...]) -> tuple[str, ...]:
    """The turns; raises `BadParameterError` when they are too many for one page."""
    if len(turns) > MOST_TURNS:
        raise BadParameterError("q", f"a conversation has at most {MOST_TURNS} questions; begin a new one")
    return turns


def filters(parameters: Parameters) -> Filters:
    """The filters in a request; empty fields filter nothing. Raises `BadParameterError`."""
    after, before = every(partial(_period, parameters, "after"), partial(_period, parameters, "before"))
    sources, authors = _names(parameters.getlist("source")), _names(parameters.getlist("author"))
    return Filters(sources=sources, authors=authors, after=after, before=before)


def today(parameters: Parameters) -> str | None:
    """The day to take as today, or `None` for the day that it is; raises `BadParameterError`."""
    written = parameters.get("today", "").strip()
    if not written:
        return None
    if len(written) != len("2016-10-25"):
        raise BadParameterError("today", f"write a date as YYYY-MM-DD, not {_short(written)}")
    return _real_period("today", written)


def number(parameters: Parameters, name: str, default: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`; raises `BadParameterError`."""
    written = parameters.get(name, "").strip()
    if not written:
        return default
    if not _WHOLE_NUMBER.fullmatch(written) or not low <= int(written) <= high:
        raise BadParameterError(name, f"write a whole number from {low} to {high}, not {_short(written)}")
    return int(written)


def span(parameters: Parameters) -> Span | None:
    """The span in a request, `span=120-180` or `start=120&end=180`; `None` when none is given."""
    written = parameters.get("span", "").strip()
    if not written and ("start" in parameters or "end" in parameters):
        written = f"{parameters.get('start', '')}-{parameters.get('end', '')}"
    if not written:
        return None
    found = _SPAN.fullmatch(written)
    if found is None:
        raise BadParameterError("span", f"write start-end, as in 120-180, not {_short(written)}")
    if int(found[1]) >= int(found[2]):
        raise BadParameterError("span", f"its end comes after its start, not as in {_short(written)}", 422)
    return Span(int(found[1]), int(found[2]))


def choice(parameters: Parameters, name: str, values: tuple[Value, ...]) -> Value:
    """One of `values`, the first when none is given; raises `BadParameterError`."""
    written = parameters.get(name, "").strip() or values[0]
    for value in values:
        if value == written:
            return value
    raise BadParameterError(name, f"write {' or '.join(values)}, not {_short(written)}")


def truth(parameters: Parameters, name: str) -> bool:
    """Whether it is switched on; raises `BadParameterError`."""
    return TRUTHS[choice(parameters, name, tuple(TRUTHS))]


def required(parameters: Parameters, name: str) -> str:
    """A parameter that must be there; raises `BadParameterError` when it is not."""
    value = parameters.get(name, "")
    if not value:
        raise BadParameterError(name, "is missing")
    return value


def from_body(body: Mapping[str, object]) -> Parameters:
    """A JSON body as parameters: an object with the URL's names; raises `BadParameterError`.

    `q`, `source` and `author` may be lists. A name that means nothing anywhere is there, and empty.
    """
    return MultiDict(pair for pairs in every(*(partial(_pairs, *field) for field in body.items())) for pair in pairs)


BODY_NAMES = frozenset(
    "q k offset sort explain source author after before today id span start end quote sha256".split()
)


def _pairs(name: str, value: object) -> list[tuple[str, str]]:
    return [(name, text) for text in _texts(name, value)]


def _texts(name: str, value: object) -> Iterator[str]:
    """One field of a body as the texts a URL would have."""
    if name not in BODY_NAMES:
        yield ""
    elif name in LISTS and isinstance(value, list):
        for item in cast("list[object]", value):
            yield _text(name, item)
    elif name == "explain":
        yield _switch(name, value)
    elif name in NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    else:
        yield _text(name, value)


def _switch(name: str, value: object) -> str:
    if isinstance(value, int) and value in (0, 1):  # true and false are among them
        return str(int(value))
    raise BadParameterError(name, f"write true or false, not {kind_of(value)}", 422)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or name in NUMBERS:
        wanted = "a whole number" if name in NUMBERS else "text, or a list of texts" if name in LISTS else "text"
        raise BadParameterError(name, f"write {wanted}, not {kind_of(value)}", 422)
    if name in FILLED and not value.strip():
        raise BadParameterError(name, "is empty; write something, or leave it out", 422)
    if has_surrogate(value):
        raise BadParameterError(name, "holds half a surrogate pair, which is not text", 422)
    return value


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    kinds = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")


def _names(written: Iterable[str]) -> tuple[str, ...]:
    """Names as filters compare them: case-folded, each once."""
    return tuple(dict.fromkeys(name.strip().casefold() for name in written if name.strip()))


def _period(parameters: Parameters, name: str) -> str | None:
    written = parameters.get(name, "").strip()
    return _real_period(name, written) if written else None


def _real_period(name: str, written: str) -> str:
    """`written`, if it is a year, month or day that the calendar has."""
    if not is_period(written):
        raise BadParameterError(name, f"write a date as YYYY, YYYY-MM or YYYY-MM-DD, not {_short(written)}")
    return written


def _short(written: str) -> str:
    """What was written, fit for a message."""
    return repr(textwrap.shorten(written, _LONGEST_ECHO, placeholder="…"))
