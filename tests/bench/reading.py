"""How fast are files read, and how much memory does it take? `python -m tests.bench.reading` prints a table.

The files are made here, of random sentences, and read as a build reads them: one after the other, in a process of its own.
What is not counted is the start of that process and the first file, with which it loads its libraries.
"""

from __future__ import annotations

import os
import random
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from indexer.readers import Limits, SourceFile, read_isolated, source_files
from indexer.types import Article
from tests.bench.processes import look
from tests.office_files import docx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORDS = """the museum of a town on river was opened by its mayor in March and closed for good after long winter when few
visitors came to see old maps ships letters coins from three houses which had been kept there since war ended""".split()
_PDF_PAGES = 10
_MB = 2**20


class Kind(NamedTuple):
    """Files of one kind: how many, how many pages each has (0: it has none), and what writes one of them."""

    name: str
    suffix: str
    files: int
    pages: int
    write: Callable[[Path, random.Random], object]


def sentences(chance: random.Random, count: int) -> str:
    """Some sentences of 8 to 24 words."""
    return " ".join(" ".join(chance.choices(_WORDS, k=chance.randint(8, 24))).capitalize() + "." for _ in range(count))


def paragraphs(chance: random.Random, count: int = 20) -> list[str]:
    """Some paragraphs of five sentences."""
    return [sentences(chance, 5) for _ in range(count)]


def pdf(path: Path, chance: random.Random) -> None:
    """Ten pages of 50 lines each."""
    from tests.pdf_files import Line, write_pdf  # noqa: PLC0415  needs reportlab

    lines = (" ".join(chance.choices(_WORDS, k=13)) for _ in range(50 * _PDF_PAGES))
    pages = [[Line(72, 80 + 13 * at, line) for at, line in enumerate(islice(lines, 50))] for _ in range(_PDF_PAGES)]
    write_pdf(path, *pages)


def html(path: Path, chance: random.Random) -> None:
    """An article of 20 paragraphs, between a menu and a footer."""
    menu = "".join(f'<li><a href="/{number}">Section {number}</a></li>' for number in range(40))
    text = "".join(f"<p>{each}</p>" for each in paragraphs(chance))
    path.write_text(
        f"<html><head><title>{sentences(chance, 1)}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>A heading</h1>{text}</article><footer>All rights reserved.</footer></body></html>"
    )


def word(path: Path, chance: random.Random) -> None:
    """A Word document of 20 paragraphs."""
    docx(path, "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs(chance)))


def plain(path: Path, chance: random.Random) -> None:
    """A text, a Markdown document or a message of 20 paragraphs."""
    head = (
        "From: Ada <ada@a.example>\nSubject: A letter\nMessage-ID: <1@a>\n\n"
        if path.suffix == ".eml"
        else "# A title\n\n"
    )
    path.write_text(head + "\n\n".join(paragraphs(chance)))


KINDS = (
    Kind("PDF", ".pdf", 40, _PDF_PAGES, pdf),
    Kind("HTML", ".html", 300, 1, html),
    Kind("DOCX", ".docx", 300, 0, word),
    Kind("Markdown", ".md", 300, 0, plain),
    Kind("plain text", ".txt", 300, 0, plain),
    Kind("e-mail", ".eml", 300, 0, plain),
)


def measured(files: list[SourceFile], memory: int) -> tuple[int, float, int]:
    """Code points of the articles that files give, seconds (the least of three rounds), and the reading process's memory.

    Memory is its highest resident size in bytes.

    No two calls may give the same limit of `memory`, in MB, so that each has a process of its own.
    """
    limits = Limits(memory=memory * _MB)
    list(read_isolated(files[:1], limits))
    rounds = []
    for _ in range(3):
        began = time.perf_counter()
        items = list(read_isolated(files, limits))
        rounds.append(time.perf_counter() - began)
    highest: dict[int, int] = {}
    look(os.getpid(), highest)
    highest.pop(os.getpid(), None)
    return (
        sum(len(item.text) for item in items if isinstance(item, Article)),
        min(rounds),
        max(highest.values(), default=0),
    )


def rows(folder: Path, scale: float) -> Iterator[str]:
    """The lines of the table: one for each kind of file that can be made, and one for all of them together."""
    yield "| files | files/s | pages/s | million characters/s | memory, MB |"
    yield "|---|--:|--:|--:|--:|"
    for at, kind in enumerate(KINDS):
        try:
            for number in range(max(2, round(kind.files * scale))):
                kind.write(folder / f"{number:04}{kind.suffix}", random.Random(number))  # noqa: S311  no secret
        except ImportError as error:
            yield f"| {kind.name}: skipped, needs {error.name} | – | – | – | – |"
            continue
        yield _row(
            kind.name, [file for file in _files(folder) if file.id.endswith(kind.suffix)], kind.pages, 1_024 + at
        )
    yield _row("all of these, mixed", _files(folder), 0, 1_024 + len(KINDS))


def _row(name: str, files: list[SourceFile], pages: int, memory: int) -> str:
    characters, seconds, peak = measured(files, memory)
    per_second = f"{pages * len(files) / seconds:,.0f}" if pages else "–"
    return (
        f"| {name} ({len(files):,}) | {len(files) / seconds:,.0f} | {per_second} | {characters / seconds / 1e6:.1f} "
        f"| {peak / _MB:,.0f} |"
    )


def _files(folder: Path) -> list[SourceFile]:
    return [file for file in source_files([folder], follow_links=False) if isinstance(file, SourceFile)]


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        for row in rows(Path(made), 1.0):
            print(row, flush=True)
