"""From the fields that a file gives to an article, or a clear reason why not.

A field of the wrong type is an error. A value that is text but unusable (a date that is none, an address that
is not of the web, a language without a code) costs no article: it is kept in the metadata, as printed. So is
every field that is not known here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from indexer.errors import ArticleError
from indexer.text.dates import published
from indexer.text.languages import DETECT, language_of
from indexer.text.normal import normalise
from indexer.types import Article, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.types import Mark

_ALSO_CALLED = {"published": "date", "language": "lang", "author": "authors"}
_TEXTS = ("title", "source", "author", "published", "url", "language")
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def article(
    given: Mapping[str, object],
    text: str,
    *,
    id: str,  # noqa: A002  it is the field's name
    path: str,
    language: str,
    marks: Sequence[Mark] = (),
    where: str = "",
) -> Article:
    """The article of `text`, which is normal, with the fields `given`; `language` is its own unless one is given.

    Raises `ArticleError`, which names `where`, if given, rather than the path.
    """
    where = where or path
    if not text.strip():
        raise ArticleError(where, "has no text; write an article into it, or remove it")
    printed = {name: _text(given, name, where) for name in _TEXTS}
    usable = {name: usable_as(printed[name]) for name, usable_as in _USABLE.items()}
    leftover = {name: printed[name] for name in _USABLE if printed[name] and usable[name] is None}
    return Article(
        id=_SURROGATE.sub("\ufffd", id),
        title=printed["title"] or "",
        text=text,
        sha256=sha256(text),
        source=printed["source"],
        author=printed["author"],
        published=usable["published"],
        url=usable["url"],
        language=usable["language"] or (language_of(text) if language in {DETECT, ""} else language),
        path=path,
        marks=tuple(marks),
        metadata={**leftover, **_metadata(given, where)},
    )


def given_id(given: Mapping[str, object], where: str) -> str | None:
    """The id that a file gives its article, as `_id` or `id`, or nothing; raises `ArticleError` when it is no text."""
    for name in ("_id", "id"):
        value = given.get(name)
        if isinstance(value, (list, Mapping)):
            raise ArticleError(where, f"its {name} is {_kind(value)}; write it as text, in quotation marks")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _text(given: Mapping[str, object], name: str, path: str) -> str | None:
    """A field on one line, or nothing when it is missing, null or empty."""
    value = given.get(name)
    if value is None:
        value = given.get(_ALSO_CALLED.get(name, ""))
    if name == "author" and isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(path, f"its {name} is {_kind(value)}; write it as text, in quotation marks")
    return " ".join(normalise(value).split()) or None


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "no text")


def _web_address(printed: str | None) -> str | None:
    return printed if printed and _WEB_ADDRESS.fullmatch(printed) else None


def _code(printed: str | None) -> str | None:
    match = _LANGUAGE.fullmatch((printed or "").casefold())
    return match[1] if match else None


def _day(printed: str | None) -> str | None:
    return published(printed) if printed else None


_USABLE: dict[str, Callable[[str | None], str | None]] = {
    "published": _day,
    "url": _web_address,
    "language": _code,
}


def _metadata(given: Mapping[str, object], path: str) -> dict[str, object]:
    own = given.get("metadata")
    if own is None:
        own = {}
    if not isinstance(own, Mapping):
        raise ArticleError(path, f"its metadata is {_kind(own)}; write it as an object of names and values")
    known = {"metadata", "text", "id", "_id", *_TEXTS, *_ALSO_CALLED.values()}
    others = {name: value for name, value in given.items() if name not in known}
    return {normalise(str(name)): _storable(value) for name, value in {**others, **own}.items()}


def _storable(value: object) -> object:
    """The value as JSON can hold it and UTF-8 can store it."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, Mapping):
        return {normalise(str(name)): _storable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
