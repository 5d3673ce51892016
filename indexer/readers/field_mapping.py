"""Where the objects of a JSON file, or the columns of a table, hold the fields of articles, if not under known names.

A mapping is written as `text=body.paragraphs title=headline.main`: names of fields and paths of names with dots between.
A list on the way stands for each of its parts. `items` is the path of the list that holds the articles.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterable

NONE = "none"
_SETTING = "read.fields"
_ITEMS = "items"


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """The path of the list of articles, and the path of each field that is mapped; a path is a tuple of names."""

    items: tuple[str, ...] = ()
    paths: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def records(self, value: object) -> list[object]:
        """The objects in a JSON value that may be articles: those of the list at `items`, if it names one.

        Otherwise the parts of a list; of an object that is no article itself, those of its only list of objects.
        """
        listed = _at(value, self.items) if self.items else _only_list(value)
        value = value if listed is None else listed
        return value if isinstance(value, list) and value else [value]

    def applied(self, record: Mapping[str, object]) -> dict[str, object]:
        """The record with the mapped fields under their own names."""
        values = {field: _at(record, path) for field, path in self.paths}
        given = {field: value for field, value in values.items() if value is not None}
        used = {path[0] for field, path in self.paths if len(path) == 1 and field in given}
        return {**{name: value for name, value in record.items() if name not in used}, **given}


UNMAPPED = FieldMapping()


def parse_mapping(written: str) -> FieldMapping:
    """The mapping that a setting writes; raises `SettingError` when it is not understood."""
    if written.strip() in {"", NONE}:
        return UNMAPPED
    from indexer.readers.fields import FIELDS  # noqa: PLC0415  heavy; most settings name no field

    try:
        pairs = [part.partition("=") for part in shlex.split(written)]
    except ValueError:
        pairs = []
    paths = {field: tuple(name for name in path.split(".") if name) for field, _, path in pairs}
    if not paths or not all(paths.values()) or not paths.keys() <= {*FIELDS, _ITEMS}:
        names = ", ".join((_ITEMS, *FIELDS))
        raise SettingError(_SETTING, f"write field=path, such as text=body.paragraphs; the fields are {names}")
    return FieldMapping(paths.pop(_ITEMS, ()), tuple(paths.items()))


def _at(value: object, path: Iterable[str]) -> object:
    """What lies at a path; of a list on the way, the list of what lies there in each part. None when nothing does."""
    for name in path:
        if isinstance(value, list):
            parts = [_at(part, (name,)) for part in value]
            value = [part for part in parts if part is not None] or None
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _only_list(value: object) -> list[object] | None:
    """The articles in an object that is none itself, such as `{"articles": […]}`; None when there is no such list."""
    from indexer.readers.fields import field_of  # noqa: PLC0415  as above

    if not isinstance(value, Mapping) or {"text", "title"} & set(map(field_of, value)):
        return None
    lists = [each for each in value.values() if isinstance(each, list) and each]
    only = lists[0] if len(lists) == 1 else []
    texts = any(isinstance(each, Mapping) and {"text", "title"} & set(map(field_of, each)) for each in only)
    return only if texts else None
