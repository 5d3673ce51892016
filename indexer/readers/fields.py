"""From the fields that a file gives, under any of their names, to an article.

A value that cannot be used (a date that is not understood, an address that is not of the web, a list where a title
belongs) does not cost the article: it is kept in the metadata as it is printed, and noted. A field of any other name is
kept in the metadata too, without a note.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from indexer.errors import ArticleError
from indexer.readers import first_lines
from indexer.readers.notes import note
from indexer.readers.place_field import parse_places
from indexer.surrogates import replace_surrogates
from indexer.text.dates import published
from indexer.text.language_detection import DETECT, language_of
from indexer.text.normal import normalise
from indexer.types import Article, Mark, Span, sha256
from indexer.web_addresses import is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.types import Note, Place, Structure

# The names of each field, in any capitals; if a file gives several, the first of them counts.
_NAMES = {
    "id": ("_id", "id"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body"),
    "source": ("source", "publisher", "publication"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "published_at", "publishedat", "date_published", "datepublished", "pubdate"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "places": ("places",),
    "metadata": ("metadata",),
}
FIELDS = tuple(name for name in _NAMES if name != "metadata")
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names}
_SEVERAL = {"author": ", ", "source": ", ", "text": "\n\n"}  # fields that may be a list of texts, and what joins them
_OF_THE_TEXT = frozenset({"text", "places"})  # fields only of files that give the text as a field
_CALLED = ("name", "title", "label")  # where the name of an object stands
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
_LONGEST_ID = _LONGEST_TITLE = 1_000  # code points; a title is indexed with every passage
_DEEPEST = 50  # levels of metadata; what lies deeper is left out, and noted


def field_of(name: object) -> str | None:
    """The field that a name stands for, in any capitals; None for a name of no field."""
    return _FIELD_OF.get(str(name)) or _FIELD_OF.get(str(name).strip().casefold())


class GivenFields:
    """The fields that a file or line gives, and `notes` of the values that cannot be used.

    `where` is the file or line that a note names; `has_text` says that the article's text is one of the fields.
    """

    def __init__(self, given: Mapping[str, object], where: str, *, has_text: bool = False) -> None:
        self.notes: list[Note] = []
        self._where = where
        self._values: dict[str, object] = {}
        self._printed: dict[str, str] = {}
        self._others: dict[str, object] = {}
        for name, value in given.items():
            field = field_of(name)
            if field is None or (field in _OF_THE_TEXT and not has_text):
                self._others[name] = value
            elif field in self._values:
                self._add_second(field, name, value)
            else:
                self._values[field], self._printed[field] = value, name

    def _add_second(self, field: str, name: str, value: object) -> None:
        """Adds a field that was given under another name already: the first in `_NAMES` that is not empty counts."""
        earlier = self._printed[field], self._values[field]
        chosen, other = sorted((earlier, (name, value)), key=lambda pair: (_is_blank(pair[1]), *_rank(field, pair[0])))
        self._printed[field], self._values[field] = chosen
        if field != "id" and not _is_blank(other[1]) and other[1] != chosen[1]:
            self._others[other[0]] = other[1]

    def text(self, field: str, parse: Callable[[str], str | None] | None = None) -> str | None:
        """A field on one line, as `parse` returns it; None when it is missing, empty, or noted as not usable."""
        printed = self._texts(field)
        words = " ".join(normalise(printed).split()) if printed else ""
        if parse is None or not words:
            return words or None
        parsed = parse(words)
        if parsed is None:
            self.refuse(field, words, "date" if field == "published" else "field")
        return parsed

    def lines(self, field: str) -> str:
        """A field with its line breaks, normalised; empty when it is missing."""
        return normalise(self._texts(field) or "")

    def places(self) -> tuple[Place, ...]:
        """The places in the text; when they are not understood, none and a note."""
        value = self._values.get("places")
        if value is None:
            return ()
        places = parse_places(value, _as_text(self._values.get("text"), _SEVERAL["text"]) or "")
        if places is None:
            self.refuse("places", _written(value))
        return places or ()

    def refuse(self, field: str, printed: object, kind: Literal["date", "field"] = "field") -> None:
        """Keeps a field that cannot be used in the metadata, and notes it."""
        self._others.setdefault(self._printed[field], self._values[field])
        self.notes.append(note(kind, self._where, printed if kind == "date" else f"{self._printed[field]}: {printed}"))

    def metadata(self) -> dict[str, object]:
        """Everything that is not a field of an article, and what was refused."""
        own = self._values.get("metadata")
        if own is not None and not isinstance(own, Mapping):
            self.refuse("metadata", _written(own))
            own = None
        storable = {
            normalise(str(name)): self._storable(value) for name, value in {**self._others, **(own or {})}.items()
        }
        return {name: value for name, value in storable.items() if name}

    def _texts(self, field: str) -> str | None:
        value = self._values.get(field)
        if value is None or isinstance(value, str):
            return value
        text = _as_text(value, _SEVERAL.get(field))
        if text is None and not _is_blank(value):
            self.refuse(field, _written(value))
        return text

    def _storable(self, value: object, depth: int = 0) -> object:
        """The value as JSON and UTF-8 can store it."""
        if isinstance(value, str):
            return normalise(value)
        if depth == _DEEPEST and isinstance(value, (Mapping, list)):
            self.notes.append(note("field", self._where, f"metadata of more than {_DEEPEST} levels"))
            return "…"
        if isinstance(value, Mapping):
            return {normalise(str(name)): self._storable(inner, depth + 1) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._storable(inner, depth + 1) for inner in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value


def article_and_notes(
    given: GivenFields,
    text: str,
    *,
    id: str,  # noqa: A002  it is the field's name
    path: str,
    language: str,
    otherwise: Mapping[str, str | None] | None = None,
    marks: Sequence[Mark] = (),
    places: tuple[Place, ...] = (),
    structure: Sequence[Structure] = (),
    where: str = "",
    from_text: bool = False,
) -> Iterator[Article | Note]:
    """The article of a normalised `text` with the fields `given`, then the notes of values that could not be used.

    `otherwise` has values for fields that are not given; with `from_text`, what the first lines of the text say comes after
    these. `language` is the article's language if none is given. An article without a text has its title as its text.
    Raises `ArticleError` without both; it names `where`, else the path.
    """
    title = given.text("title")
    if title and len(title) > _LONGEST_TITLE:
        given.refuse("title", title)
    if not text.strip():
        if not title:
            raise ArticleError(where or path, "has no text; write an article into it, or remove it")
        text, marks, places, structure = title, (Mark(Span(0, len(title)), "headline"),), (), ()
    instead = first_lines.stated(text, marks) if from_text else {}
    instead |= {name: value for name, value in (otherwise or {}).items() if value}
    code = given.text("language", _code)
    yield Article(
        id=replace_surrogates(id),
        title=_shortened(title or instead.get("title") or ""),
        text=text,
        sha256=sha256(text),
        source=given.text("source") or instead.get("source"),
        author=given.text("author") or instead.get("author"),
        published=given.text("published", published) or instead.get("published"),
        url=given.text("url", _web_address) or instead.get("url"),
        language=code or (language_of(text) if language in {DETECT, ""} else language),
        path=path,
        marks=tuple(marks),
        metadata=_with(given.metadata(), instead.get("place")),
        places=places,
        structure=tuple(structure),
    )
    yield from given.notes


def given_id(given: GivenFields, otherwise: str) -> str:
    """The id that is given; `otherwise` when there is none, or it is too long."""
    id_ = given.text("id", lambda printed: printed if len(printed) <= _LONGEST_ID else None)
    return id_ or otherwise


def _shortened(title: str) -> str:
    """The title, cut if it is too long."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def _with(metadata: dict[str, object], place: str | None) -> dict[str, object]:
    return {"place": place, **metadata} if place else metadata


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, Mapping)) and not value)


def _rank(field: str, name: str) -> tuple[int, bool]:
    """The place of a name among those of its field; of two that differ in capitals alone, small letters come first."""
    folded = str(name).strip().casefold()
    return _NAMES[field].index(folded), name != folded


def _as_text(value: object, joint: str | None) -> str | None:
    """A value as text: of a number its digits, of an object its name, of a list its parts joined by `joint`; else None.

    A list of several parts needs a `joint`.
    """
    match value:
        case str():
            return value
        case bool():
            return None
        case int() | float():
            return str(value) if math.isfinite(value) else None
        case Mapping():
            return next((value[name] for name in _CALLED if isinstance(value.get(name), str)), None)
        case [only]:
            return _as_text(only, joint) if not isinstance(only, list) else None
        case [_, *_] if joint is not None:
            parts = [None if isinstance(part, list) else _as_text(part, None) for part in value]
            return None if None in parts else joint.join(part for part in parts if part)
        case _:
            return None


def _written(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        return "nested too deeply"


def _web_address(printed: str) -> str | None:
    return printed if is_web_address(printed) else None


def _code(printed: str) -> str | None:
    match = _LANGUAGE.fullmatch(printed.casefold())
    return match[1] if match else None
