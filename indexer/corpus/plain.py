"""Plain text: one article a file, with the fields of its front matter and what its first lines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus import fields, front_matter, headline
from indexer.corpus.encoding import text_of
from indexer.corpus.files import shown
from indexer.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.files import SourceFile
    from indexer.types import Article

SUFFIXES = (".txt", ".text")
VERSION = 1  # to be raised when the same bytes come to give another article: updates then read them again


def read(file: SourceFile, *, language: str) -> Iterator[Article]:
    """The article of a text file. Front matter is stronger than what the first lines say."""
    path = shown(file.path)
    given, text = front_matter.split(normalise(text_of(file.path)), path)
    heading = headline.recognise(text)
    found: dict[str, object] = {
        "title": heading.title or shown_stem(file),
        "source": heading.source,
        "published": heading.published,
    }
    if heading.place:
        found["place"] = heading.place
    yield fields.article(
        {**found, **given},
        text,
        id=fields.given_id(given, path) or file.id,
        path=path,
        language=language,
        marks=heading.marks,
    )


def shown_stem(file: SourceFile) -> str:
    """The file's name without its suffix: a title when there is no other."""
    return file.id.rpartition("/")[2].removesuffix(file.path.suffix)
