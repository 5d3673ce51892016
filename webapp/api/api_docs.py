"""The description of the API: for programs at `/openapi.json`, for people at `/docs`."""

from __future__ import annotations

import shlex
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from flask import Blueprint, current_app, json, render_template, request

from webapp.api.openapi import CONTRACTS, INTRODUCTION, Schema, openapi_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Response

blueprint = Blueprint("api_docs", __name__)
_making = threading.Lock()

_WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
_LONGEST = 20
_SAMPLES = {"string": "…", "integer": 1, "number": 1.5, "boolean": True, "null": None}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a parameter or a field, its type in words, and the shape that it refers to, if any."""

    name: str
    kind: str
    shape: str | None
    required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Address:
    """One method of one path, as the page shows it. `calls` are command lines, `sample` is an example of the answer.

    An address that answers with a file has the media types `files`, and neither `answers` nor `sample`.
    """

    method: str
    path: str
    summary: str
    words: str
    parameters: tuple[Row, ...]
    bodies: tuple[str, ...]
    calls: tuple[str, ...]
    answers: str | None
    files: tuple[str, ...]
    sample: str
    problems: tuple[tuple[str, str], ...]


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """The OpenAPI 3.1 document."""
    response = current_app.response_class(json.dumps(_described()), content_type="application/json")
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/docs")
def docs() -> str:
    """The API reference as a page."""
    described = _described()
    shapes = {name: tuple(_rows(schema)) for name, schema in described["components"]["schemas"].items()}
    return render_template(
        "docs.html",
        introduction=INTRODUCTION,
        version=described["info"]["version"],
        addresses=tuple(_addresses(described)),
        shapes=shapes,
        schemas=described["components"]["schemas"],
    )


def _described() -> Schema:
    """The OpenAPI document, made once for all threads; below a URL prefix it names the prefix as the server."""
    with _making:
        if "openapi" not in current_app.extensions:
            current_app.extensions["openapi"] = openapi_document(current_app)
    made = cast("Schema", current_app.extensions["openapi"])
    return {**made, "servers": [{"url": request.script_root}]} if request.script_root else made


def _addresses(described: Schema) -> Iterator[Address]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            content = operation["responses"]["200"]["content"]
            answer = content.get("application/json", {}).get("schema")
            yield Address(
                method.upper(),
                path,
                operation["summary"],
                operation.get("description", ""),
                tuple(_parameter(parameter) for parameter in operation.get("parameters", ())),
                tuple(shape.__name__ for shape in CONTRACTS[_view(path)].posts) if method == "post" else (),
                tuple(_calls(path, method)),
                _shape(answer),
                CONTRACTS[_view(path)].files,
                json.dumps(sample(answer, described), indent=2) if answer else "",
                tuple(
                    (status, response["description"])
                    for status, response in operation["responses"].items()
                    if status != "200"
                ),
            )


def _problems(operation: Schema) -> Iterator[tuple[str, str]]:
    """Every status but 200, and what it means."""
    for status, response in operation["responses"].items():
        if status != "200":
            yield status, response["description"]


def _view(path: str) -> str:
    return path.rpartition("/")[2]


def _parameter(parameter: Schema) -> Row:
    schema = parameter["schema"]
    repeated = schema.get("type") == "array"
    words = f"{kind(schema['items'])}, may be repeated" if repeated else kind(schema)
    return Row(parameter["name"], words, None, parameter["required"], parameter["description"])


def _rows(schema: Schema) -> Iterator[Row]:
    for name, own in schema["properties"].items():
        yield Row(name, kind(own), _shape(own), name in schema.get("required", ()), own.get("description", ""))


def _calls(path: str, method: str) -> Iterator[str]:
    """A command line that calls the address."""
    here = request.url_root.rstrip("/")
    example = CONTRACTS[_view(path)].example
    if method == "get":
        yield f"curl {shlex.quote(f'{here}{path}?{urlencode(example)}' if example else f'{here}{path}')}"
    else:
        body = shlex.quote(json.dumps(dict(example)))
        yield f"curl {here}{path} -H 'Content-Type: application/json' -d {body}"


def kind(schema: Schema) -> str:
    """The values that a schema allows, in words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind(choice) for choice in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return " or ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")]))
    if "$ref" in schema:
        return str(_shape(schema))
    if schema.get("type") == "array":
        return f"list of {kind(schema['items'])}"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"object, name to {kind(values)}" if isinstance(values, dict) else "object"
    words = "date" if schema.get("format") == "date" else _WORDS.get(str(schema.get("type")), "anything")
    if "pattern" in schema and len(schema.get("examples", [""])[0]) in range(1, _LONGEST):
        words += f" like {schema['examples'][0]}"
    bounds = f" {schema['minimum']} to {schema['maximum']:,}" if "maximum" in schema and "minimum" in schema else ""
    default = f", {json.dumps(schema['default'])} unless given" if "default" in schema else ""
    return words + bounds + default


def _shape(schema: Any) -> str | None:  # noqa: ANN401  any part of a schema
    """The name of the first shape that a schema refers to; None when it refers to none."""
    if isinstance(schema, list):
        return next(filter(None, map(_shape, schema)), None)
    if not isinstance(schema, dict):
        return None
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    return _shape([schema.get(part) for part in ("anyOf", "items", "additionalProperties")])


def sample(schema: Schema, described: Schema) -> object:
    """A short example of a value that the schema allows."""
    if "$ref" in schema:
        return sample(described["components"]["schemas"][str(_shape(schema))], described)
    for given in ("examples", "enum"):
        if given in schema:
            return schema[given][0]
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], described)
    if schema.get("type") == "array":
        return [sample(schema["items"], described)] * schema.get("minItems", 1)
    if schema.get("type") == "object":
        return {name: sample(own, described) for name, own in schema.get("properties", {}).items()}
    return max(_SAMPLES[schema["type"]], schema["minimum"]) if "minimum" in schema else _SAMPLES[schema["type"]]
