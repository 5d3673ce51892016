"""Front matter: the lines between `---` (YAML) or `+++` (TOML) at the top of a file that give its article's fields.

Prose between two rules is not taken for it: every line must look like `name: value`, or continue one. Front matter that
is not valid YAML or TOML is read line by line, each value as it is printed. The time grows linearly with the lines.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import dropwhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_NAME = r"(?P<name>[^\W\d][\w.-]*+(?:[ ][\w.-]++){0,2}|\"[^\"\n]++\"|'[^'\n]++')"
_YAML_LINE = re.compile(rf"{_NAME}[ \t]*+:(?!//)(?P<value>.*)")
_TOML_LINE = re.compile(rf"{_NAME}[ \t]*+=(?P<value>.*)")
_YAML_FIRST = re.compile(r"(?:[^\W\d][\w.-]*+|\"[^\"\n]++\"|'[^'\n]++')[ \t]*+:(?!//)")
_YAML_MORE = re.compile(r"\s|#|-(?:\s|$)|[\]}][ \t,]*+$|$")
_TOML_MORE = re.compile(r"\s|#|\[|[\]}][ \t,]*+$|$")
_ITEM = re.compile(r"\s*+-(?:\s++(?P<item>.*))?$")
_IRREGULAR = 20_000  # code points; lines that do not look like fields are given to the loader only if they are few
_COMMENT = re.compile(r"\s*+(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of front matter, the text behind it, and why it is not valid, if it is not."""

    fields: Mapping[str, object]
    text: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A notation of front matter: patterns of its opening and closing line and of the lines between, and their parser."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    first: re.Pattern[str]
    line: re.Pattern[str]
    more: re.Pattern[str]
    load: Callable[[str], object]


def _yaml(lines: str) -> object:
    from indexer.readers.verbatim_yaml import load  # noqa: PLC0415  most files have no front matter

    return load(lines)


def _toml(lines: str) -> object:
    return _written(tomllib.loads(lines))


_FORMS = (
    _Form(
        re.compile(r"---[ \t]*+\n"),
        re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\n|\Z)", re.MULTILINE),
        _YAML_FIRST,
        _YAML_LINE,
        _YAML_MORE,
        _yaml,
    ),
    _Form(
        re.compile(r"\+\+\+[ \t]*+\n"),
        re.compile(r"^\+\+\+[ \t]*+(?:\n|\Z)", re.MULTILINE),
        re.compile(rf"{_NAME}[ \t]*+=|\["),
        _TOML_LINE,
        _TOML_MORE,
        _toml,
    ),
)


def split(text: str) -> FrontMatter:
    """The front matter of a text and the text behind it; no fields and the whole text when there is none."""
    for form in _FORMS:
        opening = form.opening.match(text)
        closing = form.closing.search(text, opening.end()) if opening else None
        if opening and closing:
            return _read(form, text[opening.end() : closing.start()], text[closing.end() :]) or FrontMatter({}, text)
    return FrontMatter({}, text)


def _read(form: _Form, between: str, text: str) -> FrontMatter | None:
    """The front matter that these lines are; None when they are prose."""
    lines = between.split("\n")
    first = next(dropwhile(_COMMENT.match, lines), "")
    regular = all(form.line.match(line) or form.more.match(line) for line in lines)
    if not form.first.match(first) or not (regular or len(between) <= _IRREGULAR):
        return None
    try:
        fields = form.load(between)
        problem = "it has no names and values"
    except (ValueError, RecursionError) as error:
        fields, problem = None, str(error).partition("\n")[0]
    if isinstance(fields, dict):
        return FrontMatter(fields, text)
    return FrontMatter(_printed(form.line, lines), text, problem) if regular else None


def _printed(form: re.Pattern[str], lines: Sequence[str]) -> dict[str, object]:
    """The fields of lines that are not valid: behind each name its value, which may go on below it, or a list of items."""
    values: dict[str, list[str]] = {}
    items: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        match, item = form.match(line), _ITEM.match(line)
        if match:
            name = _unquoted(match["name"])
            values[name], items[name] = [match["value"]], []
        elif item and name:
            items[name].append(_unquoted(item["item"] or ""))
        elif name and not _COMMENT.match(line):
            values[name].append(line)
    texts = {name: _unquoted(" ".join(map(str.strip, parts))) for name, parts in values.items()}
    return {name: items[name] if items[name] and not text else text for name, text in texts.items()}


def _unquoted(printed: str) -> str:
    printed = printed.strip()
    quoted = len(printed) > 1 and printed[0] in "\"'" and printed[-1] == printed[0]
    return printed[1:-1] if quoted else printed


def _written(value: object) -> object:
    """A TOML value whose dates and times are text."""
    if isinstance(value, dict):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value
