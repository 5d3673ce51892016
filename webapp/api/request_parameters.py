"""The parameters of an API request: those of its URL, or those of its JSON body when it is a POST.

No mistake is ignored. An unknown name, a single value given twice, a body that is not JSON, parameters in both places:
each is a `BadParameterError` that says what to write instead.
"""

from __future__ import annotations

import difflib
import inspect
import json
import textwrap
from typing import TYPE_CHECKING, Any, NoReturn

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from webapp import parameters
from webapp.api.openapi import CONTRACTS
from webapp.parameters import LISTS, BadParameterError, Parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_EXAMPLE = '{"q": "Who signed it?"}'
_SYNONYMS = {
    "k": "limit size count n rows top topk top_k num num_results per_page perpage page_size pagesize max max_results hits",
    "q": "query question text term terms search prompt message s",
    "offset": "skip start from begin page cursor",
    "sort": "order order_by orderby sort_by sortby",
    "after": "since start_date date_from from_date from min_date published_after year",
    "before": "until to end_date date_to to_date max_date published_before",
    "today": "date now day",
    "since": "from build after start_date min_date",
    "added_since": "since from new new_since added",
    "source": "site domain publisher sources",
    "author": "by authors writer",
    "explain": "debug verbose explanation",
    "format": "type fmt output as",
    "id": "_id article article_id doc docid document key",
    "span": "range position offsets start end",
    "quote": "q text words citation",
    "sha256": "hash checksum digest article_sha256",
}
"""Parameter → what other programs call it."""
_LONGEST, _MOST_TOLD = 40, 10  # code points of a name that is told; unknown names that are
_PLACE = ("start", "end")  # the two halves of a span, as citations have them


def sent_parameters() -> Parameters:
    """All parameters of this request; raises `BadParameterError`, or `UnsupportedMediaType` for a body that is not JSON."""
    if request.method != "POST":
        if request.content_length:
            raise BadParameterError("body", "a GET has none; write the parameters into the URL, or send a POST")
        return request.args
    if not request.is_json:
        raise UnsupportedMediaType
    if request.args:
        raise BadParameterError(next(iter(request.args)), "stands in the URL; write all of a POST into its body")
    body = _json(request.get_data())
    if not isinstance(body, dict):
        raise BadParameterError("body", f"write a JSON object, as in {_EXAMPLE}, not {parameters.json_kind(body)}", 422)
    return parameters.from_body(_citation(body), _lists(_names()))


def read_all(sent: Parameters, *readers: Callable[[], Any]) -> list[Any]:
    """The result of each reader, in order; raises one `BadParameterError` for all that is wrong, unknown names too."""
    return parameters.read_all(*readers, lambda: _require_expected(sent))[:-1]


def _citation(body: dict[str, object]) -> dict[str, object]:
    """The body; of a posted citation only the fields that this address reads, since a citation has many more."""
    article, names = body.get("article"), _names()
    if not isinstance(article, dict) or "quote" not in names:
        return body
    halves = all(half in body for half in _PLACE)
    read = {name: body[name] for name in names if name in body and not (name == "span" and halves)}
    return {"id": article.get("id"), **read}


def _require_expected(sent: Parameters) -> None:
    """Raises `BadParameterError` for names that this address does not have, and for single values given twice."""
    names = _names()
    unknown = [name for name in sent if name not in names]
    wrong = [BadParameterError(_short(name), _unknown(name[:_LONGEST], names)) for name in unknown[:_MOST_TOLD]]
    for name in (name for name in names if name not in _lists(names)):
        values = [value for value in sent.getlist(name) if value.strip()]
        if len(values) > 1:
            wrong.append(BadParameterError(name, f"is given {len(values)} times; give it once"))
    if "span" in sent and any(name in sent for name in _PLACE):
        wrong.append(BadParameterError("span", "is given twice; write either span, or start and end"))
    if wrong:
        raise BadParameterError.of(wrong)


def _names() -> tuple[str, ...]:
    """The parameters that this address reads, by its contract; `start` and `end` count where `span` does."""
    shape = CONTRACTS[(request.endpoint or "").removeprefix("api.")].asks
    names = tuple(inspect.get_annotations(shape)) if shape else ()
    return (*names, *_PLACE) if "span" in names else names


def _lists(names: Sequence[str]) -> frozenset[str]:
    """Those of an address's parameters that may be repeated: none unless it is asked questions."""
    return LISTS if "q" in names else frozenset()


def _unknown(name: str, names: tuple[str, ...]) -> str:
    """The message for an unknown name: which one was probably meant, and which there are."""
    listed = [known_name for known_name in names if known_name not in _PLACE]
    if not listed:
        return "is not known; this address has no parameters"
    probable = _probable(name, listed)
    available = f"this address has {', '.join(listed[:-1])} and {listed[-1]}"
    return f"is not known; {f'did you mean {probable}? If not, ' if probable else ''}{available}"


def _probable(name: str, names: Iterable[str]) -> str | None:
    """The parameter that was probably meant by the name, if any."""
    folded = name.casefold().replace("-", "_")
    for known_name in names:
        if folded == known_name or folded in _SYNONYMS.get(known_name, "").split():
            return known_name
    return next(iter(difflib.get_close_matches(folded, names, 1, 0.7)), None)


def _json(body: bytes) -> object:
    """The value of a JSON text (RFC 8259): UTF-8, each name once, no NaN; raises `BadParameterError`."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadParameterError("body", f"is not UTF-8 (byte {error.start + 1}); send JSON as UTF-8") from None
    if not text.strip():
        raise BadParameterError("body", f"is empty; send a JSON object, as in {_EXAMPLE}")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique_fields)
    except json.JSONDecodeError as error:
        raise BadParameterError("body", _syntax_error(text, error)) from None
    except RecursionError:
        raise BadParameterError("body", f"is nested too deeply; send a JSON object, as in {_EXAMPLE}") from None
    except ValueError as error:
        if isinstance(error, BadParameterError):
            raise
        raise BadParameterError("body", "holds a number with too many digits; write a shorter one") from None


def _syntax_error(text: str, error: json.JSONDecodeError) -> str:
    """The message for a text that is not JSON: line, column, what stands there, and what the parser expected."""
    near = textwrap.shorten(text[error.pos : error.pos + 60], 24, placeholder="…")
    there = f"before {near!r}" if near else "where it ends"
    return (
        f"is not JSON: line {error.lineno}, column {error.colno}, {there}: {error.msg[:1].lower()}{error.msg[1:]}; "
        f"correct it there, or send {_EXAMPLE}"
    )


def _refuse_constant(name: str) -> NoReturn:
    raise BadParameterError("body", f"holds {name}, which is no JSON; write a number")


def _unique_fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The fields of an object; raises `BadParameterError` when a name occurs twice."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadParameterError(_short(twice), "stands in the body more than once; write it once")
    return fields


def _short(name: str) -> str:
    return textwrap.shorten(name, _LONGEST, placeholder="…") or "body"
