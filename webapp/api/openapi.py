"""The contracts of the JSON addresses, and the OpenAPI 3.1 document that is made of them.

contract  what one address asks for and answers with, its errors, and an example

The schemas are generated from the shapes (`indexer.exporting.schemas`, `wire`), and an address is described by its
view's docstring, so nothing is described twice.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

from indexer.exporting.json_schema import schemas_of
from webapp.api.wire import ProblemDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flask import Flask

Schema = dict[str, Any]
View = TypeVar("View", bound="Callable[..., object]")

INTRODUCTION = (
    "Ask a library of articles, and get the sentences that answer, word for word, each with a source to check. "
    "No key is needed. Every answer names the build that it was read from; with `today` given, the same question to "
    "the same build gets the same answer. Send an answer's `ETag` back as `If-None-Match`: what has not changed is 304, "
    "without a search. Offsets count code points."
)
PROBLEMS = {
    400: "A parameter is missing or cannot be read; `errors` names each.",
    404: "No article has that id.",
    413: "The body, or what is asked for, is too long.",
    415: "The body is not JSON.",
    422: "What was sent can be read and makes no sense, or the body is of another shape.",
    503: "There is no build to read, its engine is away, or the question is too costly; `Retry-After` is in seconds.",
}
_REFERENCE = "#/components/schemas/"
_HEADERS: Mapping[str, Schema] = {
    "Content-Disposition": {
        "description": "Says that this is a file to be kept, and names it after the question.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "Names this answer: build, question and day. Only of GET and HEAD.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": 'The page after this one (`rel="next"`) and the one before it (`rel="previous"`), of a search.',
        "schema": {"type": "string"},
    },
}


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract of one address.

    `asks` is the shape of its parameters and `posts` are the shapes of a body; `answers` is the shape of the answer, or
    `files` are the media types of the files that it answers with. `problems` are its error statuses besides 503, `example`
    are example parameters, and `headers` are those that an answer may have. `links` are requests that can follow, made of the
    answer: name → view, and its parameters as runtime expressions (OpenAPI 3.1, 4.8.20).
    """

    answers: type | None = None
    files: tuple[str, ...] = ()
    asks: type | None = None
    posts: tuple[type, ...] = ()
    example: Mapping[str, str | int] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    headers: tuple[str, ...] = ("ETag",)
    links: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def shapes(self) -> Iterator[type]:
        """Every shape that the contract names."""
        yield from filter(None, (self.answers, self.asks, *self.posts))


CONTRACTS: dict[str, Contract] = {}
"""Name of a view → its contract."""


def promises(contract: Contract) -> Callable[[View], View]:
    """Decorator that gives a view its contract."""

    def mark(view: View) -> View:
        CONTRACTS[view.__name__] = contract
        return view

    return mark


def openapi_document(app: Flask) -> Schema:
    """The OpenAPI document of `app`."""
    shapes = (shape for contract in CONTRACTS.values() for shape in contract.shapes())
    schemas = schemas_of([ProblemDocument, *shapes], _REFERENCE)
    paths: dict[str, Schema] = {}
    for rule in app.url_map.iter_rules():
        contract = CONTRACTS.get(rule.endpoint.removeprefix("api."))
        if contract and rule.endpoint.startswith("api."):
            words = inspect.getdoc(app.view_functions[rule.endpoint]) or ""
            methods = (rule.methods or set()) & {"GET", "POST"}
            paths[rule.rule] = {
                m.lower(): _operation(rule.endpoint, m, words, contract, schemas) for m in sorted(methods)
            }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Footnote",
            "version": version("footnote-search"),
            "description": INTRODUCTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": dict(_referred(paths, schemas))},
    }


def _referred(part: object, schemas: Schema) -> Iterator[tuple[str, Schema]]:
    """Name → schema, of every schema that a part of the document refers to, directly or through others."""
    names: set[str] = set()
    while found := set(re.findall(rf"{_REFERENCE}(\w+)", repr(part))) - names:
        names |= found
        part = [schemas[name] for name in found]
    return ((name, schemas[name]) for name in sorted(names))


def _operation(endpoint: str, method: str, words: str, contract: Contract, schemas: Schema) -> Schema:
    summary, _, rest = words.partition("\n\n")
    operation: Schema = {
        "operationId": "_".join(re.findall(r"\w+", endpoint)[1:] + ([method.lower()] if method == "POST" else [])),
        "summary": " ".join(summary.split()),
    }
    if rest:
        operation["description"] = " ".join(rest.split())
    if method == "POST":
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": _body(contract)}}}
    elif contract.asks:
        operation["parameters"] = list(_parameters(contract, schemas[contract.asks.__name__]))
    operation["responses"] = dict(_responses(method, contract))
    return operation


def _body(contract: Contract) -> Schema:
    references = [_reference(shape) for shape in contract.posts]
    return references[0] if len(references) == 1 else {"anyOf": references}


def _parameters(contract: Contract, schema: Schema) -> Iterator[Schema]:
    for name, own in schema["properties"].items():
        parameter = {"name": name, "in": "query", "required": name in schema.get("required", ())}
        parameter["description"] = own.get("description", "")
        parameter["schema"] = _in_url({key: value for key, value in own.items() if key != "description"})
        if not parameter["required"] and parameter["schema"].get("type") != "array":
            parameter["allowEmptyValue"] = True
        if name in contract.example:
            example = contract.example[name]
            parameter["example"] = [example] if parameter["schema"].get("type") == "array" else example
        yield parameter


def _in_url(schema: Schema) -> Schema:
    """The schema of a parameter in a URL: a list where it may be repeated."""
    lists = [choice for choice in schema.get("anyOf", ()) if choice.get("type") == "array"]
    return lists[0] if lists else schema


def _responses(method: str, contract: Contract) -> Iterator[tuple[str, Schema]]:
    answer: Schema = {"description": "The answer.", "content": {media_type: {} for media_type in contract.files}}
    if contract.answers:
        answer["content"]["application/json"] = {"schema": _reference(contract.answers)}
    if method == "GET" and contract.headers:
        answer["headers"] = {name: _HEADERS[name] for name in contract.headers}
    if contract.links:
        answer["links"] = {
            name: {"operationId": view, "parameters": dict(parameters)}
            for name, (view, parameters) in contract.links.items()
        }
    yield "200", answer
    if method == "GET" and contract.headers:
        yield "304", {"description": "What `If-None-Match` names has not changed."}
    for status in sorted({*contract.problems, *((413, 415, 422) if method == "POST" else ()), 503}):
        yield str(status), _problem(PROBLEMS[status])
    yield "default", _problem("Anything else that is wrong.")


def _problem(words: str) -> Schema:
    return {"description": words, "content": {"application/problem+json": {"schema": _reference(ProblemDocument)}}}


def _reference(shape: type) -> Schema:
    return {"$ref": _REFERENCE + shape.__name__}
