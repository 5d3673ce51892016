"""The format HTML. The libraries that read it are loaded when the first file is read, in the process that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.readers.base import FileFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.readers.file_walk import SourceFile
    from indexer.readers.limits import Limits
    from indexer.types import Article, Note


def read(file: SourceFile, limits: Limits) -> Iterator[Article | Note]:
    """The article of a saved page; raises as `article_of_page` does."""
    from indexer.readers.html.pages import article_of_page  # noqa: PLC0415  see above

    yield from article_of_page(file, limits, file.path.read_bytes())


HTML = FileFormat("html", 1, (".html", ".htm", ".xhtml", ".xht"), read)
