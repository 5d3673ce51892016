"""Prints everything: text made safe for a terminal, JSON documents, tables, complaints.

Articles may hold characters that steer a terminal: escape sequences, or marks that turn the direction of
writing to hide words. In text they are shown as �, one for one, so that offsets stay; in JSON they are escaped.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.exporting.terminal import clean
from indexer.surrogates import SURROGATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


_NAMES = ("footnote", "indexer")
_NARROWEST = 20  # columns of a terminal that the last column of a table takes at least


def program_name() -> str:
    """The name that the program was called by: `footnote`, or `indexer`, which is the same program."""
    called = Path(sys.argv[0]).name
    return called if called in _NAMES else "footnote"


def one_line(text: str) -> str:
    """The text on one line, safe for a terminal."""
    return clean(" ".join(text.split()))


def say(text: str = "") -> None:
    """Prints text on stdout, safe for a terminal."""
    click.echo(clean(text))


def say_file(content: bytes) -> None:
    """Prints the content of a text file byte for byte; on a terminal, made safe."""
    if sys.stdout.isatty():
        say(content.decode().replace("\r\n", "\n").rstrip("\n"))
    else:
        click.echo(content, nl=False)


def note(text: str) -> None:
    """Prints one line on stderr, where it does not disturb a program that reads stdout."""
    click.echo(one_line(text), err=True)


def complain(problem: str) -> None:
    """Prints the one line on stderr that says what is wrong."""
    note(f"{program_name()}: {problem}")


def say_json(document: Mapping[str, object]) -> None:
    """Prints one JSON document on stdout; characters that its encoding lacks are escaped."""
    unicode = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    text = json.dumps(document, ensure_ascii=not unicode, indent=2, default=str)
    click.echo(re.sub("[\x7f-\x9f\u2028-\u202e\u2066-\u2069" + SURROGATES + "]", _as_escape, text))


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table on a terminal; elsewhere the headings and each row as one line, with tabs between."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in ([*headings], *cells):
            say("\t".join(row))
        return
    for line in _table_lines(headings, cells):
        click.echo(line)


def _table_lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The headings, a line below them, and the rows, in columns; the last column is wrapped to the width of the terminal."""
    columns = list(zip(headings, *rows, strict=True))
    widths = [max(1, *map(_columns, column)) for column in columns]
    left = sum(widths[:-1]) + 3 * (len(widths) - 1)
    widths[-1] = min(widths[-1], max(_NARROWEST, shutil.get_terminal_size().columns - left))
    yield from _row_lines(headings, widths)
    yield "─┼─".join("─" * width for width in widths)
    for row in rows:
        yield from _row_lines(row, widths)


def _row_lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    last = textwrap.wrap(row[-1], widths[-1]) or [""]
    for number, part in enumerate(last):
        cells = row[:-1] if number == 0 else [""] * (len(row) - 1)
        padded = (cell + " " * (width - _columns(cell)) for cell, width in zip(cells, widths, strict=False))
        yield " │ ".join([*padded, part]).rstrip()


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes: two for each Chinese, Japanese or Korean character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _as_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
