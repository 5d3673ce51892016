"""Plain text: one article a file, with the fields of its front matter and what its first lines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus import fields, front_matter, headline
from indexer.corpus.encoding import text_of
from indexer.corpus.files import shown
from indexer.corpus.notes import note
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.files import SourceFile
    from indexer.corpus.limits import Limits
    from indexer.types import Article, Note

SUFFIXES = (".txt", ".text")
VERSION = 2  # to be raised when the same bytes come to give another article: updates then read them again
WHOLE = True


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a text file. Front matter is stronger than what the first lines say."""
    given, text = split(file, limits)
    heading = headline.recognise(text)
    yield from fields.article(
        given,
        text,
        id=fields.given_id(given, file.id),
        path=shown(file.path),
        language=limits.language,
        otherwise={
            "title": heading.title or shown_stem(file),
            "source": heading.source,
            "published": heading.published,
            "place": heading.place,
        },
        marks=heading.marks,
    )


def split(file: SourceFile, limits: Limits) -> tuple[fields.Given, str]:
    """The fields of a file's front matter, and its text, both normal."""
    path = shown(file.path)
    parts = front_matter.split(normalise(text_of(file.path, limits.file_size)))
    given = fields.Given(parts.fields, path)
    if parts.problem:
        given.notes.append(note("front matter", path, parts.problem))
    return given, parts.text


def shown_stem(file: SourceFile) -> str:
    """The file's name without its suffix: a title when there is no other."""
    return file.id.rpartition("/")[2].removesuffix(file.path.suffix)
