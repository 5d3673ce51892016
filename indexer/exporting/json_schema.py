"""JSON Schemas (2020-12) of typed dictionaries: of the shapes of documents and requests.

shape   a `TypedDict`; its docstring is its description, and the docstring below a field is the description of that field
limit   what else is said of a type: `Annotated[int, Limit(minimum=0)]`, in the words of JSON Schema
"""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, Required, TypeVar, Union, get_args, get_origin

from typing_extensions import get_original_bases, get_type_hints, is_typeddict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Schema = dict[str, Any]
Shape = TypeVar("Shape", bound=type)

_NAMES: dict[object, Schema] = {
    str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
    NoneType: {"type": "null"}, object: {}, Any: {},
}  # fmt: skip


class Limit:
    """Keywords of JSON Schema that a type has besides, such as `minimum`, `pattern` or `examples`."""

    def __init__(self, **keywords: object) -> None:
        self.keywords = keywords


_closed: set[type] = set()


def shape(defined: Shape) -> Shape:
    """Decorates a shape: no other fields than its own are allowed."""
    _closed.add(defined)
    return defined


def schemas_of(shapes: Iterable[type], reference: str) -> dict[str, Schema]:
    """Name → schema, of every shape and of the shapes inside it; `reference` stands before a name to refer to its schema."""
    schemas: dict[str, Schema] = {}
    waiting = list(shapes)
    while waiting:
        each = waiting.pop()
        if each.__name__ not in schemas:
            inner: list[type] = []
            schemas[each.__name__] = _object(each, reference, inner)
            waiting += inner
    return dict(sorted(schemas.items()))


def _object(defined: type, reference: str, inner: list[type]) -> Schema:
    hints = get_type_hints(defined, include_extras=True)
    properties, required = {}, []
    for owner in reversed(list(family(defined))):
        for name, words in _fields(owner):
            hint, is_required = _unwrapped(hints[name], total=getattr(owner, "__total__", True))
            properties[name] = _schema(hint, reference, inner) | ({"description": words} if words else {})
            required += [name] if is_required and name not in required else []
    schema: Schema = {"title": defined.__name__, "type": "object", "properties": properties}
    if defined.__doc__:
        schema["description"] = _on_one_line(inspect.cleandoc(defined.__doc__))
    if required:
        schema["required"] = required
    return schema | ({"additionalProperties": False} if defined in _closed else {})


def family(defined: type) -> Iterator[type]:
    """A shape and all its bases, itself first."""
    yield defined
    for base in get_original_bases(defined):
        if is_typeddict(base):
            yield from family(base)


def _fields(defined: type) -> Iterator[tuple[str, str]]:
    """The fields that a shape defines itself, each with the docstring below it, if it has one."""
    (written,) = ast.parse(dedent(inspect.getsource(defined))).body
    statements = written.body if isinstance(written, ast.ClassDef) else []
    for statement, below in zip(statements, [*statements[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            is_words = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            words = below.value.value if is_words else ""  # type: ignore[union-attr]  # checked above
            yield statement.target.id, _on_one_line(words) if isinstance(words, str) else ""


def _unwrapped(hint: Any, *, total: bool) -> tuple[Any, bool]:  # noqa: ANN401  a type of any kind
    """The type within `Required` or `NotRequired`, and whether its field must be there."""
    if get_origin(hint) in {Required, NotRequired}:
        return get_args(hint)[0], get_origin(hint) is Required
    return hint, total


def _schema(hint: Any, reference: str, inner: list[type]) -> Schema:  # noqa: ANN401  as above
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        limits = [each.keywords for each in arguments[1:] if isinstance(each, Limit)]
        return _schema(arguments[0], reference, inner) | {key: value for each in limits for key, value in each.items()}
    if origin in {Union, UnionType}:
        return {"anyOf": [_schema(each, reference, inner) for each in arguments]}
    if origin is Literal:
        of_one = {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
        return of_one | _NAMES[type(arguments[0])]
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], reference, inner)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], reference, inner) or True}
    if is_typeddict(hint):
        inner.append(hint)
        return {"$ref": reference + hint.__name__}
    return dict(_NAMES[hint])


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
