"""Tables in text (.csv, .tsv): one article a file, or one a row where a column holds texts; a row is a place.

The delimiter is the one with which the first rows have the same number of cells; it and the encoding are told in the
article's metadata. A table whose header names a column of texts (`text`, `content` or `body`) beside another known field
is read as JSON Lines are: each row is an article with the fields of its columns.
"""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from indexer.errors import ArticleError
from indexer.readers import fields
from indexer.readers.blocks import Block
from indexer.readers.encoding import text_and_encoding
from indexer.readers.failures import skipped_after
from indexer.readers.file_walk import shown
from indexer.readers.structured import article_of_blocks
from indexer.readers.table_rows import parts
from indexer.readers.text_files import title_of_name
from indexer.text.normal import normalise
from indexer.types import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note, Skipped

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE, _SAMPLE_ROWS = 100_000, 50  # code points and rows that tell the delimiter
_BESIDE = frozenset(
    {"title", "id", "published", "url", "author", "source"}
)  # fields that make a column of texts articles


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Skipped | Note]:
    """The article of a table, or those of its rows."""
    text, encoding = text_and_encoding(file.path, limits.file_size)
    delimiter, table = _delimiter(normalise(text))
    rows = _rows(table, delimiter)
    _, header = next(rows, (0, ()))
    if not header:
        raise ArticleError(shown(file.path), "has no rows; fill the table, or remove the file")
    if _holds_texts(limits.mapping.applied(dict.fromkeys(header, ""))):
        for number, row in rows:
            yield from _article_of_row(file, limits, header, number, row)
        return
    blocks = (_block(number, row) for number, row in _rows(table, delimiter))
    metadata = {"delimiter": _NAMES[delimiter], "encoding": encoding}
    given = {"title": title_of_name(file), "metadata": metadata}
    for ending, part in parts(blocks):
        yield from article_of_blocks(file, limits, part, given, id=f"{file.id}{ending}")


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter of a table, and the table without a first line `sep=;`, by which Excel is told."""
    first, _, rest = text.partition("\n")
    if first[:4].casefold() == "sep=" and first[4:] in _NAMES:
        return first[4:], rest
    return max(_NAMES, key=lambda each: _regularity(text, each)), text


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter fits: the share of rows with the commonest number of cells, and that number; 0 if it is 1."""
    widths = Counter(len(row) for _, row in islice(_rows(text[:_SAMPLE], delimiter), _SAMPLE_ROWS))
    width, rows = max(widths.items(), key=itemgetter(1, 0), default=(0, 0))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)


def _rows(table: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number from 1."""
    csv.field_size_limit(max(len(table) + 1, csv.field_size_limit()))  # one limit for all that this process reads
    # With a mark too few or too many, a quoted cell would swallow the rest of the table.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if table.count('"') % 2 else csv.QUOTE_MINIMAL
    for number, row in enumerate(csv.reader(StringIO(table, newline=""), delimiter=delimiter, quoting=quoting), 1):
        if any(map(str.strip, row)):
            yield number, row


def _block(number: int, row: Sequence[str]) -> Block:
    cells = (" ".join(cell.split()) for cell in row)
    return Block(" | ".join(cell for cell in cells if cell), "row", place=("row", str(number)))


def _holds_texts(header: Iterable[str]) -> bool:
    """Whether the rows are articles: one column is named as a text, and another as a field that articles have."""
    named = {fields.field_of(name) for name in header}
    return "text" in named and not named.isdisjoint(_BESIDE)


def _article_of_row(
    file: SourceFile, limits: Limits, header: Sequence[str], number: int, row: Sequence[str]
) -> Iterator[Article | Skipped | Note]:
    path = shown(file.path)
    where = f"{path}:{number}"
    record = limits.mapping.applied(dict(zip(header, row, strict=False)))
    given = fields.GivenFields(record, where, has_text=True)
    try:
        yield from fields.article_and_notes(
            given,
            given.lines("text"),
            id=_id(given, f"{file.id}:{number}"),
            path=path,
            language=limits.language,
            places=(Place(0, "row", str(number)),),
            where=where,
        )
    except Exception as error:  # whatever it is, it costs this row only
        yield skipped_after(error, file.path, where, limits)


def _id(given: fields.GivenFields, otherwise: str) -> str:
    """The id of a row; a bare number, which rows of other tables have too, is none."""
    given_id = fields.given_id(given, otherwise)
    return otherwise if given_id.isdigit() else given_id
