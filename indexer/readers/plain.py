"""Plain text: one article a file, with the fields of its front matter and what its first lines say.

An export of a press archive gives each of its articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers import fields, headline, press_exports
from indexer.readers.file_walk import shown
from indexer.readers.first_lines import date_of_name
from indexer.readers.text_files import fields_and_text, title_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a text file. Fields of the front matter come before what the first lines say."""
    given, text = fields_and_text(file, limits)
    exported = press_exports.split(text)
    if exported:
        yield from press_exports.articles(file, limits, exported)
        return
    heading = headline.recognise(text)
    yield from fields.article_and_notes(
        given,
        text,
        id=fields.given_id(given, file.id),
        path=shown(file.path),
        language=limits.language,
        otherwise={
            "title": heading.title or title_of_name(file),
            "source": heading.source,
            "published": heading.published or date_of_name(file.id),
            "place": heading.place,
        },
        marks=heading.marks,
        from_text=True,
    )
